from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.workflow.scope import KeptQuerySet


class Cohort(Tracked):
    """The base list of a ROC year as it stood on a day: who was short in December before, for the explanation only.

    The figures are computed from the months, whatever was stored here.
    """

    year = models.PositiveSmallIntegerField(_("Year"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"), editable=False)
    taken_on = models.DateField(_("Taken on"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("Taken by")
    )
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = KeptQuerySet["Cohort"].as_manager()

    class Meta:
        verbose_name = _("Base list of a year")
        verbose_name_plural = _("Base lists of years")
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(voided_at__isnull=True),
                name="quota_cohort_once_a_year",
                violation_error_message=_("The base list of this year was taken already."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Base list of the year {year}").format(year=self.year)


class CohortMember(models.Model):
    """An employer of a base list and what it lacked then."""

    only_remembers: ClassVar[bool] = True

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="members", verbose_name=_("Base list"))
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    shortage = models.PositiveIntegerField(_("Shortage"))

    class Meta:
        verbose_name = _("Employer of a base list")
        verbose_name_plural = _("Employers of base lists")
        ordering = ["cohort", "-shortage", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "employer"],
                name="quota_cohort_names_an_employer_once",
                violation_error_message=_("The base list names this employer already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.employer)
