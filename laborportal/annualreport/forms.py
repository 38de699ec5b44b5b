from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.annualreport import texts
from laborportal.annualreport.book import Book
from laborportal.annualreport.models import Objective, ReportYear
from laborportal.audit.models import Tracked

HELP = gettext_lazy(
    "A line is a paragraph; lines that begin with 1., 2. are a list. A code in braces prints its number, "
    "such as {certifications.gender.gold|家}; what follows the bar is printed as its unit."
)
FEWEST_ROWS, MOST_ROWS, ROW_LENGTH = 4, 24, 45


class TextsForm(forms.ModelForm[Any]):
    """Texts with live figures; refuses by name whatever stands in braces and is no figure of the year."""

    texts: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Reason for the change"), required=False, max_length=500)

    def __init__(self, data: Mapping[str, Any] | None, *, book: Book, year: int, instance: Tracked) -> None:
        super().__init__(data, instance=instance, initial={"version": instance.version})
        self.book, self.year = book, year
        for name in self.texts:
            self.fields[name].help_text = HELP
            self.fields[name].widget = forms.Textarea(attrs={"rows": _rows(getattr(instance, name))})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.texts:
            unknown = texts.unknown_words(cleaned.get(name, ""), self.book, self.year)
            if unknown:
                self.add_error(name, _unknown(unknown))
        return cleaned

    def values(self) -> Mapping[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class ObjectiveForm(TextsForm):
    texts = ("strategies", "results", "future")

    class Meta:
        model = Objective
        fields = ["title", "short_title", "unit", "strategies", "results", "future"]


class ReportForm(TextsForm):
    texts = ("preface", "staffing_note", "risk")

    class Meta:
        model = ReportYear
        fields = ["preface", "staffing_note", "risk"]


def _rows(text: str) -> int:
    """Enough to see the whole text, within reason."""
    return min(MOST_ROWS, max(FEWEST_ROWS, sum(1 + len(line) // ROW_LENGTH for line in text.splitlines())))


def _unknown(words: list[str]) -> str:
    return _("{words}: no figure of this year has this code. Correct it, or take the braces away.").format(
        words=_(", ").join(words)
    )
