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
