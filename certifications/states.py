from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    DECIDED = "decided", _("Decided")


OPEN_TO_CHANGES = frozenset({State.DRAFT, State.RETURNED})


class Outcome(models.TextChoices):
    PENDING = "pending", pgettext_lazy("outcome of an application", "Pending")
    AWARDED = "awarded", pgettext_lazy("outcome of an application", "Awarded")
    NOT_AWARDED = "not_awarded", pgettext_lazy("outcome of an application", "Not awarded")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome of an application", "Withdrawn")
    INELIGIBLE = "ineligible", pgettext_lazy("outcome of an application", "Ineligible")


class SchemeCode(models.TextChoices):
    GENDER = "gender", _("Workplace gender-equality certification")
    AGE = "age", _("Age-friendly enterprise certification")


class AwardCode(models.TextChoices):
    GOLD = "gold", _("Gold award")
    SILVER = "silver", _("Silver award")
    BRONZE = "bronze", _("Bronze award")
    CREATIVITY = "creativity", _("Creativity award")
    PROGRESS = "progress", _("Progress award")
    SHORTLISTED = "shortlisted", _("Shortlisted award")
    AWARDED = "awarded", _("Award-winning enterprise")


AWARDS_OF = {
    SchemeCode.GENDER: frozenset(AwardCode) - {AwardCode.AWARDED},
    SchemeCode.AGE: frozenset({AwardCode.AWARDED}),
}
