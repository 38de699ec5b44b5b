from programs.quota.imports.months import MonthLoader
from programs.quota.imports.penalties import QuotaPenaltyFormLoader, QuotaPenaltyLoader

__all__ = ["MonthLoader", "QuotaPenaltyFormLoader", "QuotaPenaltyLoader"]
