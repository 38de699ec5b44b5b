"""The department's own money and staff, one row a year: the report's second part."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.policies import Person, has_role
from laborportal.audit.models import Tracked


class AgencyQuerySet(models.QuerySet["AgencyYear"]):
    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def visible_to(self, user: Person) -> Self:
        """The report prints these numbers for whoever may read it."""
        return self if has_role(user) else self.none()


class AgencyYear(Tracked):
    year = models.PositiveSmallIntegerField(_("ROC year"), validators=[MinValueValidator(1), MaxValueValidator(999)])
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    void_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.year} {self._meta.verbose_name}"


class AgencyFinance(AgencyYear):
    """Amounts in NT$1,000."""

    budget = models.PositiveIntegerField(_("Budget"))
    final_account = models.PositiveIntegerField(_("Final account"))
    personnel_cost = models.PositiveIntegerField(_("Personnel cost"))

    class Meta(AgencyYear.Meta):
        verbose_name = _("Budget and final account")
        verbose_name_plural = _("Budgets and final accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(voided_at__isnull=True),
                name="one_finance_per_year",
                violation_error_message=_("Budget and final account of this year are on file already."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("finance:record", args=[self.pk])


class AgencyStaffing(AgencyYear):
    """Persons in post; who is on unpaid leave and who stands in for somebody is not counted."""

    officials = models.PositiveIntegerField(_("Officials"))
    contract = models.PositiveIntegerField(_("Contract staff"))
    police = models.PositiveIntegerField(_("Police officers"))
    workers = models.PositiveIntegerField(_("Workers and janitors"))

    class Meta(AgencyYear.Meta):
        verbose_name = _("Actual staff")
        verbose_name_plural = _("Actual staff")
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(voided_at__isnull=True),
                name="one_staffing_per_year",
                violation_error_message=_("The staff of this year is on file already."),
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("staffing:record", args=[self.pk])
