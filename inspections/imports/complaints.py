"""The form of a complaint, which never asks who complained: that stands on a page of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.imports.casework import CaseLoader
from inspections.imports.columns import INSPECTION
from inspections.imports.references import InspectionReference
from inspections.models import SUBJECT_LENGTH, Complaint
from inspections.states import ComplaintState, InspectionUnit, ReplyLaw
from laborportal.accounts.models import Unit
from laborportal.employers.columns import employer_columns
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import CodeColumn, Column, DateColumn, TextColumn
from laborportal.imports.references import ForeignKeyReference, Reference
from laborportal.imports.rows import Row

COMPLAINT_COLUMNS: tuple[Column, ...] = (
    TextColumn(name="number", label=gettext_lazy("Case number"), derived=True),
    *employer_columns(),
    CodeColumn(
        name="unit",
        label=gettext_lazy("Unit"),
        field="unit.code",
        choices=InspectionUnit.choices,
        attribute=False,
    ),
    DateColumn(name="received_on", label=gettext_lazy("Received on")),
    CodeColumn(
        name="law",
        label=gettext_lazy("Answered by"),
        choices=ReplyLaw.choices,
        help=gettext_lazy("It decides within how many days the complainant is told the result."),
        shown=False,
    ),
    TextColumn(
        name="subject",
        label=gettext_lazy("What is complained of"),
        max_length=SUBJECT_LENGTH,
        help=gettext_lazy(
            "Others of the unit read this. Write nothing that tells who complained: that goes on a page of its own."
        ),
    ),
    INSPECTION,
    CodeColumn(name="state", label=gettext_lazy("State"), derived=True, choices=ComplaintState.choices),
    DateColumn(name="answered_on", label=gettext_lazy("Answered on"), derived=True, shown=False),
)


class ComplaintLoader(CaseLoader[Complaint]):
    model = Complaint
    columns = COMPLAINT_COLUMNS
    prefix = "申訴"
    day = "received_on"
    related = ("employer", "unit", "officer", "inspection")

    def make_references(self) -> tuple[Reference, ...]:
        unit = ForeignKeyReference("unit", model=Unit, by="code", among=Unit.objects.all())
        return (EmployerReference(), unit, InspectionReference())

    def check(self, row: Row) -> None:
        inspection, received = row.links.get("inspection"), row.get("received_on")
        if inspection is not None and received and inspection.inspected_on < received:
            row.warn("inspection", _("This inspection was before the complaint: check the number."))
