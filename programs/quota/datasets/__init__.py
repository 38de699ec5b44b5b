from programs.quota.datasets.months import MONTHS
from programs.quota.datasets.penalties import QUOTA_PENALTIES, QUOTA_PENALTY_FORM, UNDECIDED

__all__ = ["MONTHS", "QUOTA_PENALTIES", "QUOTA_PENALTY_FORM", "UNDECIDED"]
