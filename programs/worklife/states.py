"""Codes of the contract, and what follows from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UNIT = "employment_security"
"""Keeps the checks under the Gender Equality in Employment Act, and the subsidies."""
OBLIGED_FROM = 100
"""Employees, all branches and subordinate units together (Gender Equality in Employment Act §23, its Enforcement
Rules §5)."""


class Childcare(models.TextChoices):
    FACILITY = "facility", pgettext_lazy("childcare of an employer", "Facility")
    MEASURE = "measure", pgettext_lazy("childcare of an employer", "Measure")
    BOTH = "both", pgettext_lazy("childcare of an employer", "Facility and measure")
    NONE = "none", pgettext_lazy("childcare of an employer", "None")


class CheckState(models.TextChoices):
    NOT_OBLIGED = "not_obliged", pgettext_lazy("state of a check", "Fewer than 100 employees")
    COMPLIES = "complies", pgettext_lazy("state of a check", "Provides both")
    FOLLOW_UP = "follow_up", pgettext_lazy("state of a check", "To be followed up")
    CLOSED = "closed", pgettext_lazy("state of a check", "Follow-up ended")


def provides_both(lactation_room: bool, childcare: str) -> bool:
    """A room, and a facility or a measure: both are required (Gender Equality in Employment Act §23)."""
    return lactation_room and childcare != Childcare.NONE


class StepKind(models.TextChoices):
    LETTER = "letter", pgettext_lazy("step of a follow-up", "Letter")
    PHONE = "phone", pgettext_lazy("step of a follow-up", "Phone call")
    VISIT = "visit", pgettext_lazy("step of a follow-up", "Visit")
    COACHING = "coaching", pgettext_lazy("step of a follow-up", "On-site coaching")


class RoomItem(models.TextChoices):
    """What a nursing room needs (Regulations for the establishment standards of breastfeeding rooms, §3)."""

    PLACE = "place", pgettext_lazy("item of a room check", "Marked by a sign, near a place to wash")
    PRIVACY = "privacy", pgettext_lazy("item of a room check", "Private and safe")
    AIR = "air", pgettext_lazy("item of a room check", "Good light and air")
    FURNITURE = "furniture", pgettext_lazy("item of a room check", "Chair with a back, table and power socket")
    FRIDGE = "fridge", pgettext_lazy("item of a room check", "Fridge for nothing but breast milk")
    BIN = "bin", pgettext_lazy("item of a room check", "Bin with a lid")
    RULES = "rules", pgettext_lazy("item of a room check", "Rules of use")


class SubsidyKind(models.TextChoices):
    LACTATION_ROOM = "lactation_room", pgettext_lazy("kind of subsidy", "Nursing room")
    CHILDCARE_MEASURE = "childcare_measure", pgettext_lazy("kind of subsidy", "Childcare measure")
    HOME_CARE = "home_care", pgettext_lazy("kind of subsidy", "Home-type care")


class SubsidyStatus(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("status of a subsidy", "Received")
    APPROVED = "approved", pgettext_lazy("status of a subsidy", "Approved")
    REJECTED = "rejected", pgettext_lazy("status of a subsidy", "Rejected")
    PAID = "paid", pgettext_lazy("status of a subsidy", "Paid")


GRANTED = frozenset({SubsidyStatus.APPROVED, SubsidyStatus.PAID})
UNGRANTED = frozenset({SubsidyStatus.RECEIVED, SubsidyStatus.REJECTED})


class SubsidyState(models.TextChoices):
    """How far a case is; from the decision on it is the status that the dataset shows."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", pgettext_lazy("status of a subsidy", "Approved")
    REJECTED = "rejected", pgettext_lazy("status of a subsidy", "Rejected")
    PAID = "paid", pgettext_lazy("status of a subsidy", "Paid")


OPEN_TO_CHANGES = frozenset({SubsidyState.DRAFT, SubsidyState.RETURNED})
UNDECIDED = OPEN_TO_CHANGES | {SubsidyState.IN_REVIEW}


class Theme(models.TextChoices):
    """The seven themes of the guideline on working from home (in force since 112-03-01)."""

    AGREEMENT = "agreement", pgettext_lazy("theme of the self-check", "Written agreement of both sides")
    RIGHTS = "rights", pgettext_lazy("theme of the self-check", "No loss of rights at work")
    HOURS = "hours", pgettext_lazy("theme of the self-check", "Way to report working hours")
    DISCONNECT = "disconnect", pgettext_lazy("theme of the self-check", "Right to disconnect")
    SAFETY = "safety", pgettext_lazy("theme of the self-check", "Safety of working at home")
    COMPLAINTS = "complaints", pgettext_lazy("theme of the self-check", "Way to complain")
    EQUIPMENT = "equipment", pgettext_lazy("theme of the self-check", "Equipment or allowance")
