from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from certifications.columns import AWARDS_CONDITION, COLUMNS, FORM_COLUMNS, PROPOSED_AWARDS
from certifications.imports import ApplicationLoader, ProposalLoader
from certifications.measures import MEASURES
from certifications.models import Application
from certifications.policies import may_change, may_decide
from certifications.queries import keeps_a_scheme
from certifications.states import Outcome
from certifications.transitions import APPLICATION_PROCESS
from certifications.widgets import AwardsWidget
from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.datasets.widgets import register_widget
from laborportal.employers.columns import employer_condition


def title(application: Any) -> str:
    return f"{application.number} {application.employer}"


APPLICATIONS = register(
    Dataset(
        name="certification_applications",
        label=_("Certification applications"),
        label_one=_("Certification application"),
        unit=_("applications"),
        model=Application,
        loader=ApplicationLoader,
        columns=COLUMNS,
        key=("scheme", "year", "employer"),
        year="year",
        year_lookup="round__year",
        namespace="certifications",
        conditions=(employer_condition(), AWARDS_CONDITION),
        search=("employer__name_text", "employer__ubn", "number"),
        measures=MEASURES,
        totals=(
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
            Total(label=Outcome.AWARDED.label, measure="named:awarded", unit=_("applications")),
        ),
        order=("-round__year", "round__scheme__code", "number"),
        related=("round__scheme", "employer", "unit", "officer"),
        children=("awards",),
        may_create=keeps_a_scheme,
        may_change=may_change,
        may_void=may_decide,
        title=title,
        carried=("scheme", "year", "applied_on"),
        lead="number",
        marks={"state": APPLICATION_PROCESS.marks},
    )
)
# The form writes proposals; everything else about the record type is the same.
PROPOSALS = replace(APPLICATIONS, loader=ProposalLoader, columns=FORM_COLUMNS)
register_widget(PROPOSED_AWARDS.name, AwardsWidget)
