"""The abstract penalty and its ledger; each kind of penalty makes both concrete in its own app."""

from datetime import date
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from laborportal.audit.models import AppendOnlyError
from laborportal.employers.models import Employer
from laborportal.exports.normalise import normalise
from laborportal.penalties.ledger import Appeal, Kind, Standing
from laborportal.penalties.states import State
from laborportal.workflow.models import Stateful
from laborportal.workflow.scope import KeptQuerySet

NUMBER_LENGTH = 60


class PenaltyQuerySet(KeptQuerySet[Any]):
    def on_file(self) -> Self:
        return self.filter(voided_at__isnull=True)

    def standing(self) -> Self:
        """One that waits for its confirmation counts nowhere."""
        return self.on_file().filter(state=State.DECIDED)

    def undecided(self) -> Self:
        return self.on_file().exclude(state=State.DECIDED)


class Penalty(Stateful):
    """`amount`, `appeal` and `paid_on` repeat what the ledger folds to; `penalties.posting` alone writes them."""

    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    number = models.CharField(_("Letter number"), max_length=NUMBER_LENGTH)
    # What matching, filters and the natural key compare.
    number_key = models.CharField(max_length=2 * NUMBER_LENGTH, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+", verbose_name=_("Employer"))
    decided_on = models.DateField(_("Decided on"), db_index=True)
    announced_on = models.DateField(_("Announced on"), null=True, blank=True)
    amount = models.PositiveIntegerField(_("Amount"), null=True, editable=False)
    appeal = models.CharField(_("Appeal"), max_length=10, choices=Appeal, default=Appeal.NONE, editable=False)
    paid_on = models.DateField(_("Paid on"), null=True, editable=False)

    objects = PenaltyQuerySet.as_manager()

    entry_on: date | None = None
    """The day that a step asks for; the ledger keeps it."""

    class Meta:
        abstract = True
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "employer"],
                condition=Q(voided_at__isnull=True),
                name="%(class)s_letter_stands_once",
                violation_error_message=_("There is already a penalty with this letter number for this employer."),
            ),
            models.CheckConstraint(
                condition=Q(appeal__in=Appeal.values),
                name="%(class)s_appeal_known",
                violation_error_message=_("The state of the appeal is not one of those in use."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="%(class)s_state_known",
                violation_error_message=_("The state of the penalty is not one of those in use."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def folded(self) -> Standing:
        return Standing(self.amount, Appeal(self.appeal), self.paid_on)

    def keep_keys(self) -> None:
        self.number_key = normalise(self.number)[: 2 * NUMBER_LENGTH]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keep_keys()
        super().save(*args, **kwargs)


class LedgerQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnlyError("ledger entries cannot be changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("ledger entries cannot be deleted")


class LedgerEntry(models.Model):
    """A concrete entry adds `penalty`, a key to its penalty with related_name "entries"."""

    kind = models.CharField(_("Entry"), max_length=20, choices=Kind)
    on = models.DateField(_("Day"), null=True)
    amount = models.PositiveIntegerField(_("Amount"), null=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    import_id = models.PositiveBigIntegerField(_("Import"), null=True)
    entered_at = models.DateTimeField(_("Entered"), auto_now_add=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def states_an_amount(self) -> bool:
        return self.kind in {Kind.DECIDED, Kind.AMOUNT_CORRECTED}

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("ledger entries cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("ledger entries cannot be deleted")
