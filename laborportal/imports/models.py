"""What was imported, when and by whom; and the rows of official files that wait for a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One import that wrote something; its records are found by the history's import_id."""

    dataset = models.CharField(_("dataset or official format"), max_length=60)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("import started"), default=timezone.now)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_created = models.PositiveIntegerField(_("rows created"), default=0)
    rows_updated = models.PositiveIntegerField(_("rows updated"), default=0)
    rows_unchanged = models.PositiveIntegerField(_("rows unchanged"), default=0)
    rows_held = models.PositiveIntegerField(_("rows held"), default=0)
    rows_skipped = models.PositiveIntegerField(_("rows skipped"), default=0)
    rows_rejected = models.PositiveIntegerField(_("rows rejected"), default=0)
    reverted_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"


class HeldRow(models.Model):
    """A row of an official file that cannot become a record as it stands. The same row is held once."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waiting for correction")
        MENDED = "mended", _("Mended")
        DISMISSED = "dismissed", _("Dismissed")
        WITHDRAWN = "withdrawn", _("Taken back with its import")

    run = models.ForeignKey(ImportRun, verbose_name=_("import"), on_delete=models.PROTECT, related_name="held")
    dataset = models.CharField(_("official format"), max_length=60)
    row = models.PositiveIntegerField(_("row of the file"))
    digest = models.CharField(max_length=64, editable=False)
    cells = models.JSONField(_("the row as published"))
    problems = models.JSONField(_("what is wrong"))
    outcome = models.CharField(_("outcome of the row"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("held row")
        verbose_name_plural = _("held rows")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "digest"],
                name="row_held_once",
                violation_error_message=_("This row is held already."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["open", "mended", "dismissed", "withdrawn"]),
                name="held_row_outcome_known",
                violation_error_message=_("A held row waits, or it is mended, dismissed or taken back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run}: {self.row}"
