from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from inspections.models.inspections import PROJECT_LENGTH, Inspection
from inspections.states import InspectionKind
from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.workflow.scope import KeptQuerySet

PURPOSE_LENGTH = 500


class Project(Tracked):
    """Inspections with one purpose. They name it by its name, so that a file needs no more than that."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    name = models.CharField(_("Project"), max_length=PROJECT_LENGTH)
    purpose = models.CharField(_("Purpose"), max_length=PURPOSE_LENGTH, blank=True)
    starts_on = models.DateField(_("Project begins on"))
    ends_on = models.DateField(_("Project ends on"))
    name_key = models.CharField(max_length=2 * PROJECT_LENGTH, editable=False)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = KeptQuerySet[Any].as_manager()

    class Meta:
        verbose_name = _("Inspection project")
        verbose_name_plural = _("Inspection projects")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name_key"],
                condition=Q(voided_at__isnull=True),
                name="project_name_stands_once",
                violation_error_message=_("The unit already has a project of this name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_begins",
                violation_error_message=_("A project cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:record", args=[self.pk])

    def keep_keys(self) -> None:
        self.name_key = normalise(self.name)[: 2 * PROJECT_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class TargetQuerySet(KeptQuerySet[Any]):
    unit_path = "project__unit"

    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True, project__voided_at__isnull=True)


class ProjectTarget(Tracked):
    """An employer on the inspection list of a project."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="targets", verbose_name=_("Inspection project")
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("Employer on an inspection list")
        verbose_name_plural = _("Employers on inspection lists")
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "employer"],
                condition=Q(voided_at__isnull=True),
                name="project_lists_an_employer_once",
                violation_error_message=_("This employer is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.employer)

    @property
    def unit_id(self) -> int:
        return self.project.unit_id

    @property
    def unit(self) -> Unit:
        return self.project.unit


class PlanLine(Tracked):
    """How many inspections of a kind, of one project or of all, a unit plans for a ROC year."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    year = models.PositiveSmallIntegerField(_("Year"))
    kind = models.CharField(_("Kind of inspection"), max_length=20, choices=InspectionKind)
    project = models.CharField(_("Project"), max_length=PROJECT_LENGTH, blank=True)
    planned = models.PositiveIntegerField(_("Planned"))
    project_key = models.CharField(max_length=2 * PROJECT_LENGTH, editable=False, default="")
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = KeptQuerySet[Any].as_manager()

    class Meta:
        verbose_name = _("Line of a yearly plan")
        verbose_name_plural = _("Lines of yearly plans")
        ordering = ["-year", "unit", "kind", "project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "kind", "project_key"],
                condition=Q(voided_at__isnull=True),
                name="plan_line_stands_once",
                violation_error_message=_("The plan of this year already has a line of this kind and project."),
            )
        ]

    def __str__(self) -> str:
        kind = str(InspectionKind(self.kind).label)
        what = pgettext("a kind and its project", "{kind}: {project}").format(kind=kind, project=self.project)
        return gettext("{year} {unit} {what}").format(
            year=self.year, unit=self.unit.label, what=what if self.project else kind
        )

    def get_absolute_url(self) -> str:
        return reverse("plans:record", args=[self.pk])

    def keep_keys(self) -> None:
        self.project_key = normalise(self.project)[: 2 * PROJECT_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class Briefing(models.Model):
    """That somebody was shown an employer's standing and history before an inspection; written once."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("Person")
    )
    shown_at = models.DateTimeField(_("Shown"), default=timezone.now)
    told = models.JSONField(_("What was shown"), default=list)
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="briefings", verbose_name=_("Inspection"), null=True
    )

    class Meta:
        verbose_name = _("Briefing before an inspection")
        verbose_name_plural = _("Briefings before inspections")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["employer", "person"], name="briefing_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.employer}"
