from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.workflow.scope import KeptQuerySet


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


class ActivityQuerySet(KeptQuerySet["Activity"]):
    unit_path = "series__unit"


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


ITEMS = 25
"""So many items has the self-check of the guideline on working from home (112-03-01)."""


class TopicCode(models.TextChoices):
    REMOTE_WORK = "remote_work", pgettext_lazy("topic of a visit", "Remote work")
    FACILITIES = "facilities", pgettext_lazy("topic of a visit", "Nursing room and childcare")
    QUOTA = "quota", pgettext_lazy("topic of a visit", "Disability quota")
    AGE = "age", pgettext_lazy("topic of a visit", "Age-friendly workplace")
    SAFETY = "safety", pgettext_lazy("topic of a visit", "Occupational safety and health")


class VisitTopic(Tracked):
    """Who keeps the visits of a topic; every installation starts with one row for each."""

    code = models.CharField(_("Code"), max_length=20, unique=True, choices=TopicCode)
    unit = models.ForeignKey(Unit, verbose_name=_("Unit"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Topic of guidance visits")
        verbose_name_plural = _("Topics of guidance visits")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(TopicCode(self.code).label)


class GuidanceVisitQuerySet(KeptQuerySet["GuidanceVisit"]):
    unit_path = "topic__unit"


class GuidanceVisit(Tracked):
    """`items_met` is the number of items of the self-check that were met; only remote work has one."""

    number = models.CharField(_("Visit number"), max_length=50)
    topic = models.ForeignKey(VisitTopic, verbose_name=_("Topic"), on_delete=models.PROTECT, related_name="visits")
    visited_on = models.DateField(_("Visited on"), db_index=True)
    employer = models.ForeignKey(Employer, verbose_name=_("Employer"), on_delete=models.PROTECT, related_name="+")
    items_met = models.PositiveSmallIntegerField(_("Self-check items met"), null=True, blank=True)
    # What the key, filters and search compare; written by keep_keys() alone.
    number_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    void_reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = GuidanceVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Guidance visit")
        verbose_name_plural = _("Guidance visits")
        ordering = ["-visited_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="visit_number_stands_once",
                violation_error_message=_("There is already a visit with this number."),
            ),
            models.CheckConstraint(
                condition=Q(items_met__isnull=True) | Q(items_met__lte=ITEMS),
                name="visit_items_met_to_25",
                violation_error_message=_("The self-check has 25 items."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("visits:record", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.topic.unit

    @property
    def unit_id(self) -> int:
        return self.topic.unit_id

    def keep_keys(self) -> None:
        self.number_key = normalise(self.number)[:KEY_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
