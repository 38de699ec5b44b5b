from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.exports.normalise import normalise
from laborportal.workflow.scope import KeptQuerySet

CITY_LENGTH = 20
PERIOD_LENGTH = 20
SOURCE_LENGTH = 200
CITY_TEXTS = {
    "city": ("city_key", CITY_LENGTH),
    "period": ("period_key", PERIOD_LENGTH),
    "source": ("source_key", SOURCE_LENGTH),
}


class CityStatistic(Tracked):
    """What one source says of one city in a ROC year, for a `period` of it and as of a day.

    `accident_cases` are insurance benefit cases, `average_insured` is the average number of insured of the period.
    """

    year = models.PositiveSmallIntegerField(_("Year"))
    city = models.CharField(_("City"), max_length=CITY_LENGTH)
    fatalities = models.PositiveIntegerField(_("Fatalities"), null=True, blank=True)
    accident_cases = models.PositiveIntegerField(_("Accident benefit cases"), null=True, blank=True)
    average_insured = models.PositiveIntegerField(_("Average insured"), null=True, blank=True)
    period = models.CharField(_("Period"), max_length=PERIOD_LENGTH)
    as_of = models.DateField(_("As of"))
    source = models.CharField(_("Source"), max_length=SOURCE_LENGTH)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"), editable=False)
    # What filters, the key and the rule of one period compare; written by keep_keys() alone.
    city_key = models.CharField(max_length=2 * CITY_LENGTH, editable=False)
    period_key = models.CharField(max_length=2 * PERIOD_LENGTH, editable=False)
    source_key = models.CharField(max_length=2 * SOURCE_LENGTH, editable=False)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = KeptQuerySet["CityStatistic"].as_manager()

    class Meta:
        verbose_name = _("City statistic")
        verbose_name_plural = _("City statistics")
        ordering = ["-year", "-as_of", "source", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "city_key", "source_key"],
                condition=Q(voided_at__isnull=True),
                name="city_statistic_once_a_source",
                violation_error_message=_("This source already has a row of this city and year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.city} {self.source}"

    def get_absolute_url(self) -> str:
        return reverse("city_statistics:record", args=[self.pk])

    def keep_keys(self) -> None:
        for name, (key, length) in CITY_TEXTS.items():
            setattr(self, key, normalise(getattr(self, name))[: 2 * length])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
