from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.cases.models import Case
from laborportal.employers.models import Employer
from laborportal.workflow.scope import KeptQuerySet
from programs.quota.states import JustificationState

NUMBER_PREFIX = "定說"
TEXT_LENGTH = 4000


class Justification(Case):
    """What an employer gives as its reason for being under the quota; *ruling* is why it was accepted or not."""

    state = models.CharField(
        _("State"), max_length=20, choices=JustificationState, default=JustificationState.DRAFT, editable=False
    )
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="quota_justifications", verbose_name=_("Employer")
    )
    received_on = models.DateField(_("Justification received on"))
    text = models.TextField(_("What the employer says"), max_length=TEXT_LENGTH)
    ruling = models.CharField(_("Reason for the ruling"), max_length=500, blank=True, editable=False)

    objects = KeptQuerySet["Justification"].as_manager()

    class Meta:
        verbose_name = _("Justification")
        verbose_name_plural = _("Justifications")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=JustificationState.values),
                name="quota_justification_state_known",
                violation_error_message=_("The state of the justification is not one of those in use."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("quota_justifications:record", args=[self.pk])
