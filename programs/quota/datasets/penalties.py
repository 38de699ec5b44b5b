from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition
from laborportal.penalties.ledger import Appeal
from programs.quota.imports import QuotaPenaltyFormLoader, QuotaPenaltyLoader
from programs.quota.models import QuotaPenalty
from programs.quota.penalty_columns import APPEAL, PAID_ON, PENALTY_COLUMNS, STATE
from programs.quota.policies import keeps_the_quota, may_change, may_decide
from programs.quota.transitions import PENALTY_PROCESS


def penalty_title(penalty: Any) -> str:
    return f"{penalty.number} {penalty.employer}"


QUOTA_PENALTIES = register(
    Dataset(
        name="quota_penalties",
        label=_("Penalties under the quota"),
        label_one=_("Penalty under the quota"),
        unit=units.DECISIONS,
        model=QuotaPenalty,
        loader=QuotaPenaltyLoader,
        columns=PENALTY_COLUMNS,
        key=("number",),
        year="decided_on",
        year_lookup="decided_on",
        namespace="quota_penalties",
        conditions=(employer_condition(),),
        search=("number_key", "employer__name_text", "employer__ubn"),
        totals=(
            Total(label=_("Fines"), measure="sum:amount", unit=units.DOLLARS),
            Total(label=_("Employers"), measure="distinct:employer", unit=units.EMPLOYERS),
        ),
        order=("-decided_on", "-number", "-pk"),
        related=("employer", "unit", "officer"),
        may_create=keeps_the_quota,
        may_change=may_change,
        may_void=may_decide,
        title=penalty_title,
        carried=("decided_on", "ground"),
        marks={"appeal": {Appeal.PENDING: "review", Appeal.REVOKED: "void"}, "state": PENALTY_PROCESS.marks},
    )
)

# What does not count yet has a list of its own, which says how far each is.
UNDECIDED = replace(
    QUOTA_PENALTIES,
    label=_("Penalties under the quota that wait for a confirmation"),
    columns=tuple(replace(column, shown=True) if column is STATE else column for column in PENALTY_COLUMNS),
)

# Payment and appeal come after the decision, by steps of their own.
QUOTA_PENALTY_FORM = replace(
    QUOTA_PENALTIES,
    loader=QuotaPenaltyFormLoader,
    columns=tuple(column for column in PENALTY_COLUMNS if column not in (PAID_ON, APPEAL)),
)
