from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition
from laborportal.listing.conditions import Condition
from programs.worklife.columns import CHECK_COLUMNS, SUBSIDY_COLUMNS, SUBSIDY_FORM_COLUMNS
from programs.worklife.imports import CheckFormLoader, CheckLoader, SubsidyFormLoader, SubsidyLoader
from programs.worklife.models import ChildcareSubsidy, FacilityCheck
from programs.worklife.policies import may_change_subsidy, may_decide
from programs.worklife.queries import keeps_this_programme
from programs.worklife.states import SubsidyStatus
from programs.worklife.transitions import CHECK_PROCESS, SUBSIDY_PROCESS

IN_CHARGE = Condition(
    name="in_charge",
    label=_("Somebody is in charge"),
    kind="yesno",
    where=lambda somebody: Q(officer__isnull=not somebody),
)


def _subsidy_title(subsidy: Any) -> str:
    return f"{subsidy.number} {subsidy.employer}"


CHECKS = register(
    Dataset(
        name="facility_checks",
        label=_("Facility checks"),
        label_one=_("Facility check"),
        unit=units.EMPLOYERS,
        model=FacilityCheck,
        loader=CheckLoader,
        columns=CHECK_COLUMNS,
        key=("year", "employer"),
        year="year",
        year_lookup="year",
        namespace="facility_checks",
        conditions=(employer_condition(), IN_CHARGE),
        search=("employer__name_text", "employer__ubn"),
        totals=(Total(label=_("Employees with all branches"), measure="sum:employees", unit=units.PERSONS),),
        order=("-year", "-checked_on", "-pk"),
        related=("employer", "unit", "officer"),
        may_create=keeps_this_programme,
        title=str,
        carried=("year", "checked_on"),
        lead="employer",
        marks={"state": CHECK_PROCESS.marks},
    )
)
# Whoever types a check in is in charge of its follow-up; one of a file waits until somebody takes a step.
CHECK_FORM = replace(CHECKS, loader=CheckFormLoader)

SUBSIDIES = register(
    Dataset(
        name="childcare_subsidies",
        label=_("Childcare subsidies"),
        label_one=_("Childcare subsidy"),
        unit=_("applications"),
        model=ChildcareSubsidy,
        loader=SubsidyLoader,
        columns=SUBSIDY_COLUMNS,
        key=("number",),
        year="year",
        year_lookup="year",
        namespace="subsidies",
        conditions=(employer_condition(),),
        search=("number_key", "employer__name_text", "employer__ubn"),
        totals=(
            Total(label=_("Granted (NT$)"), measure="sum:granted", unit=units.DOLLARS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-year", "-number_key", "-pk"),
        related=("employer", "unit", "officer"),
        may_create=keeps_this_programme,
        may_change=may_change_subsidy,
        may_void=may_decide,
        title=_subsidy_title,
        carried=("year", "kind"),
        marks={
            "status": {SubsidyStatus.APPROVED: "done", SubsidyStatus.PAID: "done", SubsidyStatus.REJECTED: "void"},
            "state": SUBSIDY_PROCESS.marks,
        },
    )
)
# The form proposes a grant; everything else about the record type is the same.
SUBSIDY_FORM = replace(SUBSIDIES, loader=SubsidyFormLoader, columns=SUBSIDY_FORM_COLUMNS)
