from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.imports.columns import VIOLATION_COLUMNS
from inspections.imports.violations import ViolationFormLoader, ViolationLoader
from inspections.models import Violation
from inspections.policies import may_change_violation
from inspections.procedure.violations import VIOLATION_PROCESS
from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition


def key_parts(violation: Any) -> Iterable[str]:
    """One that an inspection found is known by it, also once a penalty names it."""
    if violation.inspection_id is not None:
        return violation.inspection.number, str(violation.position)
    employer = violation.employer
    return violation.penalty.number, employer.ubn or employer.name, str(violation.position)


def title(violation: Any) -> str:
    return f"{violation.origin.number}-{violation.position}"


VIOLATIONS = register(
    Dataset(
        name="violations",
        label=_("Violations"),
        label_one=_("Violation"),
        unit=pgettext_lazy("unit of a count of violations", "violations"),
        model=Violation,
        loader=ViolationLoader,
        columns=VIOLATION_COLUMNS,
        key=("inspection", "penalty", "employer", "position"),
        year="counted_on",
        year_lookup="counted_on",
        namespace="violations",
        conditions=(employer_condition(),),
        search=(
            "inspection__number_key",
            "penalty__number_key",
            "employer__name_text",
            "text_key",
            "description_key",
        ),
        totals=(
            Total(label=_("Inspections"), measure="distinct:inspection", unit=units.INSPECTIONS),
            Total(label=_("Penalties"), measure="distinct:penalty", unit=units.DECISIONS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-counted_on", "-inspection__number", "-penalty__number", "position", "-pk"),
        related=("inspection__employer", "penalty__employer", "employer", "unit", "officer"),
        may_change=may_change_violation,
        title=title,
        carried=("inspection", "penalty", "employer"),
        lead="employer",
        key_parts_of=key_parts,
        marks={"state": VIOLATION_PROCESS.marks},
    )
)
VIOLATION_FORM = replace(VIOLATIONS, loader=ViolationFormLoader, columns=ViolationFormLoader.columns)
