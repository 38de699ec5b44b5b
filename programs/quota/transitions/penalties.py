"""The steps of a quota penalty: a second person confirms it, and from then on it counts."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.penalties.confirming import MARKS, WAITS, confirmation, employer_of
from laborportal.penalties.states import State
from laborportal.penalties.transitions import ledger_steps
from laborportal.workflow.processes import Process, register_process
from programs.quota.models import QuotaPenalty
from programs.quota.policies import may_decide, may_keep, may_submit

SUBMIT, CONFIRM, RETURN, REOPEN = confirmation(QuotaPenalty, may_submit, may_decide)


def fine_in_words(penalty: QuotaPenalty) -> str:
    return gettext("{ground}; NT${amount}").format(ground=penalty.get_ground_display(), amount=f"{penalty.amount:,}")


PENALTY_PROCESS = register_process(
    Process(
        model=QuotaPenalty,
        name=_("Penalty under the quota"),
        states=State,
        marks=MARKS,
        transitions=(SUBMIT, CONFIRM, RETURN, *ledger_steps(may_keep, may_decide), REOPEN),
        waits=WAITS,
        subject=employer_of,
        matter=fine_in_words,
        related=("employer",),
    )
)
