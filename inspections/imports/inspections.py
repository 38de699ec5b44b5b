"""How rows become inspections."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from inspections.imports.columns import INSPECTION_COLUMNS
from inspections.models import Inspection, StopWorkOrder, Violation
from inspections.states import InspectionState, Result, StopWorkState
from laborportal.accounts.models import Unit
from laborportal.audit.recording import Act, Change
from laborportal.employers.references import EmployerReference
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import Loader, Update
from laborportal.imports.references import ForeignKeyReference, Reference
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import format_date
from laborportal.workflow.settling import settled

FOLLOWED = frozenset({"employer", "unit", "inspected_on"})
"""What its violations repeat."""
ORDERED = (StopWorkState.IN_FORCE, StopWorkState.APPLIED, StopWorkState.RESUMED)


class InspectionLoader(Loader[Inspection]):
    """Inspections of a file took place and count at once; nobody here follows them up until somebody takes a step."""

    model = Inspection
    columns = INSPECTION_COLUMNS
    key = ("number",)
    related = ("employer", "unit")

    def make_references(self) -> tuple[Reference, ...]:
        unit = ForeignKeyReference("unit", model=Unit, by="code", among=Unit.objects.all())
        return (EmployerReference(), unit)

    def check(self, row: Row) -> None:
        if row.get("stop_work") and row.get("result") == Result.NO_VIOLATION:
            row.warn("stop_work", _("Work was stopped and no violation found: check both."))

    def check_change(self, row: Row, record: Inspection) -> None:
        inspected_on: date | None = row.values.get("inspected_on")
        if inspected_on is not None and inspected_on > record.inspected_on:
            first = Violation.objects.on_file().filter(inspection=record).aggregate(day=Min("corrected_on"))["day"]
            if first is not None and first < inspected_on:
                message = _(
                    "A violation of this inspection was corrected on {day}, before this date: correct one of them."
                )
                row.error("inspected_on", message.format(day=format_date(first)))
        if row.values.get("stop_work") is False and record.stop_work:
            order = StopWorkOrder.objects.standing().filter(inspection=record, state__in=ORDERED).first()
            if order is not None:
                message = _("The order {number} stopped work: void the order first if there was none.")
                row.error("stop_work", message.format(number=order.number))

    def defaults(self, row: Row) -> dict[str, Any]:
        return settled(state_after(row.get("result")))

    def changes(self, row: Row, record: Inspection) -> dict[str, Change]:
        """A result that changes opens or ends what follows, until the notice is out."""
        found = super().changes(row, record)
        if "result" in found and record.notice_on is None:
            found["state"] = (record.state, state_after(row.values["result"]))
        return found

    def changed_attributes(self, row: Row, found: Mapping[str, Change]) -> dict[str, Any]:
        return super().changed_attributes(row, found) | (settled(found["state"][1]) if "state" in found else {})

    def update(self, updates: Sequence[Update[Inspection]], act: Act) -> None:
        super().update(updates, act)
        self._follow({record.pk for record, _row, found in updates if FOLLOWED & found.keys()})

    def restore(self, undone: Sequence[tuple[Inspection, Mapping[str, Change]]], act: Act) -> None:
        super().restore(undone, act)
        self._follow({record.pk for record, changes in undone if FOLLOWED & changes.keys()})

    def _follow(self, pks: set[int]) -> None:
        if pks:
            Violation.objects.filter(inspection__in=pks).follow()


class InspectionFormLoader(InChargeLoader[Inspection], InspectionLoader):
    """What is entered is followed up by the person who enters it."""


def state_after(result: str | None) -> str:
    """Without a violation there is no notice, so nothing follows."""
    return InspectionState.CONCLUDED if result == Result.NO_VIOLATION else InspectionState.RECORDED
