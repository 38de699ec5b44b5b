from programs.quota.models.cohorts import Cohort, CohortMember
from programs.quota.models.justifications import Justification
from programs.quota.models.months import ASSESSED, COUNTS, QuotaMonth, month_before
from programs.quota.models.notices import LevyPayment, Notice
from programs.quota.models.penalties import QuotaPenalty, QuotaPenaltyEntry
from programs.quota.models.publication import PublishedList, PublishedRow

__all__ = [
    "ASSESSED",
    "COUNTS",
    "Cohort",
    "CohortMember",
    "Justification",
    "LevyPayment",
    "Notice",
    "PublishedList",
    "PublishedRow",
    "QuotaMonth",
    "QuotaPenalty",
    "QuotaPenaltyEntry",
    "month_before",
]
