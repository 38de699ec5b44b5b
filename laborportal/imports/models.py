"""What was handed in and imported, when and by whom; and the rows of official files that wait for a person."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laborportal.imports import progress
from laborportal.imports.storage import place_of, private_files


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
    columns = models.JSONField(null=True, editable=False)
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

    @property
    def texts(self) -> dict[str, str]:
        """The cells in the order in which they were published; PostgreSQL keeps none in JSON."""
        return {name: self.cells[name] for name in self.columns or self.cells}


class Errand(models.Model):
    """What a person leaves to the background worker. `attempt` counts how often the order was given (see stages)."""

    SILENCE = timedelta(minutes=2)
    UNDER_WAY: frozenset[str]

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=10)
    since = models.DateTimeField(_("in this stage since"), default=timezone.now)
    attempt = models.PositiveIntegerField(default=0)
    complaint = models.TextField(blank=True)
    stage = models.CharField(_("stage"), max_length=10)

    class Meta:
        abstract = True

    @property
    def path(self) -> Path:
        """Beside it lies how far the run has come."""
        raise NotImplementedError

    @property
    def under_way(self) -> bool:
        return self.stage in self.UNDER_WAY

    @property
    def stuck(self) -> bool:
        """Nothing was heard of the run for longer than any of its steps takes."""
        heard = max(filter(None, [self.since, progress.last_sign(self.path)]))
        return self.under_way and timezone.now() - heard > self.SILENCE

    @property
    def progress(self) -> progress.Done:
        return progress.told(self.path)


class Upload(Errand):
    """A file on its way: read in the background, looked at, then applied or not. `digest` is that of the plan shown."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READING = "reading", _("Being read")
        READ = "read", _("Read, nothing written yet")
        UNREADABLE = "unreadable", _("Cannot be read")
        ORDERED = "ordered", _("Waiting to be imported")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        DISCARDED = "discarded", _("Not imported")
        FAILED = "failed", _("Broken off")

    UNDER_WAY = frozenset([Stage.WAITING, Stage.READING, Stage.ORDERED, Stage.APPLYING])

    dataset = models.CharField(_("dataset or official format"), max_length=60)
    file = models.FileField(_("file"), storage=private_files, upload_to=place_of, max_length=255)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.WAITING)
    accept_valid = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    run = models.OneToOneField(
        ImportRun, verbose_name=_("import"), on_delete=models.PROTECT, related_name="upload", null=True
    )

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="applied") | Q(run__isnull=False),
                name="applied_upload_names_its_import",
                violation_error_message=_("An imported file names its import."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        return Path(self.file.path)


class UploadLine(models.Model):
    """A line of what an uploaded file would do: a problem, a new record, a change. Read again, all are replaced."""

    class Kind(models.TextChoices):
        ERROR = "error", _("Errors")
        WARNING = "warning", _("Unusual values")
        CREATED = "created", _("New records")
        CHANGED = "changed", _("Changes")

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind)
    row = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        verbose_name = _("line of a preview")
        verbose_name_plural = _("lines of a preview")
        ordering = ["pk"]
        indexes = [models.Index(fields=["upload", "kind", "id"], name="upload_line_kind")]

    def __str__(self) -> str:
        return f"{self.upload}: {self.row}"


class Reversal(Errand):
    """The taking back of an import, carried out in the background; what became of it last."""

    class Stage(models.TextChoices):
        WAITING = "waiting", _("Waiting to be taken back")
        REVERTING = "reverting", _("Being taken back")
        DONE = "done", _("Taken back")
        REFUSED = "refused", _("Not taken back")
        FAILED = "failed", _("Broken off")

    UNDER_WAY = frozenset([Stage.WAITING, Stage.REVERTING])
    SHOWN = 50

    run = models.OneToOneField(
        ImportRun, verbose_name=_("import"), on_delete=models.PROTECT, related_name="reversal", primary_key=True
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.WAITING)
    obstacles = models.JSONField(default=list)
    unshown = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("taking back of an import")
        verbose_name_plural = _("takings back of imports")

    def __str__(self) -> str:
        return str(self.run)

    @property
    def path(self) -> Path:
        return Path(settings.PRIVATE_FILES) / "imports" / f"reversal-{self.pk}"
