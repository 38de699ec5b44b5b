"""The steps of an application. Reviews, scoring stages and a second signature are more rows of this table."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from certifications.awards import Award, awards_of, text_of
from certifications.models import Application, ApplicationAward, AwardLevel
from certifications.policies import may_decide, may_submit
from certifications.rounds import missing_level
from certifications.states import AwardCode, Outcome, State
from laborportal.accounts.models import Role
from laborportal.audit.recording import Act, Change
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process

DAYS_TO_DECIDE = 7
DAYS_TO_MEND = 14


def nothing_proposed(application: Application) -> str:
    if application.proposed_outcome in ("", Outcome.PENDING):
        return gettext("Nothing is proposed yet: enter the proposed outcome first, then submit the case.")
    return ""


def give_awards(application: Application, awards: Iterable[Award]) -> None:
    levels = {level.code: level for level in AwardLevel.objects.filter(round=application.round_id)}
    for award in awards:
        if award.code not in levels:
            levels[award.code] = missing_level(application.round, award.code)
            levels[award.code].save()
        ApplicationAward.objects.create(application=application, level=levels[award.code], title=award.title)


def _packed(awards: Iterable[Award]) -> list[str]:
    return [str(award) for award in awards]


def grant(application: Application, act: Act) -> Mapping[str, Change]:
    """What was proposed is decided."""
    awards = awards_of(application.proposed_awards)
    before = application.outcome
    application.outcome = application.proposed_outcome
    give_awards(application, awards)
    changes: dict[str, Change] = {"outcome": (before, application.outcome)}
    return {**changes, "awards": ([], _packed(awards))} if awards else changes


def take_back(application: Application, act: Act) -> Mapping[str, Change]:
    """What was decided is a proposal again, and counts no more."""
    awards, before = application.decided_awards, application.outcome
    application.proposed_outcome, application.proposed_awards = before, text_of(awards)
    application.outcome = Outcome.PENDING
    application.awards.all().delete()
    changes: dict[str, Change] = {"outcome": (before, application.outcome)}
    return {**changes, "awards": (_packed(awards), [])} if awards else changes


SUBMIT = Transition(
    code="submit",
    words=_("Submit for approval"),
    done=_("submitted the case for approval"),
    outlook=_("The case goes to the supervisors of the unit and cannot be changed until they have decided."),
    decision=Decision.SUBMITTED,
    sources=frozenset({State.DRAFT, State.RETURNED}),
    target=State.IN_REVIEW,
    permission=may_submit,
    demand=nothing_proposed,
)
APPROVE = Transition(
    code="approve",
    words=_("Approve"),
    done=_("approved the case"),
    outlook=_("The proposed outcome and awards are decided and count in lists and figures from then on."),
    decision=Decision.APPROVED,
    sources=frozenset({State.IN_REVIEW}),
    target=State.DECIDED,
    permission=may_decide,
    other_person=True,
    effect=grant,
)
RETURN = Transition(
    code="return",
    words=_("Return with a reason"),
    done=_("returned the case"),
    outlook=_("The case goes back to the officer in charge, who can change it and submit it again."),
    decision=Decision.RETURNED,
    sources=frozenset({State.IN_REVIEW}),
    target=State.RETURNED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
)
REOPEN = Transition(
    code="reopen",
    words=_("Reopen with a reason"),
    done=_("reopened the case"),
    outlook=_(
        "Outcome and awards become a proposal again and count no more, until the case is submitted and approved anew."
    ),
    decision=Decision.REOPENED,
    sources=frozenset({State.DECIDED}),
    target=State.RETURNED,
    permission=may_decide,
    needs_reason=True,
    effect=take_back,
)


def _employer(application: Application) -> str:
    return str(application.employer)


def proposal_in_words(application: Application) -> str:
    if not application.proposed_outcome:
        return ""
    outcome = str(Outcome(application.proposed_outcome).label)
    titles = [award.title or str(AwardCode(award.code).label) for award in application.proposal]
    awards = pgettext("between the items of a list", ", ").join(titles)
    return gettext("{outcome}: {awards}").format(outcome=outcome, awards=awards) if awards else outcome


APPLICATION_PROCESS = register_process(
    Process(
        model=Application,
        name=_("Certification"),
        states=State,
        marks={State.DRAFT: "draft", State.IN_REVIEW: "review", State.RETURNED: "stop", State.DECIDED: "done"},
        transitions=(SUBMIT, APPROVE, RETURN, REOPEN),
        waits={
            State.DRAFT: Wait(role=Role.STAFF, words=_("complete and submit"), officer_only=True),
            State.IN_REVIEW: Wait(role=Role.SUPERVISOR, words=_("approve or return"), days=DAYS_TO_DECIDE),
            State.RETURNED: Wait(role=Role.STAFF, words=_("mend and submit again"), days=DAYS_TO_MEND),
        },
        subject=_employer,
        matter=proposal_in_words,
        related=("employer", "round__scheme"),
    )
)
