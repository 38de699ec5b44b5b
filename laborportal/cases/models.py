from typing import Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.accounts.policies import sees_everything, units_of
from laborportal.audit.models import Tracked
from laborportal.workflow.models import Stateful

M = TypeVar("M", bound="Case")


class CaseQuerySet(models.QuerySet[M]):
    def standing(self) -> Self:
        return self.filter(voided_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self if sees_everything(user) else self.filter(unit__in=units_of(user))


class Case(Stateful):
    """A case with a number of its own, of one unit. Everything but the subject matter is here."""

    number = models.CharField(
        _("Case number"),
        max_length=40,
        unique=True,
        editable=False,
        error_messages={"unique": _("This case number is taken.")},
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number


class CalendarAddress(Tracked):
    """Lets a calendar program read what its person may see. The address is shown once; only its digest is kept."""

    person = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="calendar_addresses", verbose_name=_("Person")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(_("Last used"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("Withdrawn"), null=True, editable=False)

    class Meta:
        verbose_name = _("Secret address of the calendar")
        verbose_name_plural = _("Secret addresses of the calendar")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="calendar_address_one_in_force",
                violation_error_message=_("This person has an address in force already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class NumberSeries(models.Model):
    """The last number given under a prefix in a ROC year."""

    prefix = models.CharField(_("Prefix"), max_length=20)
    year = models.PositiveSmallIntegerField(_("Year"))
    last = models.PositiveIntegerField(_("Last number"), default=0)

    class Meta:
        verbose_name = _("Number series")
        verbose_name_plural = _("Number series")
        ordering = ["year", "prefix", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year"],
                name="number_series_once_a_year",
                violation_error_message=_("This year has a series with this prefix already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.prefix}"
