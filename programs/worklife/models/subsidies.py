from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.rocyear.dates import LAST_YEAR
from laborportal.workflow.models import Stateful
from laborportal.workflow.scope import KeptQuerySet
from laborportal.workflow.settling import settle
from programs.worklife.states import GRANTED, UNDECIDED, SubsidyKind, SubsidyState, SubsidyStatus

NUMBER_LENGTH = 50


class SubsidyQuerySet(KeptQuerySet["ChildcareSubsidy"]):
    def granted(self) -> Self:
        return self.standing().filter(status__in=GRANTED)


class ChildcareSubsidy(Stateful):
    """An employer's application for a subsidy. `granted` and `status` are decided; `proposed` waits for a supervisor.

    All amounts are whole NT$.
    """

    state = models.CharField(
        _("State"), max_length=20, choices=SubsidyState, default=SubsidyState.DRAFT, editable=False
    )
    number = models.CharField(_("Subsidy number"), max_length=NUMBER_LENGTH)
    number_key = models.CharField(max_length=2 * NUMBER_LENGTH, editable=False)
    year = models.PositiveSmallIntegerField(_("Year"))
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    kind = models.CharField(_("Kind of subsidy"), max_length=20, choices=SubsidyKind)
    spent = models.PositiveIntegerField(_("Spent"))
    granted = models.PositiveIntegerField(_("Granted"), null=True, blank=True)
    proposed = models.PositiveIntegerField(_("Proposed grant"), null=True, blank=True)
    status = models.CharField(
        _("Status of the application"),
        max_length=10,
        choices=SubsidyStatus,
        default=SubsidyStatus.RECEIVED,
        editable=False,
    )

    objects = SubsidyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Childcare subsidy")
        verbose_name_plural = _("Childcare subsidies")
        ordering = ["-year", "-number_key", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="subsidy_number_stands_once",
                violation_error_message=_("There is already a subsidy with this number."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1, year__lte=LAST_YEAR),
                name="subsidy_year_is_roc",
                violation_error_message=_("The year is not a ROC year."),
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True) | Q(granted__lte=F("spent")),
                name="subsidy_granted_within_spent",
                violation_error_message=_("More is granted than was spent."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=SubsidyStatus.RECEIVED, state__in=sorted(UNDECIDED))
                    | Q(status=F("state"), state__in=["approved", "paid", "rejected"])
                ),
                name="subsidy_state_fits_status",
                violation_error_message=_("A decided subsidy has the status of its decision."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SubsidyKind.values),
                name="subsidy_kind_known",
                violation_error_message=_("The kind of subsidy is not one of those in use."),
            ),
        ]
        indexes = [models.Index(fields=["year", "kind", "status"], name="subsidy_counted")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("subsidies:record", args=[self.pk])

    def keep_keys(self) -> None:
        """A status that comes in by a file was decided elsewhere; one that a file takes away makes a draft again."""
        self.number_key = normalise(self.number)[: 2 * NUMBER_LENGTH]
        if self.status != SubsidyStatus.RECEIVED:
            settle(self, self.status)
        elif self.state not in UNDECIDED:
            settle(self, SubsidyState.DRAFT)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
