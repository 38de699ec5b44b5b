from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.citations import ITEM_LENGTH
from inspections.models.inspections import Inspection
from inspections.models.penalties import LETTER_LENGTH, InspectionPenalty
from inspections.states import Correction, Finding
from laborportal.accounts.models import Unit
from laborportal.accounts.policies import Person, sees_everything, units_of
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.penalties.states import State
from laborportal.workflow.models import Stateful

EVIDENCE_LENGTH = 500
TEXTS = {
    "statute": "statute_key",
    "article": "article_key",
    "paragraph": "paragraph_key",
    "item": "item_key",
    "text": "text_key",
    "description": "description_key",
}


class ViolationQuerySet(models.QuerySet["Violation"]):
    """A violation stands and falls with its inspection, and without one with its penalty."""

    def on_file(self) -> Self:
        found = Q(inspection__isnull=False, inspection__voided_at=None)
        return self.filter(found | Q(inspection=None, penalty__voided_at=None), voided_at=None)

    def standing(self) -> Self:
        return self.on_file().filter(Q(inspection__isnull=False) | Q(penalty__state=State.DECIDED))

    def visible_to(self, user: Person) -> Self:
        return self if sees_everything(user) else self.filter(unit__in=units_of(user))

    def of_letters(self) -> Self:
        """Those that a penalty's letter names and no inspection on file found."""
        return self.filter(inspection=None)

    def follow(self) -> None:
        """Repeats on each what its inspection, else its penalty, says by now."""
        _repeat(self.filter(inspection__isnull=False), "inspection", Inspection, "inspected_on")
        _repeat(self.of_letters(), "penalty", InspectionPenalty, "decided_on")


class Violation(Stateful):
    """One article that was breached: found by an inspection, named by a penalty, or both. `unread`: the published text
    was not fully understood.

    `employer`, `unit` and `counted_on` repeat those of the inspection, else of the penalty; keep_keys() and `follow`
    alone write them. Its state is how far it is corrected: `correct_within` days from the service of the notice, or
    `correct_by` a day; closed with the `evidence`, or with what a re-inspection found.
    """

    state = models.CharField(
        _("Correction"),
        max_length=20,
        choices=Correction,
        default=Correction.NOT_FOLLOWED,
        db_default=Correction.NOT_FOLLOWED,
        editable=False,
    )
    unit = models.ForeignKey(  # type: ignore[assignment]
        Unit,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Unit"),
        null=True,
        editable=False,
        db_index=False,
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"), null=True, editable=False
    )
    counted_on = models.DateField(_("Counts from"), null=True, editable=False, db_index=True)
    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        related_name="violations",
        verbose_name=_("Inspection"),
        null=True,
        blank=True,
    )
    penalty = models.ForeignKey(
        InspectionPenalty,
        on_delete=models.PROTECT,
        related_name="violations",
        verbose_name=_("Penalty"),
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("Position"))
    statute = models.CharField(_("Statute"), max_length=60, blank=True)
    article = models.CharField(_("Article"), max_length=20, blank=True)
    paragraph = models.CharField(_("Paragraph"), max_length=20, blank=True)
    item = models.CharField(_("Subparagraph"), max_length=ITEM_LENGTH, blank=True)
    text = models.CharField(_("Text as published"), max_length=LETTER_LENGTH, blank=True)
    description = models.CharField(_("Description"), max_length=LETTER_LENGTH, blank=True)
    correct_within = models.PositiveSmallIntegerField(_("To be corrected within (days)"), null=True, blank=True)
    correct_by = models.DateField(_("To be corrected by"), null=True, blank=True)
    corrected_on = models.DateField(_("Corrected on"), null=True, blank=True)
    evidence = models.CharField(_("Evidence"), max_length=EVIDENCE_LENGTH, blank=True, db_default="", editable=False)
    unread = models.BooleanField(_("Reference to be reviewed"), default=False, editable=False)
    # What filters and search compare; written by keep_keys() alone.
    statute_key = models.CharField(max_length=120, editable=False)
    article_key = models.CharField(max_length=40, editable=False)
    paragraph_key = models.CharField(max_length=40, editable=False)
    item_key = models.CharField(max_length=2 * ITEM_LENGTH, editable=False)
    text_key = models.TextField(editable=False)
    description_key = models.TextField(editable=False)

    objects = ViolationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Violation")
        verbose_name_plural = _("Violations")
        ordering = [F("counted_on").desc(nulls_last=True), "inspection", "penalty", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "position"],
                condition=Q(voided_at__isnull=True),
                name="violation_of_inspection_once",
                violation_error_message=_("This inspection already has a violation at this position."),
            ),
            models.UniqueConstraint(
                fields=["penalty", "position"],
                condition=Q(voided_at__isnull=True, inspection__isnull=True),
                name="violation_of_letter_once",
                violation_error_message=_("This penalty already has a violation at this position."),
            ),
            models.CheckConstraint(
                condition=Q(inspection__isnull=False) | Q(penalty__isnull=False),
                name="violation_was_found_or_fined",
                violation_error_message=_("A violation belongs to an inspection or to a penalty."),
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
    def origin(self) -> Inspection | InspectionPenalty | None:
        """What decides whose it is and when it counts."""
        return self.inspection or self.penalty

    def keep_keys(self) -> None:
        for field, value in keys_of({name: getattr(self, name) for name in TEXTS}).items():
            setattr(self, field, value)
        if origin := self.origin:
            self.employer_id, self.unit_id = origin.employer_id, origin.unit_id
            self.counted_on = origin.inspected_on if isinstance(origin, Inspection) else origin.decided_on

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class Recheck(models.Model):
    """What a re-inspection found of a violation that an earlier inspection had found."""

    reinspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, related_name="rechecks", verbose_name=_("Re-inspection")
    )
    violation = models.ForeignKey(
        Violation, on_delete=models.PROTECT, related_name="rechecks", verbose_name=_("Violation")
    )
    found = models.CharField(_("Found"), max_length=20, choices=Finding)

    class Meta:
        verbose_name = _("Re-inspection of a violation")
        verbose_name_plural = _("Re-inspections of violations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reinspection", "violation"],
                name="violation_rechecked_once_a_visit",
                violation_error_message=_("This re-inspection has checked the violation already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reinspection}: {self.get_found_display()}"


def keys_of(values: Mapping[str, Any]) -> dict[str, str]:
    return {key: normalise(values[name]) for name, key in TEXTS.items() if name in values}


def _repeat(violations: ViolationQuerySet, origin: str, model: Any, day: str) -> None:
    its = model._base_manager.filter(pk=OuterRef(origin))
    fields = {"employer_id": "employer_id", "unit_id": "unit_id", "counted_on": day}
    violations.update(**{field: Subquery(its.values(name)[:1]) for field, name in fields.items()})
