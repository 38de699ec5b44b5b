from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.penalties.models import LedgerEntry, Penalty
from programs.quota.states import Ground


class QuotaPenalty(Penalty):
    """A fine under §96 item 2 of the People with Disabilities Rights Protection Act (身權法第96條第2款).

    Only for private employers that are under the quota without justifiable reason, beside the difference subsidy.
    """

    ground = models.CharField(_("Ground of the penalty"), max_length=1, choices=Ground)

    class Meta(Penalty.Meta):
        verbose_name = _("Penalty under the quota")
        verbose_name_plural = _("Penalties under the quota")
        constraints = [
            *(one for one in Penalty.Meta.constraints if isinstance(one, models.CheckConstraint)),
            models.UniqueConstraint(
                fields=["number_key"],
                condition=Q(voided_at__isnull=True),
                name="quotapenalty_number_stands_once",
                violation_error_message=_("There is already a quota penalty with this letter number."),
            ),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values),
                name="quotapenalty_ground_known",
                violation_error_message=_("A quota penalty rests on one of the four grounds."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False),
                name="quotapenalty_has_an_amount",
                violation_error_message=_("A quota penalty has an amount."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("quota_penalties:record", args=[self.pk])


class QuotaPenaltyEntry(LedgerEntry):
    penalty = models.ForeignKey(
        QuotaPenalty, on_delete=models.PROTECT, related_name="entries", verbose_name=_("Penalty under the quota")
    )

    class Meta(LedgerEntry.Meta):
        verbose_name = _("Ledger entry of a quota penalty")
        verbose_name_plural = _("Ledger of a quota penalty")
