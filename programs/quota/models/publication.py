from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.rocyear.dates import format_month
from laborportal.workflow.models import Stateful
from laborportal.workflow.scope import KeptQuerySet
from programs.quota.states import ListState, Removal


class PublishedList(Stateful):
    """The employers under the quota in a month, of one sector, as they are made public (身權法第103條第1項)."""

    state = models.CharField(_("State"), max_length=20, choices=ListState, default=ListState.PREPARED, editable=False)
    month = models.DateField(_("Month"))
    sector = models.CharField(_("Sector"), max_length=10, choices=Employer.Sector)
    published_on = models.DateField(_("Published on"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("Published by"),
    )
    taken_off_on = models.DateField(_("Taken off on"), null=True, editable=False)

    objects = KeptQuerySet["PublishedList"].as_manager()

    class Meta:
        verbose_name = _("Public list")
        verbose_name_plural = _("Public lists")
        ordering = ["-month", "sector", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "sector"],
                condition=Q(voided_at__isnull=True),
                name="quota_list_once_a_month",
                violation_error_message=_("There is a list of this month and sector already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ListState.values),
                name="quota_list_state_known",
                violation_error_message=_("The state of the list is not one of those in use."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("{month} {sector}").format(month=format_month(self.month), sector=self.get_sector_display())

    def get_absolute_url(self) -> str:
        return reverse("quota_lists:record", args=[self.pk])


class PublishedRow(Tracked):
    """One employer of a list, as it was made public; a correction leaves the old value and the reason in its history.

    It is a copy: whatever becomes of the employer or the month, this is what stood there.
    """

    only_remembers: ClassVar[bool] = True

    published = models.ForeignKey(
        PublishedList, on_delete=models.PROTECT, related_name="rows", verbose_name=_("Public list")
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    ubn = models.CharField(_("Business number"), max_length=8, blank=True)
    name = models.CharField(_("Name of the employer"), max_length=200)
    required = models.PositiveIntegerField(_("To be employed"))
    counted = models.PositiveIntegerField(_("Employed (as counted)"))
    shortage = models.PositiveIntegerField(_("Shortage"))
    removed_on = models.DateField(_("Taken off on"), null=True, editable=False)
    removal = models.CharField(_("Ground of the removal"), max_length=20, choices=Removal, blank=True)

    class Meta:
        verbose_name = _("Employer of a public list")
        verbose_name_plural = _("Employers of public lists")
        ordering = ["published", "-shortage", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["published", "employer"],
                name="quota_list_names_an_employer_once",
                violation_error_message=_("The list names this employer already."),
            ),
            models.CheckConstraint(
                condition=Q(removal="", removed_on__isnull=True)
                | Q(removal__in=Removal.values, removed_on__isnull=False),
                name="quota_list_removal_has_a_ground",
                violation_error_message=_("An employer leaves a public list by a correction or a revocation alone."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_id(self) -> Any:
        return self.published.unit_id
