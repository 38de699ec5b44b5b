from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.rocyear.dates import format_month
from laborportal.workflow.scope import KeptQuerySet
from programs.quota.calculation import Roster, assess
from programs.quota.rules import Rulebook

COUNTS = ("insured", "excluded", "ordinary", "severe", "half_time", "half_time_severe", "below_wage")
ASSESSED = ("total", "counted", "required", "shortage", "levy")
DEDUCTED = F("excluded") + F("below_wage")
WITH_DISABILITIES = F("ordinary") + F("severe") + F("half_time") + F("half_time_severe") + F("below_wage")


class MonthQuerySet(KeptQuerySet["QuotaMonth"]):
    def short(self) -> Self:
        return self.filter(shortage__gte=1)


class QuotaMonth(Tracked):
    """An employer's heads on the first of a month. What ASSESSED names follows from them and the rules of that day."""

    month = models.DateField(_("Month"))
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="quota_months", verbose_name=_("Employer")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    sector = models.CharField(_("Sector"), max_length=10, choices=Employer.Sector)
    insured = models.PositiveIntegerField(_("Insured persons"))
    excluded = models.PositiveIntegerField(_("Not counted in"), default=0)
    ordinary = models.PositiveIntegerField(_("Persons with disabilities"), default=0)
    severe = models.PositiveIntegerField(_("Severe or above"), default=0)
    half_time = models.PositiveIntegerField(_("Part-time"), default=0)
    half_time_severe = models.PositiveIntegerField(_("Part-time, severe or above"), default=0)
    below_wage = models.PositiveIntegerField(_("Below the basic wage"), default=0)
    # What is left when more is taken off than there is falls below 0, so it is no positive field.
    total = models.IntegerField(_("Total staff"), editable=False)
    counted = models.PositiveIntegerField(_("Employed (as counted)"), editable=False)
    required = models.PositiveIntegerField(_("To be employed"), editable=False)
    shortage = models.PositiveIntegerField(_("Shortage"), editable=False)
    levy = models.PositiveBigIntegerField(_("Difference subsidy (NT$)"), null=True, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    void_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("Quota month")
        verbose_name_plural = _("Quota months")
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "month"],
                condition=Q(voided_at__isnull=True),
                name="quota_month_stands_once",
                violation_error_message=_("This employer has a record of this month already."),
            ),
            models.CheckConstraint(
                condition=Q(sector__in=Employer.Sector.values),
                name="quota_month_sector_known",
                violation_error_message=_("The sector is either private or public."),
            ),
            models.CheckConstraint(
                condition=Q(insured__gte=DEDUCTED),
                name="quota_month_deducts_within_insured",
                violation_error_message=_("More persons are taken off than are insured."),
            ),
            models.CheckConstraint(
                condition=Q(insured__gte=WITH_DISABILITIES),
                name="quota_month_disabled_within_insured",
                violation_error_message=_("More persons with disabilities than are insured."),
            ),
        ]
        indexes = [
            # The cohort of a year and the sums of a month read nothing but this.
            models.Index(fields=["month", "shortage", "employer", "levy"], name="quota_month_short"),
        ]

    def __str__(self) -> str:
        return gettext("{month} {employer}").format(month=format_month(self.month), employer=self.employer)

    def get_absolute_url(self) -> str:
        return reverse("quota:record", args=[self.pk])

    @property
    def roster(self) -> Roster:
        return Roster(sector=self.sector, **{name: getattr(self, name) for name in COUNTS})

    def reckon(self, book: Rulebook) -> None:
        """Sets what follows from the heads, by the rules of the month's first day; raises NoValue."""
        found = assess(self.roster, book.on(self.sector, self.month).rules)
        for name in ASSESSED:
            setattr(self, name, getattr(found, name))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.reckon(Rulebook.read())
        super().save(*args, **kwargs)


def month_before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
