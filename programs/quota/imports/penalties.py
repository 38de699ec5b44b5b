"""How rows become quota penalties."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.accounts.models import Unit
from laborportal.employers.models import Employer
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import Column
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.penalties.ledger import Appeal, Standing
from laborportal.penalties.loaders import DraftLoader, LedgerLoader
from laborportal.rocyear.dates import format_date
from programs.quota.fines import FineLimits
from programs.quota.models import Justification, QuotaMonth, QuotaPenalty
from programs.quota.penalty_columns import PENALTY_COLUMNS
from programs.quota.states import REHABILITATION, JustificationState

Sectors = dict[int, list[tuple[date, str]]]


class QuotaPenaltyLoader(LedgerLoader[QuotaPenalty]):
    model = QuotaPenalty
    columns: ClassVar[tuple[Column, ...]] = PENALTY_COLUMNS
    key = ("number",)
    related = ("employer", "unit")

    def __init__(self) -> None:
        super().__init__()
        self._sectors: Sectors = {}

    def make_references(self) -> tuple[Reference, ...]:
        return (EmployerReference(),)

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=REHABILITATION)

    @cached_property
    def limits(self) -> FineLimits:
        return FineLimits.read()

    def resolve(self, rows: Sequence[Row]) -> None:
        super().resolve(rows)
        self._learn({employer.pk for row in rows if (employer := row.links.get("employer")) is not None} - {None})

    def _learn(self, employers: Iterable[int]) -> None:
        """In which months each was private or public, oldest first."""
        unknown = set(employers) - self._sectors.keys()
        if not unknown:
            return
        found: Sectors = defaultdict(list)
        months = QuotaMonth.objects.standing().filter(employer__in=unknown).order_by("month", "pk")
        for employer, month, sector in months.values_list("employer", "month", "sector"):
            found[employer].append((month, sector))
        self._sectors |= {pk: found[pk] for pk in unknown}

    # Rules over several columns

    def check(self, row: Row) -> None:
        self._check_amount(row)
        if (employer := row.links.get("employer")) is not None:
            self._check_sector(row, employer)
        decided, paid = row.get("decided_on"), row.get("paid_on")
        if decided and paid and paid < decided:
            row.warn("paid_on", _("The fine was paid before it was decided: check both dates."))

    def _check_amount(self, row: Row) -> None:
        amount = row.get("amount")
        if amount is None:
            return
        least, most, mitigated = self.limits.on(row.get("decided_on"))
        if not mitigated <= amount <= most:
            sentence = _("A quota penalty is {least} to {most}, or from {mitigated} when mitigated: correct it.")
            row.error("amount", sentence.format(least=f"{least:,}", most=f"{most:,}", mitigated=f"{mitigated:,}"))
        elif amount < least:
            sentence = _("Below {least} only by mitigation under the Administrative Penalty Act §18: check it.")
            row.warn("amount", sentence.format(least=f"{least:,}"))

    def _check_sector(self, row: Row, employer: Employer) -> None:
        if self._sector_on(employer, row.get("decided_on")) == Employer.Sector.PUBLIC:
            sentence = _("{employer} was a public body then: §96 fines private employers alone. Correct the employer.")
            row.error("employer", sentence.format(employer=employer.name))

    def _sector_on(self, employer: Employer, day: date | None) -> str:
        """As the last month up to *day* says, else as the register does."""
        known = [sector for month, sector in self._sectors.get(employer.pk, ()) if day is None or month <= day]
        return known[-1] if known else employer.sector

    # Writing

    def opens_as(self, row: Row) -> Standing:
        return Standing(row.get("amount"), Appeal(row.get("appeal") or Appeal.NONE), row.get("paid_on"))

    def stands_as(self, penalty: QuotaPenalty, values: Mapping[str, Any]) -> Standing:
        given = {name: values[name] for name in ("amount", "paid_on") if name in values}
        if "appeal" in values:
            given["appeal"] = Appeal(values["appeal"])
        return replace(penalty.folded, **given)

    def child_state(self, record: QuotaPenalty) -> dict[str, Any]:
        return {"amount": record.amount, "appeal": record.appeal, "paid_on": record.paid_on}

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit, **super().defaults(row)}


class QuotaPenaltyFormLoader(QuotaPenaltyLoader, DraftLoader[QuotaPenalty]):
    """The form asks again where an accepted reason stands in the way: only what has none is fined."""

    def check(self, row: Row) -> None:
        super().check(row)
        employer, day = row.links.get("employer"), row.get("decided_on")
        if employer is None or employer.pk is None or day is None:
            return
        accepted = Justification.objects.standing().filter(employer=employer, state=JustificationState.ACCEPTED)
        newest = accepted.filter(received_on__lte=day).order_by("-received_on", "-pk").first()
        if newest is not None:
            sentence = _("The employer's reason of {day} was accepted as justified: a fine needs that there is none.")
            row.warn("ground", sentence.format(day=format_date(newest.received_on)))
