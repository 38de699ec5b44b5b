from pathlib import Path
from typing import Self
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.audit.models import Tracked
from laborportal.imports.storage import private_files
from laborportal.workflow.models import CaseLink, Stateful


class Case(Stateful):
    """A case with a number of its own, of one unit. Everything but the subject matter is here."""

    number = models.CharField(
        _("Case number"),
        max_length=40,
        unique=True,
        editable=False,
        error_messages={"unique": _("This case number is taken.")},
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number


def place_of(attachment: "Attachment", name: str) -> str:
    """The name that a person gave stays in the database: here it could only do harm."""
    return f"attachments/{uuid4().hex}{Path(name).suffix.lower()[:5]}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def standing(self) -> Self:
        return self.filter(voided_at=None)

    def of(self, case: models.Model) -> Self:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class Attachment(Tracked, CaseLink):
    """A file that belongs to a case. It is voided with a reason, and then opened by nobody; never deleted."""

    file = models.FileField(_("File"), storage=private_files, upload_to=place_of, max_length=255, editable=False)
    file_name = models.CharField(_("File"), max_length=255)
    size = models.PositiveBigIntegerField(_("Size"))
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    note = models.CharField(_("What it is"), max_length=200, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Person"))
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Attachment")
        verbose_name_plural = _("Attachments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="attachment_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id", "sha256"],
                condition=models.Q(voided_at__isnull=True),
                name="attachment_once_a_case",
                violation_error_message=_("This very file is attached to the case already."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class CalendarAddress(Tracked):
    """Lets a calendar program read what its person may see. The address is shown once; only its digest is kept."""

    person = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="calendar_addresses", verbose_name=_("Person")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(_("Last used"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, editable=False)

    class Meta:
        verbose_name = _("Secret address of the calendar")
        verbose_name_plural = _("Secret addresses of the calendar")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="calendar_address_one_in_force",
                violation_error_message=_("This person has an address in force already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class NumberSeries(models.Model):
    """The last number given under a prefix in a ROC year."""

    prefix = models.CharField(_("Prefix"), max_length=20)
    year = models.PositiveSmallIntegerField(_("Year"))
    last = models.PositiveIntegerField(_("Last number"), default=0)

    class Meta:
        verbose_name = _("Number series")
        verbose_name_plural = _("Number series")
        ordering = ["year", "prefix", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year"],
                name="number_series_once_a_year",
                violation_error_message=_("This year has a series with this prefix already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.prefix}"
