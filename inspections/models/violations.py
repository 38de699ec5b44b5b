from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.citations import ITEM_LENGTH
from inspections.models.penalties import LETTER_LENGTH, InspectionPenalty
from laborportal.accounts.policies import Person, sees_everything, units_of
from laborportal.audit.models import Tracked
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.penalties.states import State

TEXTS = {
    "statute": "statute_key",
    "article": "article_key",
    "paragraph": "paragraph_key",
    "item": "item_key",
    "text": "text_key",
    "description": "description_key",
}


class ViolationQuerySet(models.QuerySet["Violation"]):
    """A violation stands and falls with its penalty."""

    def on_file(self) -> Self:
        return self.filter(voided_at__isnull=True, penalty__voided_at__isnull=True)

    def standing(self) -> Self:
        return self.on_file().filter(penalty__state=State.DECIDED)

    def visible_to(self, user: Person) -> Self:
        return self if sees_everything(user) else self.filter(penalty__unit__in=units_of(user))


class Violation(Tracked):
    """One article that a decision says was breached. `unread`: the published text was not fully understood."""

    penalty = models.ForeignKey(
        InspectionPenalty, on_delete=models.PROTECT, related_name="violations", verbose_name=_("Penalty")
    )
    position = models.PositiveSmallIntegerField(_("Position"))
    statute = models.CharField(_("Statute"), max_length=60, blank=True)
    article = models.CharField(_("Article"), max_length=20, blank=True)
    paragraph = models.CharField(_("Paragraph"), max_length=20, blank=True)
    item = models.CharField(_("Subparagraph"), max_length=ITEM_LENGTH, blank=True)
    text = models.CharField(_("Text as published"), max_length=LETTER_LENGTH, blank=True)
    description = models.CharField(_("Description"), max_length=LETTER_LENGTH, blank=True)
    correct_by = models.DateField(_("To be corrected by"), null=True, blank=True)
    corrected_on = models.DateField(_("Corrected on"), null=True, blank=True)
    unread = models.BooleanField(_("Reference to be reviewed"), default=False, editable=False)
    # What filters and search compare; written by keep_keys() alone.
    statute_key = models.CharField(max_length=120, editable=False)
    article_key = models.CharField(max_length=40, editable=False)
    paragraph_key = models.CharField(max_length=40, editable=False)
    item_key = models.CharField(max_length=2 * ITEM_LENGTH, editable=False)
    text_key = models.TextField(editable=False)
    description_key = models.TextField(editable=False)
    voided_at = models.DateTimeField(_("Voided"), null=True, editable=False)
    void_reason = models.CharField(_("Reason for voiding"), max_length=500, blank=True, editable=False)

    objects = ViolationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Violation")
        verbose_name_plural = _("Violations")
        ordering = ["-penalty__decided_on", "penalty", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["penalty", "position"],
                condition=Q(voided_at__isnull=True),
                name="violation_position_stands_once",
                violation_error_message=_("This penalty already has a violation at this position."),
            ),
            models.CheckConstraint(
                condition=~(Q(article="") & Q(text="")),
                name="violation_names_an_article",
                violation_error_message=_("A violation names an article, or keeps the text that was published."),
            ),
        ]
        indexes = [
            models.Index(fields=["statute_key", "article_key"], name="violation_article"),
            models.Index(fields=["id"], name="violation_unread", condition=Q(unread=True, voided_at=None)),
        ]

    def __str__(self) -> str:
        """Without the penalty, which history would have to read for each of thousands."""
        return self.text or f"{self.statute}第{self.article}條"

    def get_absolute_url(self) -> str:
        return reverse("violations:record", args=[self.pk])

    @property
    def employer(self) -> Employer:
        return self.penalty.employer

    @property
    def unit_id(self) -> int:
        return self.penalty.unit_id

    @property
    def inspection_number(self) -> str:
        """No inspection is on file yet that a violation could belong to."""
        return ""

    def keep_keys(self) -> None:
        for field, value in keys_of({name: getattr(self, name) for name in TEXTS}).items():
            setattr(self, field, value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: normalise(values[name]) for name, key in TEXTS.items() if name in values}
