"""A file as a header and rows of texts, whatever its kind; recognised by content, never by its name."""

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from laborportal.imports.spreadsheets import is_zip, spreadsheet_rows
from laborportal.imports.unreadable import Unreadable

__all__ = [
    "Table",
    "Unreadable",
    "count_rows",
    "csv_lines",
    "encoding_of",
    "fingerprint",
    "first_line",
    "is_blank",
    "open_table",
]

CHUNK = 1 << 20
ENCODINGS = ("utf-8-sig", "cp950")
DELIMITERS = ",\t;"
csv.field_size_limit(2**31 - 1)  # a cell that is too long is an error of that cell, not of the file


Recognise = Callable[[Sequence[str]], int]
"""How many cells of a possible header are columns."""


@dataclass(frozen=True)
class Table:
    """*rows* has every data row, blank ones as empty lists. *ragged*: a row may be shorter or longer than the header
    without being wrong, since the kind of file does not keep empty cells at the end."""

    header: list[str]
    rows: Iterator[list[str]]
    ragged: bool = False


def open_table(path: Path, recognise: Recognise) -> Table:
    """Raises Unreadable."""
    return spreadsheet_table(path) if is_zip(path) else csv_table(path, recognise)


def spreadsheet_table(path: Path) -> Table:
    rows = spreadsheet_rows(path)
    header = first_line(rows)
    if not header:
        raise Unreadable(_empty())
    return Table(header, rows, ragged=True)


def _empty() -> str:
    return _("The file is empty: it needs a first line that names the columns.")


def count_rows(path: Path) -> int:
    """The lines below the header, blank ones too; raises Unreadable."""
    lines = spreadsheet_rows(path) if is_zip(path) else csv_lines(path, encoding_of(path))
    return max(0, sum(1 for _line in lines) - 1)


def fingerprint(path: Path) -> str:
    """SHA-256 of the file; raises Unreadable."""
    digest = hashlib.sha256()
    for chunk in chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise Unreadable(_("The file cannot be opened: {reason}.").format(reason=error.strerror)) from error


def encoding_of(path: Path) -> str:
    """Raises Unreadable when the bytes are neither UTF-8 nor CP950."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in chunks(path):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable(_("The text of the file is neither UTF-8 nor Big5 (CP950): save it as CSV in UTF-8."))


def csv_lines(path: Path, encoding: str, delimiter: str = ",") -> Iterator[list[str]]:
    """The lines of a CSV file as lists of cells, blank lines as empty lists."""
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.reader(file, delimiter=delimiter)


def csv_table(path: Path, recognise: Recognise) -> Table:
    encoding = encoding_of(path)
    headers = {delimiter: first_line(csv_lines(path, encoding, delimiter)) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: (recognise(headers[delimiter]), len(headers[delimiter])))
    if not headers[best]:
        raise Unreadable(_empty())
    lines = csv_lines(path, encoding, best)
    return Table(first_line(lines), lines)


def first_line(lines: Iterator[list[str]]) -> list[str]:
    """The first line that is not blank; an empty list when there is none."""
    return next((line for line in lines if not is_blank(line)), [])


def is_blank(cells: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in cells)
