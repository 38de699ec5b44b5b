from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laborportal.audit.models import Tracked
from laborportal.parameters.declarations import all_parameters
from laborportal.rocyear.dates import format_date


class DatedQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(voided_at=None)


class Dated(Tracked):
    """An entry of public law or of an official calendar; it is voided with a reason, never changed."""

    citation = models.CharField(_("Official source"), max_length=300)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class ParameterValue(Dated):
    code = models.CharField(_("Parameter"), max_length=60, editable=False)
    valid_from = models.DateField(_("Valid from"))
    value = models.DecimalField(_("Value"), max_digits=15, decimal_places=4)
    note = models.CharField(_("Note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Value of a parameter")
        verbose_name_plural = _("Values of parameters")
        ordering = ["code", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(voided_at__isnull=True),
                name="parameter_value_stands_once_a_day",
                violation_error_message=_(
                    "There is a value that begins on this day. If it is wrong, void it first, with the reason."
                ),
            )
        ]

    def __str__(self) -> str:
        parameter = all_parameters().get(self.code)
        label = parameter.label if parameter else self.code
        return _("{parameter} from {day}").format(parameter=label, day=format_date(self.valid_from))


class Holiday(Dated):
    """A day on which offices rest although it is no weekend, or work although it is a Saturday."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Day off")
        WORKDAY = "workday", _("Make-up workday")

    day = models.DateField(_("Day"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind)
    name = models.CharField(_("Name"), max_length=100)

    class Meta:
        verbose_name = _("Holiday or make-up workday")
        verbose_name_plural = _("Holidays and make-up workdays")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(voided_at__isnull=True),
                name="holiday_stands_once",
                violation_error_message=_(
                    "This day is in the calendar already. If the entry is wrong, void it first, with the reason."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{format_date(self.day)} {self.name}"
