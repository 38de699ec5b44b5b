from inspections.datasets.accidents import ACCIDENT_FORM, ACCIDENTS
from inspections.datasets.cities import CITY_STATISTICS
from inspections.datasets.penalties import PENALTIES, PENALTY_FORM, UNDECIDED, VIOLATION_FORM, VIOLATIONS

__all__ = [
    "ACCIDENTS",
    "ACCIDENT_FORM",
    "CITY_STATISTICS",
    "PENALTIES",
    "PENALTY_FORM",
    "UNDECIDED",
    "VIOLATIONS",
    "VIOLATION_FORM",
]
