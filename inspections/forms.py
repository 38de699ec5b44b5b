"""A held row of an official list, to be corrected in the columns of the list itself; and a kind of accident."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.models import AccidentKind
from laborportal.datasets.listed import HELP, WIDGETS, ListedForm
from laborportal.imports.models import HeldRow
from laborportal.imports.rows import Problem

LONG = 60


class CellField(forms.CharField):
    """Hands on what was typed; whether it may be blank is the format's business."""

    def validate(self, value: Any) -> None:
        """The import says it in its own words."""


class MendForm(forms.Form):
    """Always filled in, with the published cells first; what is wrong with them is said by `complain`."""

    use_required_attribute = False

    def __init__(self, held: HeldRow, data: Mapping[str, str] | None = None) -> None:
        self.held = held
        self.names = {f"cell{place}": name for place, name in enumerate(held.texts)}
        super().__init__(data or {field: held.texts[name] for field, name in self.names.items()})
        for field, name in self.names.items():
            self.fields[field] = CellField(
                label=name or _("Beyond the last column"), strip=False, widget=_widget(held.texts[name])
            )
        self.fields["confirmed"] = forms.BooleanField(required=False, widget=forms.HiddenInput)
        self.full_clean()

    @property
    def cells(self) -> dict[str, str]:
        """Under the published headers; what stood beyond the last column is gone once it is emptied."""
        texts = {name: self.cleaned_data[field] for field, name in self.names.items()}
        return {name: text for name, text in texts.items() if name or text.strip()}

    @property
    def cell_fields(self) -> list[forms.BoundField]:
        return [self[field] for field in self.names]

    def complain(self, problems: Iterable[Problem]) -> None:
        fields = {name: field for field, name in self.names.items()}
        for problem in problems:
            self.add_error(fields.get(problem.column) if problem.column else None, problem.message)


class DismissForm(forms.Form):
    use_required_attribute = False
    prefix = "dismiss"
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("For example: the authority has withdrawn this entry."),
        widget=forms.TextInput(attrs={"class": "form-control"}),
        error_messages={"required": _("Say why this row becomes no record.")},
    )


class KindForm(ListedForm):
    class Meta:
        model = AccidentKind
        fields = ("code", "name", "name_en")
        widgets = WIDGETS
        help_texts = HELP


def _widget(text: str) -> forms.Widget:
    attributes: dict[str, Any] = {"class": "form-control"}
    if len(text) > LONG or "\n" in text:
        return forms.Textarea(attrs={**attributes, "rows": 2 + len(text) // LONG})
    return forms.TextInput(attrs=attributes)
