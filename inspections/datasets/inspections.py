from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from inspections.imports.columns import INSPECTION_COLUMNS
from inspections.imports.inspections import InspectionFormLoader, InspectionLoader
from inspections.models import Inspection
from inspections.procedure.inspections import INSPECTION_PROCESS
from inspections.states import Result
from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition


def title(inspection: Any) -> str:
    return f"{inspection.number} {inspection.employer}"


INSPECTIONS = register(
    Dataset(
        name="inspections",
        label=_("Inspections"),
        label_one=_("Inspection"),
        unit=units.INSPECTIONS,
        model=Inspection,
        loader=InspectionLoader,
        columns=INSPECTION_COLUMNS,
        key=("number",),
        year="inspected_on",
        year_lookup="inspected_on",
        namespace="inspections",
        conditions=(employer_condition(),),
        search=("number_key", "employer__name_text", "employer__ubn", "project_key"),
        totals=(Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),),
        order=("-inspected_on", "-number", "-pk"),
        related=("employer", "unit", "officer"),
        title=title,
        carried=("unit", "kind", "project", "inspected_on", "industry"),
        marks={"result": {Result.VIOLATION: "warn", Result.NO_VIOLATION: "done"}, "state": INSPECTION_PROCESS.marks},
    )
)
INSPECTION_FORM = replace(INSPECTIONS, loader=InspectionFormLoader)
