"""The steps of a quota penalty: a second person confirms it, and from then on it counts."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role
from laborportal.penalties.states import OPEN_TO_CHANGES, State
from laborportal.penalties.transitions import ledger_steps
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from programs.quota.models import QuotaPenalty
from programs.quota.policies import may_decide, may_keep, may_submit

DAYS_TO_CONFIRM = 7
DAYS_TO_MEND = 14

SUBMIT: Transition[QuotaPenalty] = Transition(
    code="submit",
    words=_("Submit for confirmation"),
    done=_("submitted the penalty for confirmation"),
    outlook=_("The penalty goes to the supervisors of the unit and cannot be changed until they have decided."),
    decision=Decision.SUBMITTED,
    sources=OPEN_TO_CHANGES,
    target=State.IN_REVIEW,
    permission=may_submit,
)
CONFIRM: Transition[QuotaPenalty] = Transition(
    code="confirm",
    words=_("Confirm the penalty"),
    done=_("confirmed the penalty"),
    outlook=_("The penalty is decided, and counts in lists and figures from then on."),
    decision=Decision.APPROVED,
    sources=frozenset({State.IN_REVIEW}),
    target=State.DECIDED,
    permission=may_decide,
    other_person=True,
)
RETURN: Transition[QuotaPenalty] = Transition(
    code="return",
    words=_("Return with a reason"),
    done=_("returned the penalty"),
    outlook=_("The penalty goes back to the officer in charge, who can change it and submit it again."),
    decision=Decision.RETURNED,
    sources=frozenset({State.IN_REVIEW}),
    target=State.RETURNED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
)
REOPEN: Transition[QuotaPenalty] = Transition(
    code="reopen",
    words=_("Reopen with a reason"),
    done=_("reopened the penalty"),
    outlook=_("The penalty can be changed and counts no more, until it is submitted and confirmed anew."),
    decision=Decision.REOPENED,
    sources=frozenset({State.DECIDED}),
    target=State.RETURNED,
    permission=may_decide,
    needs_reason=True,
)


def _employer(penalty: QuotaPenalty) -> str:
    return str(penalty.employer)


def fine_in_words(penalty: QuotaPenalty) -> str:
    return gettext("{ground}; NT${amount}").format(ground=penalty.get_ground_display(), amount=f"{penalty.amount:,}")


PENALTY_PROCESS = register_process(
    Process(
        model=QuotaPenalty,
        name=_("Penalty under the quota"),
        states=State,
        marks={State.DRAFT: "draft", State.IN_REVIEW: "review", State.RETURNED: "stop", State.DECIDED: "done"},
        transitions=(SUBMIT, CONFIRM, RETURN, *ledger_steps(may_keep, may_decide), REOPEN),
        waits={
            State.DRAFT: Wait(role=Role.STAFF, words=_("complete and submit"), officer_only=True),
            State.IN_REVIEW: Wait(role=Role.SUPERVISOR, words=_("confirm or return"), days=DAYS_TO_CONFIRM),
            State.RETURNED: Wait(role=Role.STAFF, words=_("mend and submit again"), days=DAYS_TO_MEND),
        },
        subject=_employer,
        matter=fine_in_words,
        related=("employer",),
    )
)
