"""Records that the contract with the outside does not name: they have pages, and neither files nor figures."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from inspections.imports.complaints import COMPLAINT_COLUMNS, ComplaintLoader
from inspections.imports.planning import (
    PLAN_COLUMNS,
    PROJECT_COLUMNS,
    TARGET_COLUMNS,
    PlanLoader,
    ProjectLoader,
    TargetLoader,
)
from inspections.imports.stopwork import STOP_WORK_COLUMNS, StopWorkLoader
from inspections.models import Complaint, PlanLine, Project, ProjectTarget, StopWorkOrder
from inspections.policies import may_change_complaint, may_change_order, may_inspect, may_take_off_a_list
from inspections.procedure.complaints import COMPLAINT_PROCESS
from inspections.procedure.stopwork import STOP_WORK_PROCESS
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import keep
from laborportal.employers.columns import employer_condition


def _numbered(record: Any) -> str:
    return f"{record.number} {record.employer}"


STOP_WORK = keep(
    Dataset(
        name="stop_work_orders",
        label=_("Orders to stop work"),
        label_one=_("Stop-work order"),
        unit=_("orders"),
        model=StopWorkOrder,
        loader=StopWorkLoader,
        columns=STOP_WORK_COLUMNS,
        key=("number",),
        year="stopped_on",
        year_lookup="stopped_on",
        namespace="stopwork",
        conditions=(employer_condition("inspection__employer"),),
        search=("number", "inspection__number_key", "inspection__employer__name_text"),
        order=("-stopped_on", "-number", "-pk"),
        related=("inspection__employer", "unit", "officer"),
        may_create=may_inspect,
        may_change=may_change_order,
        title=_numbered,
        lead="number",
        marks={"state": STOP_WORK_PROCESS.marks},
    )
)
COMPLAINTS = keep(
    Dataset(
        name="complaints",
        label=_("Complaints"),
        label_one=_("Complaint"),
        unit=_("complaints"),
        model=Complaint,
        loader=ComplaintLoader,
        columns=COMPLAINT_COLUMNS,
        key=("number",),
        year="received_on",
        year_lookup="received_on",
        namespace="complaints",
        conditions=(employer_condition(),),
        search=("number", "employer__name_text", "employer__ubn"),
        order=("-received_on", "-number", "-pk"),
        related=("employer", "unit", "officer", "inspection"),
        may_create=may_inspect,
        may_change=may_change_complaint,
        title=_numbered,
        lead="number",
        marks={"state": COMPLAINT_PROCESS.marks},
        attachments=False,
    )
)
PROJECTS = keep(
    Dataset(
        name="inspection_projects",
        label=_("Inspection projects"),
        label_one=_("Inspection project"),
        unit=_("projects"),
        model=Project,
        loader=ProjectLoader,
        columns=PROJECT_COLUMNS,
        key=("unit", "name"),
        year="starts_on",
        year_lookup="starts_on",
        namespace="projects",
        search=("name_key",),
        order=("-starts_on", "-pk"),
        related=("unit",),
        may_create=may_inspect,
    )
)
TARGETS = keep(
    Dataset(
        name="project_targets",
        label=_("Employers on inspection lists"),
        label_one=_("Employer on an inspection list"),
        unit=_("employers"),
        model=ProjectTarget,
        loader=TargetLoader,
        columns=TARGET_COLUMNS,
        key=("project", "employer"),
        namespace="targets",
        conditions=(employer_condition(),),
        order=("-pk",),
        related=("project__unit", "employer"),
        may_create=may_inspect,
        may_void=may_take_off_a_list,
        carried=("project",),
    )
)
PLANS = keep(
    Dataset(
        name="inspection_plans",
        label=_("Yearly plans"),
        label_one=_("Line of a yearly plan"),
        unit=_("lines"),
        model=PlanLine,
        loader=PlanLoader,
        columns=PLAN_COLUMNS,
        key=("unit", "year", "kind", "project"),
        year="year",
        year_lookup="year",
        namespace="plans",
        order=("-year", "unit", "kind", "project_key", "-pk"),
        related=("unit",),
        may_create=may_inspect,
        carried=("year", "unit"),
    )
)
