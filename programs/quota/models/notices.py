from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.audit.models import Tracked
from laborportal.cases.models import Case
from laborportal.employers.models import Employer
from laborportal.rocyear.dates import format_date
from laborportal.workflow.scope import KeptQuerySet
from programs.quota.models.months import QuotaMonth
from programs.quota.states import NoticeKind, NoticeState

NUMBER_PREFIXES: Mapping[str, str] = {
    NoticeKind.NEWLY_SHORT: "定新",
    NoticeKind.LONG_SHORT: "定久",
    NoticeKind.ASSESSMENT: "定核",
}
LETTER_LENGTH = 60


class Notice(Case):
    """A letter about one month of one employer.

    *months_short*, *shortage* and *levy* are what the letter says: a later correction of the month does not change it.
    """

    state = models.CharField(
        _("State"), max_length=20, choices=NoticeState, default=NoticeState.PROPOSED, editable=False
    )
    kind = models.CharField(_("Kind"), max_length=20, choices=NoticeKind)
    about = models.ForeignKey(QuotaMonth, on_delete=models.PROTECT, related_name="notices", verbose_name=_("Month"))
    months_short = models.PositiveSmallIntegerField(_("Consecutive months short"))
    shortage = models.PositiveIntegerField(_("Shortage"))
    levy = models.PositiveBigIntegerField(_("Difference subsidy (NT$)"), null=True)
    letter_number = models.CharField(_("Letter number"), max_length=LETTER_LENGTH, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True)
    served_on = models.DateField(_("Letter served on"), null=True)

    objects = KeptQuerySet["Notice"].as_manager()

    class Meta:
        verbose_name = _("Quota notice")
        verbose_name_plural = _("Quota notices")
        ordering = ["-about__month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "kind"],
                condition=Q(voided_at__isnull=True) & ~Q(state=NoticeState.WITHDRAWN),
                name="quota_notice_once_a_month",
                violation_error_message=_("There is a letter of this kind about this month already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=NoticeState.values),
                name="quota_notice_state_known",
                violation_error_message=_("The state of the letter is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=models.F("issued_on")),
                name="quota_notice_served_after_issue",
                violation_error_message=_("A letter is served on the day of its issue or later."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("quota_notices:record", args=[self.pk])

    @property
    def employer(self) -> Employer:
        return self.about.employer

    @property
    def month(self) -> date:
        return self.about.month

    @property
    def is_assessment(self) -> bool:
        return self.kind == NoticeKind.ASSESSMENT


class PaymentQuerySet(KeptQuerySet["LevyPayment"]):
    unit_path = "about__unit"


class LevyPayment(Tracked):
    """What an employer paid of the difference subsidy of a month, in NT$; late fees are not part of it."""

    about = models.ForeignKey(QuotaMonth, on_delete=models.PROTECT, related_name="payments", verbose_name=_("Month"))
    paid_on = models.DateField(_("Paid on"))
    amount = models.PositiveBigIntegerField(_("Amount paid (NT$)"))
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Payment of the difference subsidy")
        verbose_name_plural = _("Payments of the difference subsidy")
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=1),
                name="quota_payment_of_something",
                violation_error_message=_("A payment is at least NT$1."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.about} {format_date(self.paid_on)}"

    @property
    def unit_id(self) -> Any:
        return self.about.unit_id
