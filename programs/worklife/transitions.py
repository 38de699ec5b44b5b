"""The steps of a subsidy: a second person grants it, within the limits of its year. And the end of a follow-up."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, Unit
from laborportal.audit.recording import Act, Change
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from programs.worklife.models import ChildcareSubsidy, FacilityCheck
from programs.worklife.policies import may_decide, may_follow_up, may_submit
from programs.worklife.reckoning import in_the_way, money, reckoned
from programs.worklife.states import OPEN_TO_CHANGES, CheckState, SubsidyKind, SubsidyState, SubsidyStatus

DAYS_TO_DECIDE = 7
DAYS_TO_MEND = 14


def nothing_affordable(subsidy: ChildcareSubsidy) -> str:
    if subsidy.proposed is None:
        return gettext("No grant is proposed yet: enter the proposed grant first, then submit the case.")
    return in_the_way(reckoned(subsidy, subsidy.proposed))


def beyond_the_limits(subsidy: ChildcareSubsidy) -> str:
    """Asked while nobody else of the unit can grant, so that two grants cannot share what is left of the budget."""
    Unit.objects.select_for_update(no_key=True).get(pk=subsidy.unit_id)
    return nothing_affordable(subsidy)


def grant(subsidy: ChildcareSubsidy, act: Act) -> Mapping[str, Change]:
    """What was proposed is granted."""
    return _decide(subsidy, SubsidyStatus.APPROVED, subsidy.proposed)


def reject(subsidy: ChildcareSubsidy, act: Act) -> Mapping[str, Change]:
    return _decide(subsidy, SubsidyStatus.REJECTED, None)


def pay(subsidy: ChildcareSubsidy, act: Act) -> Mapping[str, Change]:
    return _decide(subsidy, SubsidyStatus.PAID, subsidy.granted)


def take_back(subsidy: ChildcareSubsidy, act: Act) -> Mapping[str, Change]:
    """What was granted is a proposal again, and its amount is back in the budget."""
    if subsidy.granted is not None:
        subsidy.proposed = subsidy.granted
    return _decide(subsidy, SubsidyStatus.RECEIVED, None)


def _decide(subsidy: ChildcareSubsidy, status: SubsidyStatus, granted: int | None) -> Mapping[str, Change]:
    before = {"status": subsidy.status, "granted": subsidy.granted}
    subsidy.status, subsidy.granted = status, granted
    after = {"status": status.value, "granted": granted}
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


SUBMIT = Transition(
    code="submit",
    words=_("Submit for approval"),
    done=_("submitted the case for approval"),
    outlook=_("The case goes to the supervisors of the unit and cannot be changed until they have decided."),
    decision=Decision.SUBMITTED,
    sources=OPEN_TO_CHANGES,
    target=SubsidyState.IN_REVIEW,
    permission=may_submit,
    demand=nothing_affordable,
)
APPROVE = Transition(
    code="approve",
    words=_("Grant the subsidy"),
    done=_("granted the subsidy"),
    outlook=_("The proposed amount is granted and comes off the budget of its year, if the limits of the year allow."),
    decision=Decision.APPROVED,
    sources=frozenset({SubsidyState.IN_REVIEW}),
    target=SubsidyState.APPROVED,
    permission=may_decide,
    other_person=True,
    demand=beyond_the_limits,
    effect=grant,
)
REJECT = Transition(
    code="reject",
    words=_("Reject with a reason"),
    done=_("rejected the subsidy"),
    outlook=_("Nothing is granted; the application stays on file with your reason."),
    decision=Decision.APPROVED,
    sources=frozenset({SubsidyState.IN_REVIEW}),
    target=SubsidyState.REJECTED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
    effect=reject,
)
RETURN = Transition(
    code="return",
    words=_("Return with a reason"),
    done=_("returned the case"),
    outlook=_("The case goes back to the officer in charge, who can change it and submit it again."),
    decision=Decision.RETURNED,
    sources=frozenset({SubsidyState.IN_REVIEW}),
    target=SubsidyState.RETURNED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
)
PAY = Transition(
    code="pay",
    words=_("Note the payment"),
    done=_("noted the payment"),
    outlook=_("The subsidy counts as paid from then on."),
    decision=Decision.NOTED,
    sources=frozenset({SubsidyState.APPROVED}),
    target=SubsidyState.PAID,
    permission=may_submit,
    effect=pay,
)
REOPEN = Transition(
    code="reopen",
    words=_("Reopen with a reason"),
    done=_("reopened the case"),
    outlook=_("The grant becomes a proposal again and its amount returns to the budget, until it is granted anew."),
    decision=Decision.REOPENED,
    sources=frozenset({SubsidyState.APPROVED, SubsidyState.REJECTED, SubsidyState.PAID}),
    target=SubsidyState.RETURNED,
    permission=may_decide,
    needs_reason=True,
    effect=take_back,
)


def proposal_in_words(subsidy: ChildcareSubsidy) -> str:
    amount = subsidy.proposed if subsidy.granted is None else subsidy.granted
    if amount is None:
        return ""
    return gettext("{kind}: NT${amount} of NT${spent} spent").format(
        kind=SubsidyKind(subsidy.kind).label, amount=money(amount), spent=money(subsidy.spent)
    )


def _applicant(subsidy: ChildcareSubsidy) -> str:
    return str(subsidy.employer)


def _employer(check: FacilityCheck) -> str:
    return str(check.employer)


SUBSIDY_PROCESS = register_process(
    Process(
        model=ChildcareSubsidy,
        name=_("Childcare subsidy"),
        states=SubsidyState,
        marks={
            SubsidyState.DRAFT: "draft",
            SubsidyState.IN_REVIEW: "review",
            SubsidyState.RETURNED: "stop",
            SubsidyState.APPROVED: "done",
            SubsidyState.REJECTED: "void",
            SubsidyState.PAID: "done",
        },
        transitions=(SUBMIT, APPROVE, REJECT, RETURN, PAY, REOPEN),
        waits={
            SubsidyState.DRAFT: Wait(role=Role.STAFF, words=_("complete and submit"), officer_only=True),
            SubsidyState.IN_REVIEW: Wait(role=Role.SUPERVISOR, words=_("grant, reject or return"), days=DAYS_TO_DECIDE),
            SubsidyState.RETURNED: Wait(role=Role.STAFF, words=_("mend and submit again"), days=DAYS_TO_MEND),
            SubsidyState.APPROVED: Wait(role=Role.STAFF, words=_("pay it out and note it"), officer_only=True),
        },
        subject=_applicant,
        matter=proposal_in_words,
        related=("employer",),
    )
)

CLOSE: Transition[FacilityCheck] = Transition(
    code="close",
    words=_("End the follow-up with a reason"),
    done=_("ended the follow-up"),
    outlook=_("Nothing more is due for this check; the employer still counts as it was found."),
    decision=Decision.NOTED,
    sources=frozenset({CheckState.FOLLOW_UP}),
    target=CheckState.CLOSED,
    permission=may_follow_up,
    needs_reason=True,
)
RESUME: Transition[FacilityCheck] = Transition(
    code="resume",
    words=_("Resume the follow-up with a reason"),
    done=_("resumed the follow-up"),
    outlook=_("The employer is followed up again."),
    decision=Decision.REOPENED,
    sources=frozenset({CheckState.CLOSED}),
    target=CheckState.FOLLOW_UP,
    permission=may_follow_up,
    needs_reason=True,
)


CHECK_PROCESS = register_process(
    Process(
        model=FacilityCheck,
        name=_("Facility check"),
        states=CheckState,
        marks={CheckState.COMPLIES: "done", CheckState.FOLLOW_UP: "warn", CheckState.CLOSED: "void"},
        transitions=(CLOSE, RESUME),
        waits={
            CheckState.FOLLOW_UP: Wait(
                role=Role.STAFF, words=_("follow up"), officer_only=True, due=lambda check: check.next_due
            )
        },
        subject=_employer,
        related=("employer",),
    )
)
