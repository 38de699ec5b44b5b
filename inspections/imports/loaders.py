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
from laborportal.imports.loading import Loader, Update, register_loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.penalties import posting
from laborportal.penalties.ledger import Standing
from laborportal.penalties.states import State
from laborportal.workflow.settling import settled
from laborportal.workflow.waiting import wait_anew

WAITS_BY = frozenset({"state", "act"})
"""Columns that decide for whom a penalty waits."""
FOLLOWED = frozenset({"employer", "act", "decided_on"})
"""What its violations repeat."""


class PenaltyLoader(Loader[InspectionPenalty]):
    """Penalties of a file, which were decided elsewhere: they count at once.

    The ledger keeps the amount and the state of the appeal, so both are written like children.
    """

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

    def defaults(self, row: Row) -> dict[str, Any]:
        wanted = Standing(row.get("amount"), read_remark(row.get("remark") or "").appeal)
        return {
            **settled(State.DECIDED),
            **self._unit(row.get("act")),
            **posting.opened(wanted, row.get("decided_on")),
        }

    def _unit(self, act: str) -> dict[str, Any]:
        return {"unit": self.units[unit_of_act(act)]}

    def child_state(self, record: InspectionPenalty) -> dict[str, Any]:
        return {"amount": record.amount}

    def changes(self, row: Row, record: InspectionPenalty) -> dict[str, Change]:
        return super().changes(row, record) | self.decision(record)

    def decision(self, record: InspectionPenalty) -> dict[str, Change]:
        """A letter that comes in by a file stands, whatever the draft was waiting for."""
        return {} if record.state == State.DECIDED else {"state": (record.state, State.DECIDED)}

    def create(self, rows: Sequence[Row], act: Act) -> list[InspectionPenalty]:
        created = super().create(rows, act)
        posting.open_ledgers(created, act)
        return created

    def update(self, updates: Sequence[Update[InspectionPenalty]], act: Act) -> None:
        super().update(updates, act)
        self._follow({record.pk for record, _row, found in updates if FOLLOWED & found.keys()})
        wait_anew([record for record, _row, found in updates if WAITS_BY & found.keys()])

    def restore(self, undone: Sequence[tuple[InspectionPenalty, Mapping[str, Change]]], act: Act) -> None:
        super().restore(undone, act)
        self._follow({record.pk for record, changes in undone if FOLLOWED & changes.keys()})
        wait_anew([record for record, changes in undone if WAITS_BY & changes.keys()])

    def _follow(self, pks: set[int]) -> None:
        if pks:
            Violation.objects.filter(penalty__in=pks).follow()

    def save_children(self, writes: Sequence[tuple[InspectionPenalty, Mapping[str, Any]]], act: Act) -> None:
        posting.correct(
            (
                (penalty, replace(penalty.folded, amount=amount, appeal=read_remark(penalty.remark).appeal))
                for penalty, values in writes
                for amount in [values.get("amount", penalty.amount)]
            ),
            act,
        )

    def changed_attributes(self, row: Row, found: Mapping[str, Change]) -> dict[str, Any]:
        return super().changed_attributes(row, found) | self._led_to(found, after=True)

    def attributes_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        return super().attributes_before(changes) | self._led_to(changes, after=False)

    def _led_to(self, changes: Mapping[str, Change], *, after: bool) -> dict[str, Any]:
        """What no column writes: the unit goes by the act, and the state by where the row came from."""
        unit = self._unit(changes["act"][after]) if "act" in changes else {}
        return unit | (settled(changes["state"][after]) if "state" in changes else {})


class PenaltyFormLoader(PenaltyLoader):
    """The form: what is entered is a draft of the person, until somebody else has confirmed it."""

    columns = (*PENALTY_COLUMNS, *PROCEEDING)
    officer_id: int | None = None

    def create(self, rows: Sequence[Row], act: Act) -> list[InspectionPenalty]:
        self.officer_id = act.actor.pk
        created = super().create(rows, act)
        wait_anew(created)
        return created

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

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**super().defaults(row), **settled(State.DRAFT), "officer_id": self.officer_id}

    def decision(self, record: InspectionPenalty) -> dict[str, Change]:
        return {}


register_loader(PenaltyLoader)
