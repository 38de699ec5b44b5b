"""The register behind the report's fourth part: what may keep the department from its objectives."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.policies import Person, has_role
from laborportal.annualreport.states import RiskState
from laborportal.exports.normalise import normalise
from laborportal.workflow.models import Stateful

WORST = 3
KEY_LENGTH = 400
GRADES = [MinValueValidator(1), MaxValueValidator(WORST)]


class RiskQuerySet(models.QuerySet["Risk"]):
    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def visible_to(self, user: Person) -> Self:
        """The report shows the register to whoever may read it."""
        return self if has_role(user) else self.none()


class Risk(Stateful):
    """`objective` is the place of the objective in the report of that year; `rating` is likelihood × impact."""

    number = models.CharField(_("Risk number"), max_length=50)
    year = models.PositiveSmallIntegerField(_("ROC year"), validators=[MinValueValidator(1), MaxValueValidator(999)])
    objective = models.PositiveSmallIntegerField(_("Objective"), null=True, blank=True)
    description = models.CharField(_("Risk"), max_length=300)
    likelihood = models.PositiveSmallIntegerField(_("Likelihood"), validators=GRADES)
    impact = models.PositiveSmallIntegerField(_("Impact"), validators=GRADES)
    control = models.TextField(_("Control"), blank=True)
    owner = models.CharField(_("Person responsible"), max_length=100, blank=True)
    review_on = models.DateField(_("Next review"), null=True, blank=True)
    # What the key, filters, search and order compare; written by keep_keys() alone.
    rating = models.PositiveSmallIntegerField(editable=False)
    number_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    description_key = models.CharField(max_length=KEY_LENGTH, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Risk")
        verbose_name_plural = _("Risks")
        ordering = ["-year", "-rating", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="risk_number_stands_once",
                violation_error_message=_("There is already a risk with this number."),
            ),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, WORST), impact__range=(1, WORST)),
                name="risk_graded_1_to_3",
                violation_error_message=_("Likelihood and impact are graded from 1 to 3."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.description}"

    def get_absolute_url(self) -> str:
        return reverse("risks:record", args=[self.pk])

    @property
    def state_label(self) -> str:
        return str(RiskState(self.state).label)

    def keep_keys(self) -> None:
        self.rating = self.likelihood * self.impact
        self.number_key = normalise(self.number)[:KEY_LENGTH]
        self.description_key = normalise(self.description)[:KEY_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
