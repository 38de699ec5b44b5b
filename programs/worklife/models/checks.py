from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.rocyear.dates import LAST_YEAR
from laborportal.workflow.models import Stateful
from laborportal.workflow.scope import KeptQuerySet
from laborportal.workflow.settling import settle
from programs.worklife.states import OBLIGED_FROM, CheckState, Childcare, RoomItem, StepKind, provides_both

RESULT_LENGTH = 1000
PROVIDES_BOTH = Q(lactation_room=True) & ~Q(childcare=Childcare.NONE)


class FacilityCheck(Stateful):
    """What an employer provided in a year; who lacks something is followed up, by advice alone.

    The headcount is that of the check and never goes into the register.
    """

    state = models.CharField(_("State"), max_length=20, choices=CheckState, editable=False)
    year = models.PositiveSmallIntegerField(_("Year"))
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    employees = models.PositiveIntegerField(_("Employees with all branches"))
    lactation_room = models.BooleanField(_("Nursing room"))
    childcare = models.CharField(_("Childcare"), max_length=10, choices=Childcare)
    checked_on = models.DateField(_("Checked on"))
    next_due = models.DateField(_("Next step due"), null=True, editable=False)

    objects = KeptQuerySet["FacilityCheck"].as_manager()

    class Meta:
        verbose_name = _("Facility check")
        verbose_name_plural = _("Facility checks")
        ordering = ["-year", "-checked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "employer"],
                condition=Q(voided_at__isnull=True),
                name="facility_check_once_a_year",
                violation_error_message=_("This employer has a check in this year already."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1, year__lte=LAST_YEAR),
                name="facility_check_year_is_roc",
                violation_error_message=_("The year is not a ROC year."),
            ),
            models.CheckConstraint(
                condition=Q(childcare__in=Childcare.values),
                name="facility_check_childcare_known",
                violation_error_message=_("The kind of childcare is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=CheckState.NOT_OBLIGED, employees__lt=OBLIGED_FROM)
                    | (Q(state=CheckState.COMPLIES, employees__gte=OBLIGED_FROM) & PROVIDES_BOTH)
                    | (
                        Q(state__in=[CheckState.FOLLOW_UP, CheckState.CLOSED], employees__gte=OBLIGED_FROM)
                        & ~PROVIDES_BOTH
                    )
                ),
                name="facility_check_state_fits",
                violation_error_message=_("Whoever lacks a room or childcare, and no other, is followed up."),
            ),
        ]
        indexes = [models.Index(fields=["year", "employees"], name="facility_check_counted")]

    def __str__(self) -> str:
        return gettext("{year} {employer}").format(year=self.year, employer=self.employer)

    def get_absolute_url(self) -> str:
        return reverse("facility_checks:record", args=[self.pk])

    @property
    def lacks(self) -> str:
        """What is required of an employer that is followed up and that it does not provide, in words."""
        if self.state not in {CheckState.FOLLOW_UP, CheckState.CLOSED}:
            return ""
        if self.lactation_room:
            return gettext("The employer provides neither a childcare facility nor a measure.")
        if self.childcare == Childcare.NONE:
            return gettext("The employer provides neither a nursing room nor childcare.")
        return gettext("The employer has no nursing room.")

    def keep_keys(self) -> None:
        """Whether an employer is to be followed up follows from what it provides."""
        if self.employees < OBLIGED_FROM:
            settle(self, CheckState.NOT_OBLIGED)
        elif provides_both(self.lactation_room, self.childcare):
            settle(self, CheckState.COMPLIES)
        elif self.state not in {CheckState.FOLLOW_UP, CheckState.CLOSED}:
            settle(self, CheckState.FOLLOW_UP)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class FollowUpStep(Tracked):
    """A letter, a call, a visit or a coaching; `room_items` are those found in order where a room was looked at."""

    check_followed = models.ForeignKey(
        FacilityCheck, on_delete=models.PROTECT, related_name="steps", verbose_name=_("Facility check")
    )
    kind = models.CharField(_("Kind of step"), max_length=10, choices=StepKind)
    taken_on = models.DateField(_("Day"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("Person")
    )
    result = models.CharField(_("Result"), max_length=RESULT_LENGTH)
    room_items = models.JSONField(_("Room items in order"), null=True)
    next_due = models.DateField(_("Next step due"), null=True)

    class Meta:
        verbose_name = _("Step of a follow-up")
        verbose_name_plural = _("Steps of a follow-up")
        ordering = ["taken_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(room_items__isnull=True) | Q(kind=StepKind.VISIT),
                name="follow_up_room_is_seen_on_a_visit",
                violation_error_message=_("A room is looked at on a visit."),
            ),
            models.CheckConstraint(
                condition=Q(next_due__isnull=True) | Q(next_due__gte=models.F("taken_on")),
                name="follow_up_goes_forward",
                violation_error_message=_("The next step cannot be due before this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.check_followed}"

    @property
    def room_seen(self) -> bool:
        return self.room_items is not None

    @property
    def items_in_order(self) -> tuple[str, ...]:
        return tuple(self.room_items or ())

    @property
    def items_missing(self) -> list[str]:
        """The labels of what the room lacked; empty also where no room was looked at."""
        met = RoomItem.values if self.room_items is None else self.room_items
        return [str(label) for code, label in RoomItem.choices if code not in met]
