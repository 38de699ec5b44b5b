from inspections.models.accidents import (
    ACCIDENT_NUMBER_LENGTH,
    DISTRICT_LENGTH,
    SITE_LENGTH,
    Accident,
    AccidentKind,
)
from inspections.models.cities import CITY_LENGTH, PERIOD_LENGTH, SOURCE_LENGTH, CityStatistic
from inspections.models.complaints import SUBJECT_LENGTH, Complaint, ComplaintOrigin
from inspections.models.inspections import INSPECTION_NUMBER_LENGTH, PROJECT_LENGTH, Inspection
from inspections.models.penalties import (
    CAMPAIGN_LENGTH,
    LETTER_LENGTH,
    REASON_LENGTH,
    InspectionPenalty,
    InspectionPenaltyEntry,
)
from inspections.models.projects import PURPOSE_LENGTH, Briefing, PlanLine, Project, ProjectTarget
from inspections.models.publications import LIST_LENGTH, PublishedLetter
from inspections.models.stopwork import FACTS_LENGTH, PLACE_LENGTH, StopWorkOrder
from inspections.models.violations import EVIDENCE_LENGTH, TEXTS, Recheck, Violation, keys_of

__all__ = [
    "ACCIDENT_NUMBER_LENGTH",
    "CAMPAIGN_LENGTH",
    "CITY_LENGTH",
    "DISTRICT_LENGTH",
    "EVIDENCE_LENGTH",
    "FACTS_LENGTH",
    "INSPECTION_NUMBER_LENGTH",
    "LETTER_LENGTH",
    "LIST_LENGTH",
    "PERIOD_LENGTH",
    "PLACE_LENGTH",
    "PROJECT_LENGTH",
    "PURPOSE_LENGTH",
    "REASON_LENGTH",
    "SITE_LENGTH",
    "SOURCE_LENGTH",
    "SUBJECT_LENGTH",
    "TEXTS",
    "Accident",
    "AccidentKind",
    "Briefing",
    "CityStatistic",
    "Complaint",
    "ComplaintOrigin",
    "Inspection",
    "InspectionPenalty",
    "InspectionPenaltyEntry",
    "PlanLine",
    "Project",
    "ProjectTarget",
    "PublishedLetter",
    "Recheck",
    "StopWorkOrder",
    "Violation",
    "keys_of",
]
