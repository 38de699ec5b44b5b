from programs.quota.datasets.months import MONTHS

__all__ = ["MONTHS"]
