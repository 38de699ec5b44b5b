"""The file of a dataset to be filled in, and what may stand in each of its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation

from laborportal.exports.columns import LIST_MARK, CodesColumn, Column
from laborportal.exports.formats import LABELS
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
    """The header in Chinese, and a row that shows how it is filled in."""
    inputs = [column for column in columns if not column.derived]
    with translation.override(LABELS["zh"]):
        header = [str(column.label) for column in inputs]
        examples = [_example(column) for column in inputs]
    return paper(kind, header, [examples], title)


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
