"""One row on its way from a file (or a form) to a record, with everything that is wrong or odd about it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from laborportal.exports.columns import CONTROL

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_ECHO = 80


@dataclass(slots=True)
class Problem:
    """*row* counts data rows from 1; *column* is its English name, or blank for the row as a whole."""

    row: int
    column: str
    value: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "value": self.value, "message": self.message}


@dataclass(slots=True)
class Row:
    """`values` has the columns that the file has and that could be read; `links` what the references found.

    A link is an instance of the reference's model, saved or still to be created by its `write`; the same thing is
    always the same object. `before` is the state of the record on file with this key, empty for a new one. A skipped
    row is counted and otherwise ignored.
    """

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    skipped: bool = False

    @property
    def ok(self) -> bool:
        return not self.errors

    def get(self, column: str, default: Any = None) -> Any:
        """What the record will hold: the row's value, else the one on file; *default* when the cell is in error."""
        if column in self.values:
            return self.values[column]
        return default if column in self.cells else self.before.get(column, default)

    def error(self, column: str, message: "StrOrPromise", value: str | None = None) -> None:
        self.errors.append(self._problem(column, message, value))

    def warn(self, column: str, message: "StrOrPromise", value: str | None = None) -> None:
        self.warnings.append(self._problem(column, message, value))

    def failed(self, *columns: str) -> bool:
        """Whether one of *columns* is in error already."""
        return any(problem.column in columns for problem in self.errors)

    def _problem(self, column: str, message: "StrOrPromise", value: str | None) -> Problem:
        text = self.cells.get(column, "") if value is None else value
        return Problem(self.number, column, cut(text), str(message))


def cut(text: str) -> str:
    clean = CONTROL.sub("�", text)
    return clean if len(clean) <= LONGEST_ECHO else clean[: LONGEST_ECHO - 1] + "…"


def link_identity(link: Any) -> Any:
    """What tells two links apart, also before they are saved."""
    if link is None:
        return None
    return link.pk if link.pk is not None else ("new", id(link))
