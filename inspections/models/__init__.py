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
    "InspectionPenalty",
    "InspectionPenaltyEntry",
    "Violation",
    "keys_of",
]
