from inspections.models.accidents import Accident, AccidentKind
from inspections.models.cities import CityStatistic
from inspections.models.penalties import (
    CAMPAIGN_LENGTH,
    LETTER_LENGTH,
    InspectionPenalty,
    InspectionPenaltyEntry,
)
from inspections.models.violations import TEXTS, Violation, keys_of

__all__ = [
    "CAMPAIGN_LENGTH",
    "LETTER_LENGTH",
    "TEXTS",
    "Accident",
    "AccidentKind",
    "CityStatistic",
    "InspectionPenalty",
    "InspectionPenaltyEntry",
    "Violation",
    "keys_of",
]
