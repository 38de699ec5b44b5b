from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.workflow.scope import KeptQuerySet
from programs.training.models.records import REFERENCE_LENGTH, InstituteRecord, key_field
from programs.training.states import Service


class CareerService(InstituteRecord):
    """Assessments or counselling of a day, in persons."""

    TEXTS = {"number": "number_key"}

    number = models.CharField(_("Service number"), max_length=REFERENCE_LENGTH)
    kind = models.CharField(_("Kind of service"), max_length=20, choices=Service)
    served_on = models.DateField(_("Served on"), db_index=True)
    persons = models.PositiveIntegerField(_("Persons served"))
    number_key = key_field()

    objects = KeptQuerySet["CareerService"].as_manager()

    class Meta:
        verbose_name = _("Career service")
        verbose_name_plural = _("Career services")
        ordering = ["-served_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="career_service_number_stands_once",
                violation_error_message=_("There is already a career service with this number."),
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("career_services:record", args=[self.pk])
