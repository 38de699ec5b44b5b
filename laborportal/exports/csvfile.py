"""Records as CSV: UTF-8 with BOM, CRLF, line by line; no cell that a spreadsheet would take for a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from django.utils import translation
from django.utils.translation import gettext as _

from laborportal.exports.columns import Column

BOM = "\ufeff"
FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
GUARDED = re.compile(r"'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")


def guard(text: str) -> str:
    """*text* as a cell that no spreadsheet computes; `unguard` takes it back exactly."""
    return "'" + text if FORMULA.match(text) else text


def unguard(text: str) -> str:
    return text[1:] if GUARDED.match(text) else text


class _Line:
    """csv writes into it; the line just written is taken out again."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[Column], records: Iterable[Any], labels: str = "") -> Iterator[str]:
    """With *labels*, a language code, headers and codes are words of that language; else English names and codes.

    A file that breaks half-way says so in its last line, which has one cell too many to be taken for a record.
    """
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield BOM + str(writer.writerow([guard(cell) for cell in header_of(columns, labels)]))
    try:
        for record in records:
            yield str(writer.writerow(cells_of(columns, record, labels)))
    except Exception:
        broken = _("The export broke off here, and the file is not complete: export the list again.")
        yield str(writer.writerow([broken, *("" for _column in columns)]))
        raise


def header_of(columns: Sequence[Column], labels: str = "") -> list[str]:
    if not labels:
        return [column.name for column in columns]
    with translation.override(labels):
        return [str(column.label) for column in columns]


def cells_of(columns: Sequence[Column], record: Any, labels: str = "") -> list[str]:
    if not labels:
        return [guard(column.dump(column.value_of(record))) for column in columns]
    with translation.override(labels):
        return [guard(column.words_of(record)) for column in columns]


def write_csv(columns: Sequence[Column], records: Iterable[Any], stream: TextIO, labels: str = "") -> int:
    """The number of records written."""
    count = 0
    for line in csv_lines(columns, records, labels):
        stream.write(line)
        count += 1
    return count - 1
