from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.workflow.scope import KeptQuerySet
from programs.training.models.records import (
    REFERENCE_LENGTH,
    InstituteRecord,
    OfClass,
    OfClassQuerySet,
    key_field,
)
from programs.training.states import Kind, Status


class TrainingClass(InstituteRecord):
    """A class belongs to the year in which it starts."""

    TEXTS = {"code": "code_key", "name": "name_key", "provider": "provider_key"}

    code = models.CharField(_("Class code"), max_length=REFERENCE_LENGTH)
    name = models.CharField(_("Class name"), max_length=200)
    kind = models.CharField(_("Kind of class"), max_length=20, choices=Kind)
    starts_on = models.DateField(_("Starts on"), db_index=True)
    ends_on = models.DateField(_("Ends on"))
    capacity = models.PositiveIntegerField(_("Places"))
    provider = models.CharField(_("Training provider"), max_length=200, blank=True)
    commissioned_by = models.CharField(_("Commissioning body"), max_length=200, blank=True)
    hours = models.PositiveIntegerField(_("Hours of training"), null=True, blank=True)
    code_key = key_field()
    name_key = key_field()
    provider_key = key_field()

    objects = KeptQuerySet["TrainingClass"].as_manager()

    class Meta:
        verbose_name = _("Training class")
        verbose_name_plural = _("Training classes")
        ordering = ["-starts_on", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code_key"],
                condition=Q(voided_at__isnull=True),
                name="training_class_code_stands_once",
                violation_error_message=_("There is already a class with this code."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_class_ends_after_it_starts",
                violation_error_message=_("A class cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("training_classes:record", args=[self.pk])


class Enrolment(OfClass):
    """One trainee of one class, known by a reference and never by name.

    `employed` is null while nobody has looked; it follows from the finding of the follow-up, or from a file.
    """

    TEXTS = {"trainee": "trainee_key"}

    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("Class")
    )
    trainee = models.CharField(_("Trainee reference"), max_length=REFERENCE_LENGTH)
    status = models.CharField(_("Status of training"), max_length=20, choices=Status)
    employed = models.BooleanField(_("Employed after training"), null=True, blank=True)
    relief_job = models.BooleanField(_("Publicly subsidised relief job"), null=True, blank=True)
    trainee_key = key_field()

    objects = OfClassQuerySet["Enrolment"].as_manager()

    class Meta:
        verbose_name = _("Enrolment")
        verbose_name_plural = _("Enrolments")
        ordering = ["training_class", "trainee", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "trainee_key"],
                condition=Q(voided_at__isnull=True),
                name="enrolment_stands_once_a_class",
                violation_error_message=_("This trainee is enrolled in this class already."),
            )
        ]
        indexes = [models.Index(fields=["training_class", "status"], name="enrolment_status")]

    def __str__(self) -> str:
        """Without the class, which history would have to read for each of thousands."""
        return self.trainee

    def get_absolute_url(self) -> str:
        return reverse("enrolments:record", args=[self.pk])
