from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inspections.models.inspections import Inspection
from inspections.remarks import read_remark
from inspections.states import Law
from laborportal.exports.normalise import normalise
from laborportal.penalties.models import LedgerEntry, Penalty

LETTER_LENGTH = 2000
"""The longest cell of a list; the longest published one has 470 characters."""
CAMPAIGN_LENGTH = 500
CAMPAIGN_MARK = ";"
REASON_LENGTH = 500


class InspectionPenalty(Penalty):
    """A fine for a breach that an inspection found. `campaign` is read from the remark.

    The days from `heard_on` on are those that the Administrative Penalty Act asks for before a decision: the hearing
    (article 42), the end of the act (27) and of the criminal case that goes before (26).
    """

    inspection = models.ForeignKey(
        Inspection,
        on_delete=models.PROTECT,
        related_name="penalties",
        verbose_name=_("Inspection"),
        null=True,
        blank=True,
    )
    articles = models.CharField(_("Articles"), max_length=LETTER_LENGTH)
    act = models.CharField(_("Act"), max_length=20, choices=Law)
    remark = models.CharField(_("Remark"), max_length=LETTER_LENGTH, blank=True)
    campaign = models.CharField(_("Campaign"), max_length=CAMPAIGN_LENGTH, blank=True, editable=False)
    heard_on = models.DateField(_("Hearing on"), null=True, blank=True)
    not_heard = models.CharField(_("Why there was no hearing"), max_length=REASON_LENGTH, blank=True, db_default="")
    act_ended_on = models.DateField(_("End of the act"), null=True, blank=True)
    referred_on = models.DateField(_("Referred to the prosecutor on"), null=True, blank=True)
    referral_ended_on = models.DateField(_("End of the criminal case"), null=True, blank=True)
    # What filters and search compare; written by keep_keys() alone.
    articles_key = models.TextField(editable=False)
    remark_key = models.TextField(editable=False, default="")
    campaign_key = models.TextField(editable=False, default="")

    class Meta(Penalty.Meta):
        verbose_name = _("Penalty")
        verbose_name_plural = _("Penalties")
        constraints = [
            *Penalty.Meta.constraints,
            models.CheckConstraint(
                condition=Q(act__in=Law.values),
                name="penalty_act_known",
                violation_error_message=_("The act is not one of those in use."),
            ),
        ]
        indexes = [models.Index(fields=["act", "decided_on"], name="penalty_act_decided")]

    def get_absolute_url(self) -> str:
        return reverse("penalties:record", args=[self.pk])

    def keep_keys(self) -> None:
        super().keep_keys()
        self.campaign = CAMPAIGN_MARK.join(read_remark(self.remark).campaigns)[:CAMPAIGN_LENGTH]
        self.articles_key = normalise(self.articles)
        self.remark_key = normalise(self.remark)
        self.campaign_key = normalise(self.campaign)


class InspectionPenaltyEntry(LedgerEntry):
    penalty = models.ForeignKey(
        InspectionPenalty, on_delete=models.PROTECT, related_name="entries", verbose_name=_("Penalty")
    )

    class Meta(LedgerEntry.Meta):
        verbose_name = _("Ledger entry of a penalty")
        verbose_name_plural = _("Ledger of a penalty")
