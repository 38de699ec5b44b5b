from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.accounts.policies import Person, sees_everything, units_of
from laborportal.audit.models import Tracked
from laborportal.exports.normalise import normalise


class Series(Tracked):
    code = models.SlugField(_("Code"), max_length=40, unique=True)
    name = models.CharField(_("Name in Chinese"), max_length=100)
    name_en = models.CharField(_("Name in English"), max_length=100)
    unit = models.ForeignKey(Unit, verbose_name=_("Unit"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Activity series")
        verbose_name_plural = _("Activity series")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


TEXTS = {"number": "number_key", "title": "title_key", "school": "school_key", "venue": "venue_key"}
KEY_LENGTH = 400


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The stored comparison texts that follow from those of *values* that have one."""
    return {key: normalise(values[name] or "")[:KEY_LENGTH] for name, key in TEXTS.items() if name in values}


class ActivityQuerySet(models.QuerySet["Activity"]):
    def standing(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def visible_to(self, user: Person) -> Self:
        return self if sees_everything(user) else self.filter(series__unit__in=units_of(user))


class Activity(Tracked):
    number = models.CharField(_("Activity number"), max_length=50)
    series = models.ForeignKey(Series, verbose_name=_("Series"), on_delete=models.PROTECT, related_name="activities")
    held_on = models.DateField(_("Held on"), db_index=True)
    title = models.CharField(_("Activity title"), max_length=200)
    sessions = models.PositiveIntegerField(_("Sessions"), default=1)
    attendance = models.PositiveIntegerField(_("Attendance"), null=True, blank=True)
    school = models.CharField(_("School"), max_length=100, blank=True)
    venue = models.CharField(_("Venue"), max_length=200, blank=True)
    films = models.PositiveIntegerField(_("Films shown"), null=True, blank=True)
    interviewed = models.PositiveIntegerField(_("Interviewed"), null=True, blank=True)
    matched = models.PositiveIntegerField(_("Matched"), null=True, blank=True)
    interviewed_45 = models.PositiveIntegerField(_("Interviewed, aged 45 and over"), null=True, blank=True)
    matched_45 = models.PositiveIntegerField(_("Matched, aged 45 and over"), null=True, blank=True)
    # What filters, searches and distinct counts compare; written by keep_keys() alone.
    number_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    title_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    school_key = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    venue_key = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    void_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Activity")
        verbose_name_plural = _("Activities")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="activity_number_stands_once",
                violation_error_message=_("There is already an activity with this number."),
            ),
            models.CheckConstraint(
                condition=Q(matched__lte=F("interviewed")) | Q(matched__isnull=True) | Q(interviewed__isnull=True),
                name="activity_matched_within_interviewed",
                violation_error_message=_("More persons matched than interviewed."),
            ),
            models.CheckConstraint(
                condition=Q(matched_45__lte=F("interviewed_45"))
                | Q(matched_45__isnull=True)
                | Q(interviewed_45__isnull=True),
                name="activity_matched_45_within_interviewed_45",
                violation_error_message=_("More persons aged 45 and over matched than interviewed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("activities:record", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.series.unit

    @property
    def unit_id(self) -> int:
        return self.series.unit_id

    def keep_keys(self) -> None:
        for field, value in keys_of({name: getattr(self, name) for name in TEXTS}).items():
            setattr(self, field, value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
