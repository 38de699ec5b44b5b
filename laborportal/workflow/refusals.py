"""Why somebody may not take a step, in a sentence for that person."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.workflow.models import Approval, Decision
from laborportal.workflow.processes import C, Transition


def involved(approvals: Sequence[Approval]) -> tuple[set[int], set[int]]:
    """Who submitted the case in this round, and who signed it since it was last submitted; oldest approval first."""
    submitters: set[int] = set()
    signers: set[int] = set()
    for approval in approvals:
        if approval.decision == Decision.REOPENED:
            submitters, signers = set(), set()
        elif approval.decision == Decision.SUBMITTED:
            submitters, signers = submitters | {approval.person_id}, set()
        elif approval.decision == Decision.APPROVED:
            signers.add(approval.person_id)
    return submitters, signers


def wrong_state(case: C, transition: Transition[C]) -> bool:
    return case.voided_at is not None or case.state not in transition.sources


def refusal(user: User, case: C, transition: Transition[C], approvals: Sequence[Approval]) -> str:
    """Why *user* may not take *transition* now; blank when nothing stands in the way. Asks no database."""
    if wrong_state(case, transition):
        return _("This step is not open in the present state of the case.")
    if not transition.permission(user, case):
        return _("Your roles do not include this step for this unit.")
    if transition.other_person:
        return _own_hand(user, case, approvals)
    return ""


def _own_hand(user: User, case: C, approvals: Sequence[Approval]) -> str:
    submitters, signers = involved(approvals)
    if user.pk in submitters:
        return _("You submitted this case yourself; somebody else of the unit has to decide on it.")
    if user.pk == case.officer_id:
        return _("You are in charge of this case; somebody else of the unit has to decide on it.")
    if user.pk in signers:
        return _("You have signed this case already; the next signature has to be somebody else's.")
    return ""
