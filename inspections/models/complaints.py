from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.models.inspections import Inspection
from inspections.states import ComplaintState, ReplyLaw
from laborportal.accounts.models import User
from laborportal.cases.models import Case
from laborportal.employers.models import Employer
from laborportal.workflow.scope import KeptQuerySet

SUBJECT_LENGTH = 500


class ComplaintQuerySet(KeptQuerySet["Complaint"]):
    pass


class Complaint(Case):
    """What was complained of; never who did, which stands sealed in ComplaintOrigin. `officer` is its handler."""

    state = models.CharField(
        _("State"), max_length=20, choices=ComplaintState, default=ComplaintState.RECEIVED, editable=False
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    received_on = models.DateField(_("Received on"))
    law = models.CharField(_("Answered by"), max_length=20, choices=ReplyLaw)
    subject = models.CharField(_("What is complained of"), max_length=SUBJECT_LENGTH)
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        related_name="complaints",
        verbose_name=_("Inspection"),
        null=True,
        blank=True,
    )
    answered_on = models.DateField(_("Answered on"), null=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("Complaint")
        verbose_name_plural = _("Complaints")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ComplaintState.values),
                name="complaint_state_known",
                violation_error_message=_("The state of the complaint is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                name="complaint_answered_after_received",
                violation_error_message=_("A complaint cannot be answered before it was received."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("complaints:record", args=[self.pk])

    @property
    def handler(self) -> str:
        """The user name of the one person who may see who complained."""
        return self.officer.username if self.officer else ""

    @handler.setter
    def handler(self, username: str) -> None:
        self.officer = User.objects.get(username=username) if username else None


class ComplaintOrigin(models.Model):
    """Who complained and what would tell it, sealed (`inspections.sealing`): opened for the handler alone.

    Whistleblower rules of the Labor Inspection Act, articles 6 to 8: confidential, no third person views or copies it.
    """

    complaint = models.OneToOneField(
        Complaint, on_delete=models.PROTECT, related_name="origin", verbose_name=_("Complaint")
    )
    sealed = models.TextField(editable=False)

    class Meta:
        verbose_name = _("Origin of a complaint")
        verbose_name_plural = _("Origins of complaints")

    def __str__(self) -> str:
        return str(self.complaint)
