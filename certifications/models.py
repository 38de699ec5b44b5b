from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from certifications.awards import Award, awards_of, text_of
from certifications.states import AwardCode, Outcome, SchemeCode, State
from laborportal.accounts.models import Unit
from laborportal.audit.models import Tracked
from laborportal.cases.models import Case
from laborportal.employers.models import Employer
from laborportal.workflow.scope import KeptQuerySet
from laborportal.workflow.settling import settle


def in_language(text: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else text


class Scheme(Tracked):
    code = models.CharField(_("Code"), max_length=20, unique=True, choices=SchemeCode)
    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Unit"))
    number_prefix = models.CharField(_("Prefix of case numbers"), max_length=20, unique=True)

    class Meta:
        verbose_name = _("Certification scheme")
        verbose_name_plural = _("Certification schemes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return in_language(self.name, self.name_en)


class Round(Tracked):
    """One year of a scheme. Award levels, thresholds and the calendar belong to the round."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("Scheme"))
    year = models.PositiveSmallIntegerField(_("Year"))
    ordinal = models.CharField(_("Ordinal of the round"), max_length=20, blank=True)
    opens_on = models.DateField(_("Applications open"), null=True, blank=True)
    closes_on = models.DateField(_("Applications close"), null=True, blank=True)
    ceremony_on = models.DateField(_("Award ceremony"), null=True, blank=True)

    class Meta:
        verbose_name = _("Certification round")
        verbose_name_plural = _("Certification rounds")
        ordering = ["-year", "scheme", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "year"],
                name="round_once_a_year",
                violation_error_message=_("This scheme has a round in this year already."),
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="round_closes_after_it_opens",
                violation_error_message=_("A round cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        session = in_language(self.ordinal, "")
        return gettext("{year} {session} {scheme}").format(year=self.year, session=session, scheme=self.scheme)


class AwardLevel(models.Model):
    """An award that a round gives. Of one *exclusive_group* an applicant can hold only one."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="levels", verbose_name=_("Round"))
    code = models.CharField(_("Award"), max_length=20, choices=AwardCode)
    title = models.CharField(_("Award title"), max_length=50)
    title_en = models.CharField(_("English award title"), max_length=50)
    threshold = models.DecimalField(_("Score from"), max_digits=4, decimal_places=1, null=True, blank=True)
    exclusive_group = models.CharField(_("Only one of"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("Place in the list"), default=0)

    class Meta:
        verbose_name = _("Award of a round")
        verbose_name_plural = _("Awards of a round")
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "code"],
                name="award_level_once_a_round",
                violation_error_message=_("The round has this award already."),
            )
        ]

    def __str__(self) -> str:
        return in_language(self.title, self.title_en)


class ApplicationQuerySet(KeptQuerySet["Application"]):
    pass


class Application(Case):
    """An employer's application in a round.

    `outcome` and `awards` are what was decided and what counts; `proposed_outcome` and `proposed_awards` (as a file
    writes them) wait for a supervisor's approval, which makes them the former.
    """

    state = models.CharField(_("State"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications", verbose_name=_("Round"))
    employer = models.ForeignKey(
        Employer, on_delete=models.PROTECT, related_name="certification_applications", verbose_name=_("Employer")
    )
    applied_on = models.DateField(_("Applied on"))
    outcome = models.CharField(_("Outcome"), max_length=20, choices=Outcome, default=Outcome.PENDING)
    score = models.DecimalField(_("Score"), max_digits=4, decimal_places=1, null=True, blank=True)
    proposed_outcome = models.CharField(_("Proposed outcome"), max_length=20, choices=Outcome, blank=True)
    proposed_awards = models.CharField(_("Proposed awards"), max_length=500, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Certification application")
        verbose_name_plural = _("Certification applications")
        ordering = ["-round__year", "round__scheme", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "employer"],
                condition=Q(voided_at=None),
                name="application_once_a_round",
                violation_error_message=_("This employer has an application in this round already."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DECIDED) ^ Q(outcome=Outcome.PENDING),
                name="application_decided_has_outcome",
                violation_error_message=_("A decided application has an outcome, an undecided one is pending."),
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100),
                name="application_score_to_100",
                violation_error_message=_("A score is between 0 and 100."),
            ),
        ]
        indexes = [models.Index(fields=["round", "outcome"], name="application_outcome")]

    @property
    def proposal(self) -> tuple[Award, ...]:
        return awards_of(self.proposed_awards)

    @proposal.setter
    def proposal(self, awards: Iterable[Award]) -> None:
        self.proposed_awards = text_of(awards)

    @property
    def decided_awards(self) -> tuple[Award, ...]:
        return tuple(Award(award.level.code, award.title) for award in self.awards.all())

    def keep_keys(self) -> None:
        """An outcome that comes in by a file was decided elsewhere; one that a file takes away makes a draft again."""
        if self.outcome != Outcome.PENDING:
            settle(self, State.DECIDED)
        elif self.state == State.DECIDED:
            settle(self, State.DRAFT)

    def get_absolute_url(self) -> str:
        return reverse("certifications:record", args=[self.pk])


class ApplicationAwardManager(models.Manager["ApplicationAward"]):
    """An award is never read without its level, so it comes in the same query."""

    def get_queryset(self) -> models.QuerySet["ApplicationAward"]:
        return super().get_queryset().select_related("level")


class ApplicationAward(models.Model):
    """An award that was decided. One with a title of its own (a theme of the creativity award) may be held twice."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="awards")
    level = models.ForeignKey(AwardLevel, on_delete=models.PROTECT, related_name="+", verbose_name=_("Award"))
    title = models.CharField(_("Title of its own"), max_length=100, blank=True)

    objects = ApplicationAwardManager()

    class Meta:
        verbose_name = _("Award")
        verbose_name_plural = _("Awards")
        ordering = ["level__position", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "level", "title"],
                name="award_once_per_application",
                violation_error_message=_("The application holds this award already."),
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.level)
