"""What the two spreadsheet formats share: which cells are numbers and days, and what an XML text may hold."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import translation

from laborportal.exports.columns import Column
from laborportal.exports.csvfile import GUARDED, header_of

Cell = str | int | Decimal | date
LARGEST_SHEET = 1_048_576
"""Rows that a spreadsheet program opens, its header among them."""
LONGEST_TITLE = 31
UNFIT_IN_TITLES = re.compile(r"[\[\]*?:/\\']|[\x00-\x1f]")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """A sheet of plain texts behind the first one, such as what may stand in its columns."""

    title: str
    rows: Sequence[Sequence[str]]


class SheetFull(Exception):
    """More rows than a sheet has: a file that lacked the rest would look complete."""


def sheet_rows(columns: Sequence[Column], records: Iterable[Any], labels: str = "") -> Iterator[list[Cell]]:
    """The header and a row for each record; raises SheetFull."""
    yield [*header_of(columns, labels)]
    for number, record in zip(count(2), records, strict=False):
        if number > LARGEST_SHEET:
            raise SheetFull(number)
        yield cells_of(columns, record, labels)


def cells_of(columns: Sequence[Column], record: Any, labels: str = "") -> list[Cell]:
    if not labels:
        return [_cell(column, record, column.dump(column.value_of(record))) for column in columns]
    with translation.override(labels):
        return [_cell(column, record, column.words_of(record)) for column in columns]


def _cell(column: Column, record: Any, text: str) -> Cell:
    found = column.quantity(column.value_of(record))
    return kept(text) if found is None else found


def kept(text: str) -> str:
    """A cell of text is no formula, whatever it begins with; only what an import would take off is doubled."""
    return f"'{text}" if GUARDED.match(text) else text


def title_of(text: str) -> str:
    """*text* as the name of a sheet."""
    return UNFIT_IN_TITLES.sub(" ", text)[:LONGEST_TITLE].strip() or "1"
