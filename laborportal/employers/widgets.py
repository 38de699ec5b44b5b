"""The control that names an employer: typeahead.js makes a combobox of it, without it both fields are plain."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.exports.columns import Column


class EmployerInput(forms.TextInput):
    """Fills in the number too, in the field *number* of the same form."""

    def __init__(self, number: str = "ubn", attrs: dict[str, Any] | None = None) -> None:
        self.number = number
        super().__init__({"class": "form-control", "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found = context["widget"]["attrs"]
        found["data-typeahead"] = reverse("employers:search")
        found["data-typeahead-number"] = found.get("id", f"id_{name}").removesuffix(name) + self.number
        found["data-typeahead-label"] = _("Employers that fit")
        return context


def employer_input(column: Column) -> forms.Widget:
    return EmployerInput()
