"""The file of a dataset to be filled in, and what may stand in each of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from laborportal.exports.columns import LIST_MARK, CodesColumn, Column
from laborportal.exports.formats import LABELS
from laborportal.exports.sheets import Sheet
from laborportal.imports.papers import paper

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Explained:
    """A column in words; *codes* are the values in use, *several* whether a cell may hold more than one."""

    label: "StrOrPromise"
    required: bool
    example: str
    help: "StrOrPromise"
    codes: Sequence[tuple[str, "StrOrPromise"]]
    several: bool


def blank(kind: str, columns: Sequence[Column], title: str) -> Iterator[bytes]:
    """The header in Chinese, a row that shows how it is filled in, and the codes on a sheet of their own."""
    inputs = [column for column in columns if not column.derived]
    with translation.override(LABELS["zh"]):
        header = [str(column.label) for column in inputs]
        examples = [_example(column) for column in inputs]
        codes = _codes(inputs)
    return paper(kind, header, [examples], title, [codes] if len(codes.rows) > 1 else [])


def _codes(columns: Sequence[Column]) -> Sheet:
    """What each column with codes accepts: the code, and its words in either language."""
    rows = [[_("Column"), _("Code"), _("In Chinese"), _("In English")]]
    for column in columns:
        for code, label in getattr(column, "choices", ()):
            with translation.override("en"):
                english = str(label)
            rows.append([str(column.label), str(code), str(label), english])
    return Sheet(_("Codes of the columns"), rows)


def explained(columns: Sequence[Column]) -> list[Explained]:
    return [
        Explained(
            column.label,
            column.required,
            _example(column),
            column.help,
            tuple(getattr(column, "choices", ())),
            isinstance(column, CodesColumn),
        )
        for column in columns
        if not column.derived
    ]


def _example(column: Column) -> str:
    """In words where the column has codes."""
    words = {str(code): str(label) for code, label in getattr(column, "choices", ())}
    return LIST_MARK.join(words.get(part, part) for part in column.example.split(LIST_MARK))
