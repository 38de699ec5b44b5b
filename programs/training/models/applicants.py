from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.training.models.classes import TrainingClass
from programs.training.models.records import REFERENCE_LENGTH, OfClass, OfClassQuerySet, key_field
from programs.training.states import Standing


class Applicant(OfClass):
    """Somebody who has applied for a class and is no trainee yet; admission makes the enrolment."""

    TEXTS = {"applicant": "applicant_key"}

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="applicants", verbose_name=_("Class")
    )
    applicant = models.CharField(_("Applicant reference"), max_length=REFERENCE_LENGTH)
    applied_on = models.DateField(_("Applied for the class on"))
    standing = models.CharField(_("Standing of the application"), max_length=20, choices=Standing)
    applicant_key = key_field()

    objects = OfClassQuerySet["Applicant"].as_manager()

    class Meta:
        verbose_name = _("Applicant")
        verbose_name_plural = _("Applicants")
        ordering = ["training_class", "applied_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "applicant_key"],
                condition=Q(voided_at__isnull=True),
                name="applicant_stands_once_a_class",
                violation_error_message=_("This person has applied for this class already."),
            )
        ]
        indexes = [models.Index(fields=["training_class", "standing"], name="applicant_standing")]

    def __str__(self) -> str:
        return self.applicant

    def get_absolute_url(self) -> str:
        return reverse("training_applicants:record", args=[self.pk])
