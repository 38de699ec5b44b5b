from programs.quota.models.months import ASSESSED, COUNTS, QuotaMonth, month_after, month_before

__all__ = ["ASSESSED", "COUNTS", "QuotaMonth", "month_after", "month_before"]
