from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.models.inspections import Inspection
from inspections.states import Danger, Ground, Scope, StopWorkState
from laborportal.cases.models import Case
from laborportal.employers.models import Employer
from laborportal.workflow.scope import KeptQuerySet

PLACE_LENGTH = 200
FACTS_LENGTH = 500


class StopWorkQuerySet(KeptQuerySet["StopWorkOrder"]):
    pass


class StopWorkOrder(Case):
    """An order to stop work (Labor Inspection Act, articles 27 to 29) and the way back: work is resumed only on
    application and after verification (Enforcement Rules, article 36).

    `days` is how long it is to last; blank = until it is verified that the danger is gone.
    """

    state = models.CharField(
        _("State"), max_length=20, choices=StopWorkState, default=StopWorkState.DRAFT, editable=False
    )
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="stop_work_orders", verbose_name=_("Inspection")
    )
    ground = models.CharField(_("Ground of the stop"), max_length=2, choices=Ground)
    danger = models.CharField(_("Danger"), max_length=10, choices=Danger, blank=True)
    scope = models.CharField(_("Scope"), max_length=10, choices=Scope)
    place = models.CharField(_("Where work stops"), max_length=PLACE_LENGTH)
    facts = models.CharField(_("Facts and reasons"), max_length=FACTS_LENGTH)
    stopped_on = models.DateField(_("Work stops from"))
    days = models.PositiveSmallIntegerField(_("For how many days"), null=True, blank=True)
    approved_on = models.DateField(_("Approved by the ministry on"), null=True, blank=True)
    approval = models.CharField(_("Letter of approval"), max_length=60, blank=True)
    applied_on = models.DateField(_("Resumption applied for on"), null=True, editable=False)
    verified_on = models.DateField(_("Verified on"), null=True, editable=False)
    verified = models.CharField(_("What was verified"), max_length=FACTS_LENGTH, blank=True, editable=False)

    objects = StopWorkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stop-work order")
        verbose_name_plural = _("Orders to stop work")
        ordering = ["-stopped_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=StopWorkState.values),
                name="stop_work_state_known",
                violation_error_message=_("The state of the order is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(verified_on__gte=F("applied_on")),
                name="stop_work_verified_on_application",
                violation_error_message=_("Nothing is verified before it was applied for."),
            ),
            models.CheckConstraint(
                condition=~Q(state=StopWorkState.RESUMED) | Q(verified_on__isnull=False, applied_on__isnull=False),
                name="stop_work_resumed_after_verification",
                violation_error_message=_("Work is resumed only on application and after verification."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("stopwork:record", args=[self.pk])

    @property
    def employer(self) -> Employer:
        return self.inspection.employer

    def keep_keys(self) -> None:
        """An order belongs to the unit of its inspection."""
        self.unit_id = self.inspection.unit_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
