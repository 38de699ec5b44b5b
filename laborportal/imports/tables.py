"""The rows of a dataset's file, numbered and parsed; blank lines are numbered and skipped."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.exports.columns import Column
from laborportal.exports.csvfile import unguard
from laborportal.imports.headers import Header
from laborportal.imports.loading import Loader
from laborportal.imports.reading import Table, is_blank, open_table
from laborportal.imports.rows import Row

PROBLEMS = Column(name="import_problems", label=gettext_lazy("Problems and what to do"), derived=True)
"""Stands beside the rows of a file that was handed back; the corrected file may keep it."""


def rows_of(loader: Loader[Any], path: Path) -> Iterator[Row]:
    """Raises Unreadable before the first row when the file or its header cannot be read."""
    header = Header((*loader.columns, PROBLEMS))
    table = open_table(path, header.recognise)
    return _rows(loader, table, header.match(table.header))


def _rows(loader: Loader[Any], table: Table, columns: Sequence[Column]) -> Iterator[Row]:
    blank: list[Row] = []
    for number, cells in enumerate(table.rows, start=1):
        if is_blank(cells):
            blank.append(Row(number, skipped=True))
            continue
        yield from blank  # blank lines at the end of a file are no rows
        blank.clear()
        yield _row(loader, number, cells, columns, ragged=table.ragged)


def _row(loader: Loader[Any], number: int, cells: list[str], columns: Sequence[Column], *, ragged: bool) -> Row:
    if ragged:
        while len(cells) > len(columns) and not cells[-1].strip():
            cells = cells[:-1]
        cells = cells + [""] * (len(columns) - len(cells))
    if len(cells) != len(columns):
        row = Row(number)
        row.error("", _wrong_width(len(cells), len(columns)), value="")
        return row
    return loader.read(
        number,
        {column.name: unguard(cell) for column, cell in zip(columns, cells, strict=True) if not column.derived},
    )


def _wrong_width(found: int, expected: int) -> str:
    return _(
        "The row has {found} cells where the header has {expected}: check its separators and quotation marks."
    ).format(found=found, expected=expected)
