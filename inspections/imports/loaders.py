"""How rows become penalties."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from inspections.citations import act_of_articles
from inspections.imports.columns import PENALTY_COLUMNS
from inspections.imports.references import InspectionReference
from inspections.models import InspectionPenalty, Violation
from inspections.procedure.fines import bounds_of
from inspections.procedure.penalties import PROCEEDING
from inspections.remarks import read_remark
from inspections.states import unit_of_act
from laborportal.accounts.models import Unit
from laborportal.audit.recording import Act, Change
from laborportal.employers.references import EmployerReference
from laborportal.imports.loading import Update, register_loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.penalties.ledger import Standing
from laborportal.penalties.loaders import DraftLoader, LedgerLoader

FOLLOWED = frozenset({"employer", "act", "decided_on"})
"""What its violations repeat."""


class PenaltyLoader(LedgerLoader[InspectionPenalty]):
    """The state of an appeal is read from the remark."""

    model = InspectionPenalty
    columns = PENALTY_COLUMNS
    key = ("number", "employer")
    related = ("employer", "unit", "inspection")

    def make_references(self) -> tuple[Reference, ...]:
        return (EmployerReference(), InspectionReference())

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.all()}

    def check(self, row: Row) -> None:
        self._check_inspection(row)
        if not row.get("act") and not row.failed("act", "articles"):
            row.values["act"] = act_of_articles(row.get("articles") or "")
        decided, announced = row.get("decided_on"), row.get("announced_on")
        if decided and announced and announced < decided:
            row.warn("announced_on", _("The penalty was announced before it was decided: check both dates."))

    def _check_inspection(self, row: Row) -> None:
        inspection, employer = row.links.get("inspection"), row.links.get("employer")
        if inspection is None:
            return
        if employer is not None and employer.pk != inspection.employer_id:
            message = _("This inspection was of {employers}, who is not the one fined: check the number.")
            row.warn("inspection", message.format(employers=inspection.employer))
        if (decided := row.get("decided_on")) and decided < inspection.inspected_on:
            row.warn("decided_on", _("The penalty was decided before its inspection: check both dates."))

    def opens_as(self, row: Row) -> Standing:
        return Standing(row.get("amount"), read_remark(row.get("remark") or "").appeal)

    def stands_as(self, penalty: InspectionPenalty, values: Mapping[str, Any]) -> Standing:
        amount = values.get("amount", penalty.amount)
        return replace(penalty.folded, amount=amount, appeal=read_remark(penalty.remark).appeal)

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**super().defaults(row), **self._unit(row.get("act"))}

    def _unit(self, act: str) -> dict[str, Any]:
        return {"unit": self.units[unit_of_act(act)]}

    def child_state(self, record: InspectionPenalty) -> dict[str, Any]:
        return {"amount": record.amount}

    def update(self, updates: Sequence[Update[InspectionPenalty]], act: Act) -> None:
        super().update(updates, act)
        self._follow({record.pk for record, _row, found in updates if FOLLOWED & found.keys()})

    def restore(self, undone: Sequence[tuple[InspectionPenalty, Mapping[str, Change]]], act: Act) -> None:
        super().restore(undone, act)
        self._follow({record.pk for record, changes in undone if FOLLOWED & changes.keys()})

    def _follow(self, pks: set[int]) -> None:
        if pks:
            Violation.objects.filter(penalty__in=pks).follow()

    def led_to(self, changes: Mapping[str, Change], *, after: bool) -> dict[str, Any]:
        """The unit goes by the act."""
        unit = self._unit(changes["act"][after]) if "act" in changes else {}
        return {**super().led_to(changes, after=after), **unit}


class PenaltyFormLoader(PenaltyLoader, DraftLoader[InspectionPenalty]):
    """The form asks for the course of the proceedings too."""

    columns = (*PENALTY_COLUMNS, *PROCEEDING)

    def check(self, row: Row) -> None:
        super().check(row)
        decided, heard = row.get("decided_on"), row.get("heard_on")
        if decided and heard and heard > decided:
            row.error("heard_on", _("The employer is heard before the decision: correct one of the two dates."))
        referred, ended = row.get("referred_on"), row.get("referral_ended_on")
        if ended and (referred is None or ended < referred):
            words = _("A criminal case ends after the act was referred to the prosecutor: correct the dates.")
            row.error("referral_ended_on", words)
        self._check_amount(row, decided)

    def _check_amount(self, row: Row, decided: date | None) -> None:
        amount, act = row.get("amount"), row.get("act")
        if amount is None or decided is None or not act:
            return
        bounds = bounds_of(act, decided, row.get("act_ended_on"))
        if bounds is not None and not bounds.hold(amount):
            words = _("By the law of the day a fine lies between NT${lowest} and NT${highest} ({citation}): check it.")
            row.warn(
                "amount",
                words.format(lowest=f"{bounds.lowest:,}", highest=f"{bounds.highest:,}", citation=bounds.citation),
            )


register_loader(PenaltyLoader)
