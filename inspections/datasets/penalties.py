from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.imports.columns import PENALTY_COLUMNS, STATE
from inspections.imports.loaders import PenaltyFormLoader, PenaltyLoader
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty
from inspections.policies import may_change, may_decide, may_mend
from inspections.queries import published
from inspections.transitions import PENALTY_PROCESS
from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition
from laborportal.imports.formats import register_format
from laborportal.imports.importable import Importable, register_importable
from laborportal.listing.conditions import Condition
from laborportal.penalties.ledger import Appeal


def _penalty_title(penalty: Any) -> str:
    return f"{penalty.number} {penalty.employer}"


PUBLISHED = Condition(
    name="published",
    label=_("Published now"),
    kind="yesno",
    where=lambda wanted: published() if wanted else ~published(),
    help=_("Announced and not revoked: a publication stays for good, and during an appeal."),
)

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
        conditions=(employer_condition(), PUBLISHED),
        search=("number_key", "employer__name_text", "employer__ubn", "articles_key", "remark_key"),
        totals=(
            Total(label=_("Fines, known amounts"), measure="sum:amount", unit=units.DOLLARS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-decided_on", "-number", "-pk"),
        related=("employer", "unit", "officer", "inspection"),
        may_change=may_change,
        may_void=may_decide,
        title=_penalty_title,
        carried=("decided_on", "announced_on", "act"),
        marks={"appeal": {Appeal.PENDING: "review", Appeal.REVOKED: "void"}, "state": PENALTY_PROCESS.marks},
    )
)

# What does not count yet has a list of its own, which says how far each is.
UNDECIDED = replace(
    PENALTIES,
    label=_("Penalties that wait for a confirmation"),
    columns=tuple(replace(column, shown=True) if column is STATE else column for column in PENALTY_COLUMNS),
)

PENALTY_FORM = replace(PENALTIES, loader=PenaltyFormLoader, columns=PenaltyFormLoader.columns)

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
