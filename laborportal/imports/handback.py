"""A file handed back: its rows as they came, and beside each what is wrong with it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laborportal.exports.columns import Column
from laborportal.exports.csvfile import unguard
from laborportal.imports.headers import Header
from laborportal.imports.models import Upload, UploadLine
from laborportal.imports.papers import paper
from laborportal.imports.reading import Table, open_table
from laborportal.imports.spreadsheets import is_zip
from laborportal.imports.tables import PROBLEMS


def kind_of(upload: Upload) -> str:
    """The format in which the file came."""
    if not is_zip(upload.path):
        return "csv"
    return "ods" if upload.file_name.lower().endswith(".ods") else "xlsx"


def handed_back(upload: Upload, columns: Iterable[Column]) -> Iterator[bytes]:
    """Raises Unreadable, or OSError where the file is gone."""
    header = Header((*columns, PROBLEMS))
    table = open_table(upload.path, header.recognise)
    kept = [place for place, column in enumerate(header.match(table.header)) if column is not PROBLEMS]
    names = [*(table.header[place] for place in kept), str(PROBLEMS.label)]
    return paper(kind_of(upload), names, _rows(table, kept, _by_row(upload)), upload.file_name)


def _rows(table: Table, kept: Sequence[int], problems: Iterator[tuple[int, str]]) -> Iterator[list[str]]:
    row, words = next(problems, (0, ""))
    for number, cells in enumerate(table.rows, start=1):
        told = ""
        if number == row:
            told = _with_surplus(words, cells[len(table.header) :])
            row, words = next(problems, (0, ""))
        yield [*(unguard(cells[place]) if place < len(cells) else "" for place in kept), told]


def _by_row(upload: Upload) -> Iterator[tuple[int, str]]:
    """Each row in error, with all that is said of it, in the order of the file."""
    errors = upload.lines.filter(kind=UploadLine.Kind.ERROR).order_by("row", "pk").values_list("row", "content")
    for row, found in groupby(errors.iterator(chunk_size=1000), key=lambda error: error[0]):
        yield row, "\n".join(_sentence(content) for _row, content in found)


def _sentence(content: dict[str, str]) -> str:
    if not content["column"]:
        return content["message"]
    return _("{column}: {text}").format(column=content["column"], text=content["message"])


def _with_surplus(words: str, surplus: Sequence[str]) -> str:
    """Cells beyond the header have no column to stand in, and are not lost for that."""
    texts = [cell for cell in surplus if cell.strip()]
    if not texts:
        return words
    listed = pgettext("between the items of a list", ", ").join(texts)
    return f"{words}\n" + _("Beyond the last column: {cells}").format(cells=listed)
