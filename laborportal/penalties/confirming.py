"""The way of a penalty that is made here: a second person confirms it, and from then on it counts.

Each kind of penalty makes the steps its own: `SUBMIT, CONFIRM, RETURN, REOPEN = confirmation(QuotaPenalty, …)`.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, User
from laborportal.penalties.models import Penalty
from laborportal.penalties.states import OPEN_TO_CHANGES, State
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Transition, Wait

P = TypeVar("P", bound=Penalty)
Permission = Callable[[User, Any], bool]
DAYS_TO_CONFIRM = 7
DAYS_TO_MEND = 14
MARKS: Mapping[str, str] = {
    State.DRAFT: "draft",
    State.IN_REVIEW: "review",
    State.RETURNED: "stop",
    State.DECIDED: "done",
}
WAITS: Mapping[str, Wait] = {
    State.DRAFT: Wait(role=Role.STAFF, words=_("complete and submit"), officer_only=True),
    State.IN_REVIEW: Wait(role=Role.SUPERVISOR, words=_("confirm or return"), days=DAYS_TO_CONFIRM),
    State.RETURNED: Wait(role=Role.STAFF, words=_("mend and submit again"), days=DAYS_TO_MEND),
}


def employer_of(penalty: Penalty) -> str:
    return str(penalty.employer)


def confirmation(
    model: type[P], may_submit: Permission, may_decide: Permission, not_ready: Callable[[P], str] | None = None
) -> tuple[Transition[P], Transition[P], Transition[P], Transition[P]]:
    """To submit, confirm, return and reopen; *not_ready* says what is still lacking before the first two."""
    return (
        Transition(
            code="submit",
            words=_("Submit for confirmation"),
            done=_("submitted the penalty for confirmation"),
            outlook=_("The penalty goes to the supervisors of the unit and cannot be changed until they have decided."),
            decision=Decision.SUBMITTED,
            sources=OPEN_TO_CHANGES,
            target=State.IN_REVIEW,
            permission=may_submit,
            demand=not_ready,
        ),
        Transition(
            code="confirm",
            words=_("Confirm the penalty"),
            done=_("confirmed the penalty"),
            outlook=_("The penalty is decided, and counts in lists and figures from then on."),
            decision=Decision.APPROVED,
            sources=frozenset({State.IN_REVIEW}),
            target=State.DECIDED,
            permission=may_decide,
            other_person=True,
            demand=not_ready,
        ),
        Transition(
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
        ),
        Transition(
            code="reopen",
            words=_("Reopen with a reason"),
            done=_("reopened the penalty"),
            outlook=_("The penalty can be changed and counts no more, until it is submitted and confirmed anew."),
            decision=Decision.REOPENED,
            sources=frozenset({State.DECIDED}),
            target=State.RETURNED,
            permission=may_decide,
            needs_reason=True,
        ),
    )
