from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laborportal.rocyear.dates import today
from laborportal.workflow.scope import KeptQuerySet
from programs.training.models.classes import Enrolment
from programs.training.models.records import KeptRecord
from programs.training.states import Evidence


class EmploymentFinding(KeptRecord):
    """Whether a graduate has a job, by which evidence, and who was asked again to check it."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="findings", verbose_name=_("Enrolment")
    )
    employed = models.BooleanField(_("Employed after training"))
    relief_job = models.BooleanField(_("Publicly subsidised relief job"), null=True, blank=True)
    evidence = models.CharField(_("Kind of evidence"), max_length=20, choices=Evidence)
    found_on = models.DateField(_("Day of the evidence"))
    phoned_on = models.DateField(_("Checked by phone on"), null=True, blank=True)
    visited_on = models.DateField(_("Checked on site on"), null=True, blank=True)
    entered_on = models.DateField(_("Entered on"), default=today, editable=False)

    objects = KeptQuerySet["EmploymentFinding"].as_manager()

    class Meta:
        verbose_name = _("Finding of the employment follow-up")
        verbose_name_plural = _("Findings of the employment follow-up")
        ordering = ["enrolment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(voided_at__isnull=True),
                name="finding_stands_once_a_trainee",
                violation_error_message=_("The follow-up of this trainee has a finding already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment.trainee}"
