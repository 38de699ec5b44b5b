"""The form of a stop-work order. Orders come in by no file: what a file says is the column of the inspection."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.imports.casework import CaseLoader
from inspections.imports.columns import INSPECTION_OF
from inspections.imports.references import InspectionReference
from inspections.models import FACTS_LENGTH, PLACE_LENGTH, StopWorkOrder
from inspections.states import Danger, Ground, InspectionKind, Scope, StopWorkState
from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, TextColumn
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import format_date

_EMPLOYER = employer_columns(required=False)[1]

STOP_WORK_COLUMNS: tuple[Column, ...] = (
    TextColumn(name="number", label=gettext_lazy("Case number"), derived=True),
    INSPECTION_OF,
    TextColumn(
        name="employer",
        label=_EMPLOYER.label,
        derived=True,
        field="inspection.employer.name",
        normalised_lookup="inspection__employer__name_text",
        filterable=False,
    ),
    CodeColumn(name="ground", label=gettext_lazy("Ground of the stop"), choices=Ground.choices),
    CodeColumn(
        name="danger",
        label=gettext_lazy("Danger"),
        required=False,
        choices=Danger.choices,
        help=gettext_lazy("Only for an imminent danger (art. 28)."),
        shown=False,
    ),
    CodeColumn(name="scope", label=gettext_lazy("Scope"), choices=Scope.choices),
    TextColumn(name="place", label=gettext_lazy("Where work stops"), max_length=PLACE_LENGTH),
    TextColumn(name="facts", label=gettext_lazy("Facts and reasons"), max_length=FACTS_LENGTH, shown=False),
    DateColumn(name="stopped_on", label=gettext_lazy("Work stops from"), future=True),
    IntegerColumn(
        name="days",
        label=gettext_lazy("For how many days"),
        required=False,
        minimum=1,
        maximum=3650,
        help=gettext_lazy("Left blank: until it is verified that the cause is gone."),
        shown=False,
    ),
    DateColumn(name="approved_on", label=gettext_lazy("Approved by the ministry on"), required=False, shown=False),
    TextColumn(name="approval", label=gettext_lazy("Letter of approval"), required=False, max_length=60, shown=False),
    CodeColumn(name="state", label=gettext_lazy("State"), derived=True, choices=StopWorkState.choices),
    DateColumn(name="applied_on", label=gettext_lazy("Resumption applied for on"), derived=True, shown=False),
    DateColumn(name="verified_on", label=gettext_lazy("Verified on"), derived=True, shown=False),
    TextColumn(name="verified", label=gettext_lazy("What was verified"), derived=True, shown=False, filterable=False),
)


class StopWorkLoader(CaseLoader[StopWorkOrder]):
    """A draft of the person who enters it. The law asks for seven statements in the written order (Enforcement Rules,
    article 34); those that a case does not know by itself are the columns here."""

    model = StopWorkOrder
    columns = STOP_WORK_COLUMNS
    prefix = "停工"
    day = "stopped_on"
    related = ("inspection__employer", "inspection__unit", "unit")

    def make_references(self) -> tuple[Reference, ...]:
        return (InspectionReference(),)

    def check(self, row: Row) -> None:
        ground, inspection = row.get("ground"), row.links.get("inspection")
        if ground == Ground.DANGER and not row.get("danger") and not row.failed("danger"):
            row.error("danger", _("Say which imminent danger it is."))
        if ground and ground != Ground.DANGER and row.get("danger"):
            row.error("danger", _("Only article 28 asks for the kind of danger: take it out, or correct the ground."))
        if inspection is not None and (stopped := row.get("stopped_on")) and stopped < inspection.inspected_on:
            words = _("Work is not stopped before the inspection of {day}: correct the date.")
            row.error("stopped_on", words.format(day=format_date(inspection.inspected_on)))
        if inspection is not None and ground == Ground.ACCIDENT and inspection.kind != InspectionKind.ACCIDENT:
            row.warn("ground", _("This inspection was not one after an accident: check the ground."))
