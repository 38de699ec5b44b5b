"""Codes of the contract."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inspections import statutes


class Law(models.TextChoices):
    LABOUR_STANDARDS = statutes.LABOUR_STANDARDS, _("Labor Standards Act")
    GENDER_EQUALITY = statutes.GENDER_EQUALITY, _("Gender Equality in Employment Act")
    MINIMUM_WAGE = statutes.MINIMUM_WAGE, _("Minimum Wage Act")
    OCCUPATIONAL_SAFETY = statutes.OCCUPATIONAL_SAFETY, _("Occupational Safety and Health Act")
    OTHER = statutes.OTHER, _("Another act")


INSPECTION_OFFICE = "inspection_office"
LABOUR_CONDITIONS = "labour_conditions"


def unit_of_act(act: str) -> str:
    """Since 104-08-10 labour conditions belong to a group of the bureau, safety to the inspection office."""
    return INSPECTION_OFFICE if act == Law.OCCUPATIONAL_SAFETY else LABOUR_CONDITIONS


class AccidentStatus(models.TextChoices):
    """A pending one counts, provisionally; an excluded one is no occupational accident of this city."""

    CONFIRMED = "confirmed", _("Confirmed")
    PENDING = "pending", _("Under determination")
    EXCLUDED = "excluded", _("Excluded")


class AccidentIndustry(models.TextChoices):
    CONSTRUCTION = "construction", _("Construction")
    MANUFACTURING = "manufacturing", _("Manufacturing")
    OTHER = "other", _("Other industries")


class PublicWorks(models.TextChoices):
    NONE = "none", _("No public works")
    CITY = "city", _("Public works of the city")
    OTHER = "other", _("Other public works")


TAIPEI = "臺北市"
SIX_MUNICIPALITIES = (TAIPEI, "新北市", "桃園市", "臺中市", "臺南市", "高雄市")


class InspectionUnit(models.TextChoices):
    """Two units, two series, one report."""

    INSPECTION_OFFICE = INSPECTION_OFFICE, _("Labor Inspection Office")
    LABOUR_CONDITIONS = LABOUR_CONDITIONS, _("Labor Conditions Inspection Section")


class InspectionKind(models.TextChoices):
    PROJECT = "project", _("Project inspection")
    COMPLAINT = "complaint", _("Complaint inspection")
    ACCIDENT = "accident", _("Accident inspection")
    REINSPECTION = "reinspection", _("Re-inspection")
    GENERAL = "general", _("General inspection")
    DANGEROUS_WORKPLACE = "dangerous_workplace", _("Review of a dangerous workplace")
    MACHINERY = "machinery", _("Dangerous machinery and equipment")


OWN_PLANNED = frozenset({InspectionKind.PROJECT, InspectionKind.GENERAL})
"""What the units put on inspection lists of their own; complaints and accidents are inspected whoever it is."""


class InspectionIndustry(models.TextChoices):
    MANUFACTURING = "manufacturing", _("Manufacturing")
    CONSTRUCTION = "construction", _("Construction")
    GENERAL = "general", _("General industries")


class Result(models.TextChoices):
    NO_VIOLATION = "no_violation", _("No violation")
    VIOLATION = "violation", _("Violation found")


class InspectionState(models.TextChoices):
    RECORDED = "recorded", _("Recorded")
    NOTIFIED = "notified", _("Result notice sent")
    SERVED = "served", _("Result notice served")
    OBJECTED = "objected", _("Objection filed")
    CONCLUDED = "concluded", _("Concluded")


class Correction(models.TextChoices):
    """How far a violation is; all but the first two are closed."""

    NOT_FOLLOWED = "not_followed", _("Not followed up")
    OPEN = "open", _("To be corrected")
    CORRECTED = "corrected", _("Corrected in time")
    LATE = "corrected_late", _("Corrected late")
    SITE_ENDED = "site_ended", _("Site ended, not corrected")
    WITHDRAWN = "withdrawn", _("Finding withdrawn")


CORRECTED = frozenset({Correction.CORRECTED, Correction.LATE})
CLOSED = CORRECTED | {Correction.SITE_ENDED, Correction.WITHDRAWN}


class Finding(models.TextChoices):
    """What a re-inspection found of a violation that it checked."""

    CORRECTED = "corrected", _("Corrected")
    NOT_CORRECTED = "not_corrected", _("Not corrected")
    SITE_ENDED = "site_ended", _("Site ended")


class Ground(models.TextChoices):
    """Labor Inspection Act, articles 27 to 29."""

    ACCIDENT = "27", _("Major accident (art. 27)")
    DANGER = "28", _("Imminent danger (art. 28)")
    NOT_CORRECTED = "29", _("Not corrected in time (art. 29)")


class Danger(models.TextChoices):
    """The five kinds of imminent danger of article 28."""

    FALL = "fall", _("Falling from a height")
    ELECTRIC = "electric", _("Electric shock")
    COLLAPSE = "collapse", _("Collapse")
    FIRE = "fire", _("Fire or explosion")
    POISONING = "poisoning", _("Poisoning or lack of oxygen")


class Scope(models.TextChoices):
    FULL = "full", _("The whole site")
    PARTIAL = "partial", _("A part of the site")


class StopWorkState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    IN_FORCE = "in_force", _("In force")
    APPLIED = "applied", _("Resumption applied for")
    RESUMED = "resumed", _("Work resumed")


class ReplyLaw(models.TextChoices):
    """The law that says within how many days the complainant is told the result."""

    INSPECTION = "labour_inspection", _("Labor Inspection Act, art. 33")
    STANDARDS = "labour_standards", _("Labor Standards Act, art. 74")


class ComplaintState(models.TextChoices):
    RECEIVED = "received", _("Received")
    ANSWERED = "answered", _("Answered")
