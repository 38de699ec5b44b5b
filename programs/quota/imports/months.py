"""How rows become quota months."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.accounts.models import Unit
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import Column
from laborportal.imports.loading import Loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row, link_identity
from laborportal.parameters.reading import NoValue
from programs.quota.calculation import Assessment, Roster, assess
from programs.quota.columns import MONTH_COLUMNS
from programs.quota.models import ASSESSED, COUNTS, QuotaMonth, month_before
from programs.quota.rules import Rulebook
from programs.quota.states import REHABILITATION

TENFOLD = 10
WITH_DISABILITIES = ("ordinary", "severe", "half_time", "half_time_severe", "below_wage")


class MonthLoader(Loader[QuotaMonth]):
    """Assesses each month as it is written: what follows from the heads is stored beside them."""

    model = QuotaMonth
    columns: ClassVar[tuple[Column, ...]] = MONTH_COLUMNS
    key = ("month", "employer")
    related = ("employer", "unit")

    def __init__(self) -> None:
        super().__init__()
        self._insured: dict[Hashable, int] = {}

    def make_references(self) -> tuple[Reference, ...]:
        return (EmployerReference(),)

    @cached_property
    def book(self) -> Rulebook:
        return Rulebook.read()

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=REHABILITATION)

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        named = [row for row in rows if row.links.get("employer") is not None and row.get("month")]
        self._learn(
            {row.links["employer"].pk for row in named} - {None}, {month_before(row.get("month")) for row in named}
        )
        for row in named:
            if (insured := row.get("insured")) is not None:
                self._insured[link_identity(row.links["employer"]), row.get("month")] = insured

    def _learn(self, employers: set[int], months: set[date]) -> None:
        before = QuotaMonth.objects.standing().filter(employer__in=employers, month__in=months)
        for employer, month, insured in before.values_list("employer", "month", "insured"):
            self._insured.setdefault((employer, month), insured)

    def check(self, row: Row) -> None:
        self._check_rules(row)
        heads = {name: row.get(name) for name in COUNTS}
        if None in heads.values():
            return
        self._check_deductions(row, heads)
        self._check_disabilities(row, heads)
        self._check_headcount(row, heads["insured"])

    def _check_rules(self, row: Row) -> None:
        if (month := row.get("month")) and (sector := row.get("sector")):
            try:
                self.book.on(sector, month)
            except NoValue as error:
                row.error("month", str(error))

    def _check_deductions(self, row: Row, heads: dict[str, int]) -> None:
        if heads["excluded"] + heads["below_wage"] > heads["insured"]:
            sentence = _(
                "{excluded} + {below_wage} persons are taken off, but {insured} are insured: correct one of them."
            )
            row.error("excluded", sentence.format(**heads))
        elif Roster(sector="", **heads).exact_total < 0:
            row.warn("excluded", _("Total staff comes out below 0: check who is taken off and who works part-time."))

    def _check_disabilities(self, row: Row, heads: dict[str, int]) -> None:
        number = sum(heads[name] for name in WITH_DISABILITIES)
        if number > heads["insured"]:
            row.error(
                max(WITH_DISABILITIES, key=lambda name: heads[name]),
                _("{number} persons with disabilities, but {insured} persons are insured: correct one of them.").format(
                    number=number, insured=heads["insured"]
                ),
            )

    def _check_headcount(self, row: Row, insured: int) -> None:
        """Against the month before, on file or in the same file."""
        if (employer := row.links.get("employer")) is None or not row.get("month"):
            return
        before = self._insured.get((link_identity(employer), month_before(row.get("month"))))
        if before is not None and tenfold(before, insured):
            sentence = _("The month before had {before} insured persons, ten times off: check it.")
            row.warn("insured", sentence.format(before=f"{before:,}"))

    def check_change(self, row: Row, record: QuotaMonth) -> None:
        insured = row.get("insured")
        if insured is not None and tenfold(record.insured, insured):
            sentence = _("On file are {before} insured persons, ten times off: check it.")
            row.warn("insured", sentence.format(before=f"{record.insured:,}"))

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit, **self._assessed(row.values)}

    def _write(self, writes: Sequence[tuple[QuotaMonth, Mapping[str, Any]]]) -> None:
        super()._write(
            [
                (record, {**attributes, **self._assessed({**vars(record), **attributes})})
                for record, attributes in writes
            ]
        )

    def _assessed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        roster = Roster(sector=values["sector"], **{name: values[name] for name in COUNTS})
        found: Assessment = assess(roster, self.book.on(roster.sector, values["month"]).rules)
        return {name: getattr(found, name) for name in ASSESSED}


def tenfold(before: int, after: int) -> bool:
    return max(before, after) >= TENFOLD * max(min(before, after), 1)
