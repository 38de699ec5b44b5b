from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laborportal.workflow.scope import KeptQuerySet
from programs.training.models.records import REFERENCE_LENGTH, InstituteRecord, key_field
from programs.training.states import Result


class ExamResult(InstituteRecord):
    """One person's theory and practice in one session; a person takes one trade in a session, by the rules."""

    TEXTS = {"batch": "batch_key", "trainee": "trainee_key", "trade": "trade_key", "level": "level_key"}

    batch = models.CharField(_("Examination session"), max_length=REFERENCE_LENGTH)
    held_on = models.DateField(_("Examined on"), db_index=True)
    trainee = models.CharField(_("Trainee reference"), max_length=REFERENCE_LENGTH)
    trade = models.CharField(_("Trade"), max_length=100)
    level = models.CharField(_("Level of skill"), max_length=50)
    theory = models.CharField(_("Theory"), max_length=4, choices=Result)
    practice = models.CharField(_("Practice"), max_length=4, choices=Result)
    batch_key = key_field()
    trainee_key = key_field()
    trade_key = key_field()
    level_key = key_field()

    objects = KeptQuerySet["ExamResult"].as_manager()

    class Meta:
        verbose_name = _("Examination result")
        verbose_name_plural = _("Examination results")
        ordering = ["-held_on", "batch", "trainee", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch_key", "trainee_key", "trade_key"],
                condition=Q(voided_at__isnull=True),
                name="exam_result_stands_once",
                violation_error_message=_("This person has a result in this trade and session already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.trainee}"

    def get_absolute_url(self) -> str:
        return reverse("exam_results:record", args=[self.pk])

    @property
    def certified(self) -> bool:
        """A certificate needs both parts (技術士技能檢定及發證辦法)."""
        return self.theory == self.practice == Result.PASS
