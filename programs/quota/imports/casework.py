"""How the form of a justification becomes a record; letters, payments and lists have steps and pages of their own."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.accounts.models import Unit
from laborportal.audit.recording import Act
from laborportal.cases.numbers import take_numbers
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import Column
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import Loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import to_roc, today
from programs.quota.case_columns import (
    JUSTIFICATION_COLUMNS,
    LIST_COLUMNS,
    NOTICE_COLUMNS,
    PAYMENT_COLUMNS,
)
from programs.quota.models import Justification, LevyPayment, Notice, PublishedList
from programs.quota.models.justifications import NUMBER_PREFIX
from programs.quota.states import REHABILITATION


class JustificationLoader(InChargeLoader[Justification]):
    """What is entered is a draft of the person, until somebody else has ruled on it."""

    model = Justification
    columns: ClassVar[tuple[Column, ...]] = JUSTIFICATION_COLUMNS
    key = ("number",)
    related = ("employer", "unit")

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[int, str] = {}

    def make_references(self) -> tuple[Reference, ...]:
        return (EmployerReference(),)

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=REHABILITATION)

    def check(self, row: Row) -> None:
        received = row.get("received_on")
        if received is not None and received > today():
            row.error("received_on", _("This day has not come yet: correct it."))

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**super().defaults(row), "unit": self.unit, "number": self.numbers.get(id(row), "")}

    def create(self, rows: Sequence[Row], act: Act) -> list[Justification]:
        by_year: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_year[to_roc(row.values["received_on"].year)].append(row)
        for year, received in sorted(by_year.items()):
            numbers = take_numbers(NUMBER_PREFIX, year, len(received))
            self.numbers |= {id(row): number for row, number in zip(received, numbers, strict=True)}
        return super().create(rows, act)


class NoticeLoader(Loader[Notice]):
    """Names what history tells of a letter; the run of a month and its steps write it."""

    model = Notice
    columns: ClassVar[tuple[Column, ...]] = NOTICE_COLUMNS


class PaymentLoader(Loader[LevyPayment]):
    model = LevyPayment
    columns: ClassVar[tuple[Column, ...]] = PAYMENT_COLUMNS


class PublishedListLoader(Loader[PublishedList]):
    model = PublishedList
    columns: ClassVar[tuple[Column, ...]] = LIST_COLUMNS
