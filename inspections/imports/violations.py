"""How rows become violations: found by an inspection, named by a penalty, or both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from inspections.imports.columns import CORRECT_WITHIN, VIOLATION_COLUMNS
from inspections.imports.references import InspectionReference, PenaltyReference
from inspections.models import Inspection, Violation
from inspections.procedure.terms import last_day_of_correction
from inspections.states import CORRECTED, Correction
from laborportal.audit.recording import Change
from laborportal.exports.columns import Column
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import Identity, Loader, register_loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.penalties.states import State
from laborportal.rocyear.dates import format_date
from laborportal.workflow.settling import settled

SETTLES = frozenset({"inspection", "correct_by", "corrected_on"})
"""Columns that decide how far a violation is; a file says what was settled elsewhere."""


class ViolationLoader(Loader[Violation]):
    """The key is the inspection and the position; without an inspection the penalty and the position."""

    model = Violation
    columns = VIOLATION_COLUMNS
    key = ("inspection", "penalty", "position")
    related = ("unit", "inspection__employer", "penalty__employer")

    def make_references(self) -> tuple[Reference, ...]:
        return (InspectionReference(), PenaltyReference())

    # Identity

    def identity_of_row(self, row: Row) -> Identity | None:
        position = row.values.get("position")
        for name in ("inspection", "penalty"):
            if (origin := row.links.get(name)) is not None and position is not None:
                return name, origin.pk, position
            if row.failed(name):
                return None
        return None

    def identity_of_record(self, record: Violation) -> Identity:
        if record.inspection_id is not None:
            return "inspection", record.inspection_id, record.position
        return "penalty", record.penalty_id, record.position

    def existing(self, rows: Sequence[Row]) -> dict[Identity, Violation]:
        wanted = {identity for row in rows if (identity := self.identity_of_row(row)) is not None}
        found: dict[Identity, Violation] = {}
        for name, letters in (("inspection", Q()), ("penalty", Q(inspection=None))):
            if pairs := {(origin, position) for kind, origin, position in wanted if kind == name}:
                origins, positions = (set(values) for values in zip(*pairs, strict=True))
                named = self.queryset().filter(letters, **{f"{name}__in": origins, "position__in": positions})
                found |= {self.identity_of_record(violation): violation for violation in named}
        return {identity: violation for identity, violation in found.items() if identity in wanted}

    # Rules over several columns

    def check(self, row: Row) -> None:
        if not row.get("text") and not row.failed("text"):
            self._check_provision(row)
        self._check_correction(row, row.links.get("inspection"))

    def _check_provision(self, row: Row) -> None:
        """Only what was published otherwise may lack its provision."""
        if not row.get("statute") and not row.failed("statute"):
            row.error("statute", _("Write the statute, or the text as published where it cannot be read."))
        if not row.get("article") and not row.failed("article"):
            row.error("article", _("Write the article, or the text as published where it cannot be read."))

    def check_change(self, row: Row, record: Violation) -> None:
        if "inspection" not in row.links:
            self._check_correction(row, record.inspection)

    def _check_correction(self, row: Row, inspection: Inspection | None) -> None:
        corrected_on: date | None = row.get("corrected_on")
        if inspection is not None and corrected_on is not None and corrected_on < inspection.inspected_on:
            message = _("A violation cannot be corrected before its inspection of {day}: correct the date.")
            row.error("corrected_on", message.format(day=format_date(inspection.inspected_on)))

    # Writing

    def correction(self, row: Row, record: Violation | None = None) -> str:
        """How far the violation is by what the row says; what steps have closed otherwise stays closed."""
        if record is not None and record.state in {Correction.SITE_ENDED, Correction.WITHDRAWN}:
            return record.state
        corrected_on, correct_by = row.get("corrected_on"), row.get("correct_by")
        if corrected_on is not None:
            return Correction.LATE if correct_by and corrected_on > correct_by else Correction.CORRECTED
        found = row.links.get("inspection", record and record.inspection)
        return Correction.NOT_FOLLOWED if found is None else Correction.OPEN

    def defaults(self, row: Row) -> dict[str, Any]:
        return {**self._unread(row), **settled(self.correction(row))}

    def _unread(self, row: Row) -> dict[str, Any]:
        return {"unread": row.values.get("unread", not row.get("article"))}

    def changes(self, row: Row, record: Violation) -> dict[str, Change]:
        found = super().changes(row, record)
        if SETTLES & found.keys() and (after := self.correction(row, record)) != record.state:
            found["state"] = (record.state, after)
        return found

    def changed_attributes(self, row: Row, found: Mapping[str, Change]) -> dict[str, Any]:
        """A person who writes what a reference means has read it."""
        state = settled(found["state"][1]) if "state" in found else {}
        return super().changed_attributes(row, found) | self._unread(row) | state

    def drafted(
        self, row: Row, record: Violation | None = None, changes: Mapping[str, Change] | None = None
    ) -> Violation:
        """Whose it would be follows from what found it."""
        draft = super().drafted(row, record, changes)
        draft.keep_keys()
        return draft


def _form_columns(columns: Iterable[Column]) -> Iterator[Column]:
    """A violation is closed by a step, which asks for evidence; the form says within how many days it is due."""
    for column in columns:
        if column.name == "correct_by":
            yield CORRECT_WITHIN
        if column.name != "corrected_on":
            yield column


class ViolationFormLoader(InChargeLoader[Violation], ViolationLoader):
    columns = tuple(_form_columns(VIOLATION_COLUMNS))

    def check(self, row: Row) -> None:
        super().check(row)
        penalty, inspection = row.links.get("penalty"), row.links.get("inspection")
        if penalty is not None and inspection is None and penalty.state == State.IN_REVIEW:
            row.error("penalty", _("This penalty waits for its confirmation: enter the violation when it is decided."))
        if row.get("correct_within") and inspection is None and "inspection" in row.values:
            words = _(
                "Days are counted from the service of a result notice: name the inspection, or write the last day."
            )
            row.error("correct_within", words)
        if (days := row.get("correct_within")) and inspection is not None and inspection.served_on is not None:
            row.values["correct_by"] = last_day_of_correction(days, inspection.served_on)

    def correction(self, row: Row, record: Violation | None = None) -> str:
        if record is not None and record.state in CORRECTED:
            return record.state
        return super().correction(row, record)


register_loader(ViolationLoader)
