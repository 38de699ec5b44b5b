from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from inspections.severity import major_grounds
from inspections.states import AccidentIndustry, AccidentStatus, PublicWorks
from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.workflow.models import Stateful
from laborportal.workflow.scope import KeptQuerySet

ACCIDENT_NUMBER_LENGTH = 60
SITE_LENGTH = 200
DISTRICT_LENGTH = 20
ACCIDENT_TEXTS = {
    "number": ("number_key", ACCIDENT_NUMBER_LENGTH),
    "site": ("site_key", SITE_LENGTH),
    "district": ("district_key", DISTRICT_LENGTH),
}


class AccidentKind(Tracked):
    """How people came to harm. Rows, which an administrator may extend."""

    code = models.SlugField(_("Code"), max_length=40, unique=True)
    name = models.CharField(_("Name in Chinese"), max_length=100)
    name_en = models.CharField(_("Name in English"), max_length=100)

    class Meta:
        verbose_name = _("Kind of accident")
        verbose_name_plural = _("Kinds of accidents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


class Accident(Stateful):
    """An occupational accident. Its victims are counted and named nowhere.

    `known_at` is when the employer knew of it, `received_at` when its report came in (Occupational Safety and Health
    Act, article 37). `hospitalised` are victims, counted among the dead and injured.
    """

    state = models.CharField(
        _("Status"), max_length=20, choices=AccidentStatus, default=AccidentStatus.PENDING, editable=False
    )
    number = models.CharField(_("Accident number"), max_length=ACCIDENT_NUMBER_LENGTH)
    occurred_on = models.DateField(_("Occurred on"), db_index=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    site = models.CharField(_("Site"), max_length=SITE_LENGTH, blank=True)
    district = models.CharField(_("District"), max_length=DISTRICT_LENGTH, blank=True)
    kind = models.ForeignKey(
        AccidentKind, on_delete=models.PROTECT, related_name="accidents", verbose_name=_("Kind of accident")
    )
    industry = models.CharField(_("Industry"), max_length=20, choices=AccidentIndustry)
    public_works = models.CharField(_("Public works"), max_length=10, choices=PublicWorks, default=PublicWorks.NONE)
    deaths = models.PositiveIntegerField(_("Deaths"))
    injuries = models.PositiveIntegerField(_("Injuries"))
    hospitalised = models.PositiveIntegerField(_("In hospital"), null=True, blank=True)
    gas_leak = models.BooleanField(_("Leak of a listed gas"), default=False)
    designated = models.BooleanField(_("Designated by the ministry"), default=False)
    known_at = models.DateTimeField(_("Known to the employer"), null=True, blank=True)
    received_at = models.DateTimeField(_("Report received"), null=True, blank=True)
    # What filters and search compare; written by keep_keys() alone.
    number_key = models.CharField(max_length=2 * ACCIDENT_NUMBER_LENGTH, editable=False)
    site_key = models.CharField(max_length=2 * SITE_LENGTH, editable=False, default="")
    district_key = models.CharField(max_length=2 * DISTRICT_LENGTH, editable=False, default="")

    objects = KeptQuerySet["Accident"].as_manager()

    class Meta:
        verbose_name = _("Accident")
        verbose_name_plural = _("Accidents")
        ordering = ["-occurred_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="accident_number_stands_once",
                violation_error_message=_("There is already an accident with this number."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=AccidentStatus.values),
                name="accident_state_known",
                violation_error_message=_("The status of the accident is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=Q(public_works=PublicWorks.NONE) | Q(industry=AccidentIndustry.CONSTRUCTION),
                name="accident_public_works_is_construction",
                violation_error_message=_("Public works are a part of construction."),
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(known_at__isnull=True) | Q(received_at__gte=F("known_at")),
                name="accident_known_before_reported",
                violation_error_message=_("An accident cannot be reported before it is known."),
            ),
        ]
        indexes = [models.Index(fields=["employer", "occurred_on"], name="accident_of_employer")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("accidents:record", args=[self.pk])

    @property
    def victims(self) -> int:
        return self.deaths + self.injuries

    @property
    def major(self) -> bool:
        return bool(major_grounds(self))

    def keep_keys(self) -> None:
        for name, (key, length) in ACCIDENT_TEXTS.items():
            setattr(self, key, normalise(getattr(self, name))[: 2 * length])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)
