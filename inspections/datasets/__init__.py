from inspections.datasets.accidents import ACCIDENT_FORM, ACCIDENTS
from inspections.datasets.cities import CITY_STATISTICS
from inspections.datasets.inspections import INSPECTION_FORM, INSPECTIONS
from inspections.datasets.ministry import MINISTRY_LIST
from inspections.datasets.penalties import PENALTIES, PENALTY_FORM, UNDECIDED
from inspections.datasets.violations import VIOLATION_FORM, VIOLATIONS

__all__ = [
    "ACCIDENTS",
    "ACCIDENT_FORM",
    "CITY_STATISTICS",
    "INSPECTIONS",
    "INSPECTION_FORM",
    "MINISTRY_LIST",
    "PENALTIES",
    "PENALTY_FORM",
    "UNDECIDED",
    "VIOLATIONS",
    "VIOLATION_FORM",
]
