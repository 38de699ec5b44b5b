from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.parameters.declarations import Parameter
from laborportal.parameters.models import Holiday, ParameterValue
from laborportal.parameters.restdays import SATURDAY
from laborportal.rocyear.dates import DateError, ascii_forms, parse_date
from laborportal.rocyear.fields import RocDateField

SOURCE_HELP = gettext_lazy("The announcement, letter or article that it follows from, with its date and number.")
TEXT = {"class": "form-control"}


class NumberField(forms.DecimalField):
    """Also as people write it: full-width digits, and commas between thousands."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(ascii_forms(value).replace(",", "") if isinstance(value, str) else value)


class ValueForm(forms.Form):
    """A value of *parameter* from a day on."""

    use_required_attribute = False
    valid_from = RocDateField(
        label=gettext_lazy("Valid from"),
        help_text=gettext_lazy(
            "The first day on which it holds, for example 115/1/1. What is reckoned for earlier days stays as it is."
        ),
        widget=forms.TextInput(attrs={"class": "form-control w-date", "autocomplete": "off"}),
    )
    citation = forms.CharField(
        label=gettext_lazy("Official source"), help_text=SOURCE_HELP, max_length=300, widget=forms.TextInput(attrs=TEXT)
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={**TEXT, "rows": 2})
    )

    def __init__(self, data: Any = None, *, parameter: Parameter) -> None:
        super().__init__(data)
        self.parameter = parameter
        unit = _("In: {unit}").format(unit=parameter.unit) if parameter.unit else ""
        self.fields["value"] = NumberField(
            label=_("Value"),
            help_text=unit,
            min_value=0,
            max_digits=15,
            decimal_places=parameter.decimals,
            widget=forms.TextInput(attrs={"class": "form-control w-date", "inputmode": "decimal"}),
        )
        self.order_fields(("valid_from", "value", "citation", "note"))

    def entry(self) -> ParameterValue:
        return ParameterValue(code=self.parameter.code, **self.cleaned_data)


class HolidaysForm(forms.Form):
    """Days of one kind, a line for each, so that the calendar of a year is entered at once."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Choose…")), *Holiday.Kind.choices],
        widget=forms.Select(attrs={"class": "form-select w-mid"}),
    )
    days = forms.CharField(
        label=gettext_lazy("Days and their names"),
        help_text=gettext_lazy(
            "One day a line, then its name: 115/10/10 國慶日. A substitute holiday is a day off of its own. A year "
            "counts as known once its 1 January stands here."
        ),
        widget=forms.Textarea(attrs={**TEXT, "rows": 8}),
    )
    citation = forms.CharField(
        label=gettext_lazy("Official source"), help_text=SOURCE_HELP, max_length=300, widget=forms.TextInput(attrs=TEXT)
    )

    def clean_days(self) -> dict[date, str]:
        """All that is wrong with the lines at once."""
        found: dict[date, str] = {}
        problems = []
        for number, line in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            if line.strip():
                try:
                    day, name = self._line(line, found)
                    found[day] = name
                except (DateError, ValidationError) as error:
                    sentence = error.message if isinstance(error, ValidationError) else str(error)
                    problems.append(_("Line {number}: {problem}").format(number=number, problem=sentence))
        if problems:
            raise ValidationError(problems)
        return found

    def _line(self, line: str, found: dict[date, str]) -> tuple[date, str]:
        text, _blank, name = line.replace("　", " ").strip().partition(" ")
        day = parse_date(text)
        if day in found:
            raise ValidationError(_("This day stands above already."))
        if not name.strip():
            raise ValidationError(_("Write the name of the day after it, for example 國慶日."))
        if self.cleaned_data.get("kind") == Holiday.Kind.WORKDAY and day.weekday() < SATURDAY:
            raise ValidationError(_("A make-up workday falls on a Saturday or Sunday."))
        return day, name.strip()[:100]

    def entries(self) -> Iterator[Holiday]:
        kind, citation = self.cleaned_data["kind"], self.cleaned_data["citation"]
        return (
            Holiday(day=day, kind=kind, name=name, citation=citation) for day, name in self.cleaned_data["days"].items()
        )
