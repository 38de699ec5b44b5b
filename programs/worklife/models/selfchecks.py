from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.activities.models import ITEMS, GuidanceVisit
from laborportal.audit.models import Tracked
from programs.worklife.states import Theme

TEXT_LENGTH = 200


class ChecklistVersion(Tracked):
    """The 25 items as they were worded from a day on; a version is written once, and who used it keeps it.

    An employer that meets fewer than `enough` of them runs a high risk of a dispute.
    """

    number = models.PositiveSmallIntegerField(_("Version of the list"), unique=True)
    valid_from = models.DateField(_("In use from"))
    enough = models.PositiveSmallIntegerField(_("Items that are enough"), default=15)
    is_draft = models.BooleanField(_("Draft"), default=False)
    source = models.CharField(_("Source"), max_length=300)

    class Meta:
        verbose_name = _("Version of the self-check")
        verbose_name_plural = _("Versions of the self-check")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(enough__gte=1, enough__lte=ITEMS),
                name="checklist_enough_to_25",
                violation_error_message=_("The self-check has 25 items."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Version {number}").format(number=self.number)

    def is_high_risk(self, met: int) -> bool:
        return met < self.enough


class ChecklistItem(models.Model):
    version = models.ForeignKey(ChecklistVersion, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("Position"))
    theme = models.CharField(_("Theme"), max_length=20, choices=Theme)
    text = models.CharField(_("Text"), max_length=TEXT_LENGTH)

    class Meta:
        verbose_name = _("Item of the self-check")
        verbose_name_plural = _("Items of the self-check")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="checklist_item_once",
                violation_error_message=_("This position has an item already."),
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=ITEMS),
                name="checklist_position_to_25",
                violation_error_message=_("The self-check has 25 items."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text}"


class SelfCheck(Tracked):
    """Which items an employer met on a visit, by their positions in the version that was used."""

    visit = models.OneToOneField(
        GuidanceVisit, on_delete=models.PROTECT, related_name="self_check", verbose_name=_("Guidance visit")
    )
    checklist = models.ForeignKey(
        ChecklistVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("Version of the list")
    )
    met = models.JSONField(_("Items met"), default=list)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("Person")
    )

    class Meta:
        verbose_name = _("Self-check of a visit")
        verbose_name_plural = _("Self-checks of visits")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.visit)
