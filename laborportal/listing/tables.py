"""The table of a list, generated from the columns of its records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from laborportal.exports.columns import (
    MISSING,
    Column,
    DateColumn,
    IntegerColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
)
from laborportal.listing.addresses import Address
from laborportal.listing.totals import FootRow

NUMBERS = (IntegerColumn, ScoreColumn)
ON_ONE_LINE = (DateColumn, UbnColumn, YearColumn)
LONGEST_TEXT = 60

Marks = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Head:
    """How a column is sorted now, and the address that sorts by it (or the other way round)."""

    direction: str = ""
    address: Address | None = None

    @property
    def arrow(self) -> str:
        return {"ascending": "▲", "descending": "▼"}.get(self.direction, "")


class RecordColumn(django_tables2.Column):
    """Cells are written by the column itself; *marks* gives a code the shape of its state."""

    def __init__(
        self, column: Column, head: Head, marks: Mapping[str, str], link: Callable[[Any], str | None] | None
    ) -> None:
        super().__init__(verbose_name=column.label, accessor="pk", orderable=False, linkify=link or False)  # type: ignore[no-untyped-call]
        self.column = column
        self.head = head
        self.marks = marks

    @property
    def css(self) -> str:
        if isinstance(self.column, NUMBERS):
            return "num"
        return "nowrap" if isinstance(self.column, ON_ONE_LINE) else ""

    def render(self, record: Any) -> str | SafeString:
        words = self.column.shown_of(record)
        if self.link and words == MISSING:
            return str(record)
        mark = self.marks.get(self.column.dump(self.column.value_of(record))) if self.marks else None
        if mark is not None:
            return format_html('<span class="state-tag state-tag--{}">{}</span>', mark, words)
        if isinstance(self.column, TextColumn) and len(words) > LONGEST_TEXT:
            return words[: LONGEST_TEXT - 1] + "…"
        return words


class RecordTable(django_tables2.Table):
    caption: str = ""
    foot: Sequence[FootRow] = ()

    class Meta:
        template_name = "listing/table.html"


def table_of(
    records: Sequence[Any],
    columns: Sequence[Column],
    heads: Mapping[str, Head],
    *,
    marks: Marks,
    link: Callable[[Any], str | None] | None,
) -> RecordTable:
    """The first column leads to the record."""
    generated = [
        (column.name, RecordColumn(column, heads[column.name], marks.get(column.name, {}), None if number else link))
        for number, column in enumerate(columns)
    ]
    return RecordTable(records, extra_columns=generated)  # type: ignore[no-untyped-call]


def heads_of(columns: Sequence[Column], address: Address, sort: str) -> dict[str, Head]:
    """*sort* is the present order, as an address writes it."""
    return {column.name: _head(column, address, sort) for column in columns}


def _head(column: Column, address: Address, sort: str) -> Head:
    if not column.sortable:
        return Head()
    newest_first = isinstance(column, (*NUMBERS, DateColumn, YearColumn))
    match sort.removeprefix("-") == column.name, sort.startswith("-"):
        case True, True:
            return Head("descending", address.having("sort", column.name))
        case True, False:
            return Head("ascending", address.having("sort", f"-{column.name}"))
    return Head("", address.having("sort", f"-{column.name}" if newest_first else column.name))


def paths_of(column: Column) -> tuple[str, ...]:
    """The ORM paths by which the column's values are sorted; texts also by what filters compare."""
    return (column.lookup, column.normalised_lookup) if isinstance(column, TextColumn) else (column.lookup,)


def order_in_words(columns: Sequence[Column], sort: str) -> str:
    """“by date of decision, newest first”; empty when no column tells the order."""
    column = next((column for column in columns if column.name == sort.removeprefix("-")), None)
    if column is None:
        return ""
    if isinstance(column, DateColumn | YearColumn):
        words = _("by {column}, newest first") if sort.startswith("-") else _("by {column}, oldest first")
    elif isinstance(column, NUMBERS):
        words = _("by {column}, largest first") if sort.startswith("-") else _("by {column}, smallest first")
    else:
        words = _("by {column}, backwards") if sort.startswith("-") else _("by {column}, forwards")
    return words.format(column=column.label)
