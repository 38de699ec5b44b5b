from laborportal.annualreport.models.agency import AgencyFinance, AgencyStaffing
from laborportal.annualreport.models.reports import (
    BookEntry,
    Direction,
    FigureDefinition,
    Objective,
    ReportYear,
    Target,
)

__all__ = [
    "AgencyFinance",
    "AgencyStaffing",
    "BookEntry",
    "Direction",
    "FigureDefinition",
    "Objective",
    "ReportYear",
    "Target",
]
