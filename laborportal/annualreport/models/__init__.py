from laborportal.annualreport.models.agency import AgencyFinance, AgencyStaffing
from laborportal.annualreport.models.reports import (
    BookEntry,
    Direction,
    FigureDefinition,
    Objective,
    ReportYear,
    Target,
)
from laborportal.annualreport.models.risks import Risk

__all__ = [
    "AgencyFinance",
    "AgencyStaffing",
    "BookEntry",
    "Direction",
    "FigureDefinition",
    "Objective",
    "ReportYear",
    "Risk",
    "Target",
]
