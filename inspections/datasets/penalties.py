from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.imports.columns import (
    INSPECTION,
    INSPECTION_CONDITION,
    PENALTY_COLUMNS,
    STATE,
    VIOLATION_COLUMNS,
)
from inspections.imports.loaders import PenaltyFormLoader, PenaltyLoader, ViolationFormLoader, ViolationLoader
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, Violation
from inspections.policies import may_change, may_change_violation, may_decide, may_mend
from inspections.transitions import PENALTY_PROCESS
from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition
from laborportal.imports.formats import register_format
from laborportal.imports.importable import Importable, register_importable
from laborportal.penalties.ledger import Appeal


def _penalty_title(penalty: Any) -> str:
    return f"{penalty.number} {penalty.employer}"


def _violation_title(violation: Any) -> str:
    return f"{violation.penalty.number}-{violation.position}"


PENALTIES = register(
    Dataset(
        name="inspection_penalties",
        label=_("Penalties"),
        label_one=_("Penalty"),
        unit=units.DECISIONS,
        model=InspectionPenalty,
        loader=PenaltyLoader,
        columns=PENALTY_COLUMNS,
        key=("number", "employer"),
        year="decided_on",
        year_lookup="decided_on",
        namespace="penalties",
        conditions=(employer_condition(), INSPECTION_CONDITION),
        search=("number_key", "employer__name_text", "employer__ubn", "articles_key", "remark_key"),
        totals=(
            Total(label=_("Fines, known amounts"), measure="sum:amount", unit=units.DOLLARS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-decided_on", "-number", "-pk"),
        related=("employer", "unit", "officer"),
        may_change=may_change,
        may_void=may_decide,
        title=_penalty_title,
        carried=("decided_on", "announced_on", "act"),
        marks={"appeal": {Appeal.PENDING: "review", Appeal.REVOKED: "void"}, "state": PENALTY_PROCESS.marks},
    )
)

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
        year="decided_on",
        year_lookup="penalty__decided_on",
        namespace="violations",
        conditions=(employer_condition("penalty__employer"), INSPECTION_CONDITION),
        search=("penalty__number_key", "penalty__employer__name_text", "text_key", "description_key"),
        totals=(
            Total(label=_("Penalties"), measure="distinct:penalty", unit=units.DECISIONS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-penalty__decided_on", "-penalty__number", "position", "-pk"),
        related=("penalty__employer", "penalty__unit"),
        may_change=may_change_violation,
        title=_violation_title,
        carried=("penalty", "employer"),
        lead="penalty",
    )
)

# What does not count yet has a list of its own, which says how far each is.
UNDECIDED = replace(
    PENALTIES,
    label=_("Penalties that wait for a confirmation"),
    columns=tuple(replace(column, shown=True) if column is STATE else column for column in PENALTY_COLUMNS),
)

# No inspection is on file that a form could name.
PENALTY_FORM = replace(
    PENALTIES,
    loader=PenaltyFormLoader,
    columns=tuple(column for column in PENALTY_COLUMNS if column is not INSPECTION),
)
VIOLATION_FORM = replace(
    VIOLATIONS,
    loader=ViolationFormLoader,
    columns=tuple(column for column in VIOLATION_COLUMNS if column is not INSPECTION),
)

register_format(TaipeiViolationList)
register_importable(
    Importable(
        name=TaipeiViolationList.name,
        label=_("Violation lists as the city publishes them"),
        loader=TaipeiViolationList,
        may_import=may_mend,
        list_url=PENALTIES.list_url,
        record_url=lambda pk: reverse(f"{PENALTIES.namespace}:record", args=[pk]),
    )
)
