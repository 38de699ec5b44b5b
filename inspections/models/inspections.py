from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.states import InspectionIndustry, InspectionKind, InspectionState, Result
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.workflow.models import Stateful
from laborportal.workflow.scope import KeptQuerySet

INSPECTION_NUMBER_LENGTH = 60
PROJECT_LENGTH = 100


class Inspection(Stateful):
    """An inspection that took place. The days after `stop_work` are those of its result notice (Labor Inspection Act,
    article 25) and are noted by steps; one that came in by a file has none of them."""

    state = models.CharField(
        _("State"), max_length=20, choices=InspectionState, default=InspectionState.RECORDED, editable=False
    )
    number = models.CharField(_("Inspection number"), max_length=INSPECTION_NUMBER_LENGTH)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    kind = models.CharField(_("Kind of inspection"), max_length=20, choices=InspectionKind)
    project = models.CharField(_("Project"), max_length=PROJECT_LENGTH, blank=True)
    inspected_on = models.DateField(_("Inspected on"), db_index=True)
    industry = models.CharField(_("Industry"), max_length=20, choices=InspectionIndustry)
    result = models.CharField(_("Result of the inspection"), max_length=20, choices=Result)
    stop_work = models.BooleanField(_("Stop-work"))
    notice_on = models.DateField(_("Result notice sent on"), null=True, editable=False)
    served_on = models.DateField(_("Notice served on"), null=True, editable=False)
    posted_on = models.DateField(_("Posted on site from"), null=True, editable=False)
    objected_on = models.DateField(_("Objection filed on"), null=True, editable=False)
    objection_settled_on = models.DateField(_("Objection settled on"), null=True, editable=False)
    # What filters and search compare; written by keep_keys() alone.
    number_key = models.CharField(max_length=2 * INSPECTION_NUMBER_LENGTH, editable=False)
    project_key = models.CharField(max_length=2 * PROJECT_LENGTH, editable=False, default="")

    objects = KeptQuerySet["Inspection"].as_manager()

    class Meta:
        verbose_name = _("Inspection")
        verbose_name_plural = _("Inspections")
        ordering = ["-inspected_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="inspection_number_stands_once",
                violation_error_message=_("There is already an inspection with this number."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=InspectionState.values),
                name="inspection_state_known",
                violation_error_message=_("The state of the inspection is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(notice_on__isnull=True) | Q(served_on__gte=F("notice_on")),
                name="inspection_notice_sent_before_served",
                violation_error_message=_("A notice cannot be served before it was sent."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "inspected_on"], name="inspection_of_unit"),
            models.Index(
                fields=["project_key", "inspected_on"], name="inspection_of_project", condition=~Q(project_key="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("inspections:record", args=[self.pk])

    def keep_keys(self) -> None:
        self.number_key = normalise(self.number)[: 2 * INSPECTION_NUMBER_LENGTH]
        self.project_key = normalise(self.project)[: 2 * PROJECT_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
