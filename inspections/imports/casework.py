"""Forms of cases that have a number of their own: an order to stop work, a complaint. They come in by no file."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from laborportal.audit.recording import Act, Change
from laborportal.cases.models import Case
from laborportal.cases.numbers import take_numbers
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import keep_keys
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import to_roc

C = TypeVar("C", bound=Case)


class CaseLoader(InChargeLoader[C]):
    """`prefix` and the year of `day` give the series of its number."""

    key = ("number",)
    prefix: ClassVar[str]
    day: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[int, str] = {}

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**super().defaults(row), "number": self.numbers.get(id(row), "")}

    def drafted(self, row: Row, record: C | None = None, changes: Mapping[str, Change] | None = None) -> C:
        """Whose it would be may follow from another record."""
        draft = super().drafted(row, record, changes)
        keep_keys(draft)
        return draft

    def create(self, rows: Sequence[Row], act: Act) -> list[C]:
        for row in rows:
            (self.numbers[id(row)],) = take_numbers(self.prefix, to_roc(row.values[self.day].year))
        return super().create(rows, act)
