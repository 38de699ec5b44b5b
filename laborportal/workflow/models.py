from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, Unit
from laborportal.accounts.policies import Person, units_of
from laborportal.audit.models import Tracked


class Stateful(Tracked):
    """A record with a state. The state is written by this app alone: `perform`, `settle` and `void`."""

    state = models.CharField(_("State"), max_length=20, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"), editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("Officer in charge"),
    )
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True


class CaseLink(models.Model):
    """Points at a case of any app; only history, approvals, what waits and attachments do so."""

    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    case_id = models.PositiveBigIntegerField()
    case = GenericForeignKey("case_type", "case_id")

    class Meta:
        abstract = True


class Decision(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    REOPENED = "reopened", _("Reopened")
    NOTED = "noted", _("Noted")


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def of(self, case: models.Model) -> Self:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class Approval(CaseLink):
    """One step of a case on its way: who submitted, signed, returned or reopened which version of it."""

    version = models.PositiveIntegerField(_("Version"))
    step = models.CharField(_("Step"), max_length=50)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("Person")
    )
    decision = models.CharField(_("Decision"), max_length=20, choices=Decision)
    reason = models.TextField(_("Reason"), blank=True)
    at = models.DateTimeField(_("When"), default=timezone.now)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Approval")
        verbose_name_plural = _("Approvals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id", "version"],
                name="approval_once_per_version",
                violation_error_message=_("This version of the case has been decided already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_decision_display()}"


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def of(self, case: models.Model) -> Self:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)

    def for_decision_by(self, user: Person) -> Self:
        """What *user* may decide on: never what the person submitted or has in charge."""
        waiting = self.filter(role=Role.SUPERVISOR, unit__in=units_of(user, Role.SUPERVISOR))
        return waiting.exclude(submitted_by=user.pk).exclude(officer=user.pk)

    def decided_by_others(self, user: Person) -> Self:
        """What *user* submitted or has in charge, and others decide."""
        return self.filter(Q(submitted_by=user.pk) | Q(officer=user.pk), role=Role.SUPERVISOR)

    def to_finish_by(self, user: Person) -> Self:
        """Drafts and returned cases that *user* has to go on with."""
        nobodys = Q(person=None, unit__in=units_of(user, Role.STAFF))
        return self.filter(nobodys | Q(person=user.pk), role=Role.STAFF)


class Waiting(CaseLink):
    """A case waits for somebody: the queue and the calendar read these rows and nothing else."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("Person")
    )
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField(_("State"), max_length=20)
    since = models.DateTimeField(_("Since"), default=timezone.now)
    due = models.DateField(_("Due"), null=True)
    remark = models.CharField(_("Reason"), max_length=500, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Waiting case")
        verbose_name_plural = _("Waiting cases")
        ordering = [models.F("due").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["unit", "role", "due"], name="waiting_unit"),
            models.Index(fields=["case_type", "case_id"], name="waiting_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.unit}"
