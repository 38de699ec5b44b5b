"""The control in which each kind of column is typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from laborportal.exports.columns import (
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    MonthColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
)

FEW = 4
LONG_TEXT = 300
WidgetMaker = Callable[[Column], forms.Widget]

_own: dict[str, WidgetMaker] = {}


def register_widget(column: str, maker: WidgetMaker) -> None:
    """The control for every column of this name, such as the type-ahead of employers."""
    _own[column] = maker


def _choices(column: Any) -> list[tuple[str, Any]]:
    return [(code, label) for code, label in column.choices]


def _text(**attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attributes})


def _one_of(column: Column) -> forms.Widget:
    choices = _choices(column)
    if len(choices) <= FEW and column.required:
        return forms.RadioSelect(choices=choices, attrs={"class": "form-check-input"})
    return forms.Select(choices=[("", _("Choose…")), *choices], attrs={"class": "form-select w-mid"})


def widget_for(column: Column) -> forms.Widget:
    if column.name in _own:
        return _own[column.name](column)
    match column:
        case CodesColumn():
            return forms.CheckboxSelectMultiple(choices=_choices(column), attrs={"class": "form-check-input"})
        case CodeColumn() | ListedColumn() | YesNoColumn():
            return _one_of(column)
        case MonthColumn() | DateColumn():
            return _text(**{"class": "form-control w-date", "inputmode": "numeric"})
        case IntegerColumn() | ScoreColumn() | YearColumn():
            return _text(**{"class": "form-control w-short", "inputmode": "decimal"})
        case UbnColumn():
            return _text(**{"class": "form-control w-date", "inputmode": "numeric"})
        case TextColumn() if column.max_length > LONG_TEXT:
            return forms.Textarea(attrs={"class": "form-control", "rows": 3})
    return _text()
