from programs.quota.imports.months import MonthLoader

__all__ = ["MonthLoader"]
