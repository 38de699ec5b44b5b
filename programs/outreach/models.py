from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.exports.normalise import normalise
from laborportal.rocyear.dates import LAST_YEAR
from laborportal.workflow.scope import KeptQuerySet
from programs.outreach.states import Channel, Contest, Metric

TITLE_LENGTH = 200
NAME_LENGTH = 100
SOURCE_LENGTH = 300
# Compared texts can be longer than what was typed: NFKC spells some signs out.
KEY_LENGTH = 600


class Kept(Tracked):
    """What one unit keeps of a year; *TEXTS* are compared and searched as their normalised copies."""

    TEXTS: ClassVar[Mapping[str, str]]

    year = models.PositiveSmallIntegerField(_("Year"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"), editable=False)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = KeptQuerySet[Any].as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=1, year__lte=LAST_YEAR),
                name="%(class)s_year_is_roc",
                violation_error_message=_("The year is not a ROC year."),
            )
        ]

    def keep_keys(self) -> None:
        for name, key in self.TEXTS.items():
            setattr(self, key, normalise(getattr(self, name))[:KEY_LENGTH])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class ContestEntry(Kept):
    """One work handed in to a contest; `won` whether it got a prize."""

    TEXTS: ClassVar[Mapping[str, str]] = {
        "entry": "entry_key",
        "school": "school_key",
        "group": "group_key",
        "title": "title_key",
    }

    contest = models.CharField(_("Contest"), max_length=20, choices=Contest)
    entry = models.CharField(_("Entry number"), max_length=50)
    school = models.CharField(_("School"), max_length=NAME_LENGTH, blank=True)
    group = models.CharField(_("Group"), max_length=NAME_LENGTH, blank=True)
    title = models.CharField(_("Title of the work"), max_length=TITLE_LENGTH)
    won = models.BooleanField(_("Awarded"))
    entry_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    school_key = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    group_key = models.CharField(max_length=KEY_LENGTH, editable=False, default="")
    title_key = models.CharField(max_length=KEY_LENGTH, editable=False)

    class Meta(Kept.Meta):
        verbose_name = _("Contest entry")
        verbose_name_plural = _("Contest entries")
        ordering = ["-year", "contest", "entry_key", "pk"]
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "contest", "entry_key"],
                condition=Q(voided_at__isnull=True),
                name="contest_entry_stands_once",
                violation_error_message=_("There is already an entry with this number in the contest of this year."),
            ),
            models.CheckConstraint(
                condition=Q(contest__in=Contest.values),
                name="contest_entry_contest_known",
                violation_error_message=_("The contest is not one of those in use."),
            ),
        ]
        indexes = [models.Index(fields=["year", "contest", "won"], name="contest_entry_counted")]

    def __str__(self) -> str:
        return f"{self.entry} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("contest_entries:record", args=[self.pk])


class MediaMetric(Kept):
    """A number that somebody read off a channel on a day: it is true as of that day and by that source only."""

    TEXTS: ClassVar[Mapping[str, str]] = {"work": "work_key", "source": "source_key"}

    work = models.CharField(_("Work"), max_length=TITLE_LENGTH)
    channel = models.CharField(_("Channel"), max_length=20, choices=Channel)
    metric = models.CharField(_("Metric"), max_length=20, choices=Metric)
    value = models.PositiveIntegerField(_("Value"))
    as_of = models.DateField(_("As of"))
    source = models.CharField(_("Source"), max_length=SOURCE_LENGTH)
    work_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    source_key = models.CharField(max_length=KEY_LENGTH, editable=False)

    class Meta(Kept.Meta):
        verbose_name = _("Media metric")
        verbose_name_plural = _("Media metrics")
        ordering = ["-year", "work_key", "channel", "metric", "pk"]
        constraints = [
            *Kept.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "work_key", "channel", "metric"],
                condition=Q(voided_at__isnull=True),
                name="media_metric_stands_once",
                violation_error_message=_("This work already has this metric of this channel in this year."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values) & Q(metric__in=Metric.values),
                name="media_metric_codes_known",
                violation_error_message=_("The channel or the metric is not one of those in use."),
            ),
        ]
        indexes = [models.Index(fields=["year", "channel", "metric"], name="media_metric_counted")]

    def __str__(self) -> str:
        return f"{self.work} {self.get_channel_display()} {self.get_metric_display()}"

    def get_absolute_url(self) -> str:
        return reverse("media_metrics:record", args=[self.pk])
