"""The form of a list's conditions: a django-filter FilterSet generated from them, so that it cannot say otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import Filter, FilterSet

from laborportal.listing.conditions import Condition, ConditionError
from laborportal.rocyear import dates

YEARS_OFFERED = 10


class ValuesInput(forms.TextInput):
    """One input for each value of a repeated parameter."""

    template_name = "listing/inputs.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return _given(data, name)

    def format_value(self, value: Any) -> Any:
        return value or [""]


class ValuesSelect(forms.Select):
    """A list to open while one value is set; with several, one that shows them all."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return _given(data, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        self.allow_multiple_selected = len(value or ()) > 1
        return super().get_context(name, value, {**(attrs or {}), "multiple": self.allow_multiple_selected})


class YearSelect(ValuesSelect):
    """Offers the recent years and those that are asked for."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        self.choices = [("", _("Any")), *years_offered(value or ())]
        return super().get_context(name, value, attrs)


def _given(data: Any, name: str) -> list[str]:
    return [value for value in data.getlist(name) if value.strip()]


class ConditionField(forms.Field):
    """Cleans to the Q of its condition."""

    def __init__(self, *, condition: Condition, **kwargs: Any) -> None:
        super().__init__(widget=_widget(condition), help_text=condition.help, **kwargs)
        self.condition = condition

    def clean(self, value: Any) -> Q:
        try:
            return self.condition.q(value)
        except ConditionError as error:
            raise ValidationError(str(error)) from error


class ConditionFilter(Filter):
    field_class = ConditionField

    def filter(self, qs: QuerySet[Any], value: Q) -> QuerySet[Any]:
        return qs.filter(value) if value else qs


def filterset_class(conditions: Mapping[str, Condition]) -> type[FilterSet]:
    filters: dict[str, Any] = {
        name: ConditionFilter(condition=condition, label=condition.label, field_name=name)
        for name, condition in conditions.items()
    }
    return type("ListFilterSet", (FilterSet,), filters)


def _widget(condition: Condition) -> forms.Widget:
    if condition.kind in ("choice", "yesno"):
        return ValuesSelect({"class": "form-select form-select-sm"}, choices=[("", _("Any")), *condition.options()])
    if condition.kind == "year":
        return YearSelect({"class": "form-select form-select-sm"})
    hints = {
        "date": _("e.g. {date}").format(date=dates.format_date(dates.today())),
        "month": _("e.g. {date}").format(date=dates.format_month(dates.today())),
    }
    hint = hints.get(condition.kind) or str(condition.help)
    attributes = {"inputmode": "decimal" if condition.kind == "number" else "", "placeholder": hint}
    said = {name: text for name, text in attributes.items() if text}
    return ValuesInput({"class": "form-control form-control-sm", **said})


def years_offered(also: Sequence[str] = ()) -> list[tuple[str, str]]:
    this_year = dates.to_roc(dates.today().year)
    years = {*range(this_year, this_year - YEARS_OFFERED, -1), *(int(year) for year in also if year.isdecimal())}
    return [(str(year), _("ROC year {year}").format(year=year)) for year in sorted(years, reverse=True)]
