from programs.worklife.models.checks import RESULT_LENGTH, FacilityCheck, FollowUpStep
from programs.worklife.models.selfchecks import TEXT_LENGTH, ChecklistItem, ChecklistVersion, SelfCheck
from programs.worklife.models.subsidies import NUMBER_LENGTH, ChildcareSubsidy

__all__ = [
    "NUMBER_LENGTH",
    "RESULT_LENGTH",
    "TEXT_LENGTH",
    "ChecklistItem",
    "ChecklistVersion",
    "ChildcareSubsidy",
    "FacilityCheck",
    "FollowUpStep",
    "SelfCheck",
]
