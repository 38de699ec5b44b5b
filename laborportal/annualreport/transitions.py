"""A risk is watched, reviewed on its day, and closed once it is one no more; nobody has to confirm it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import may_write
from laborportal.annualreport.columns import REVIEW_COLUMNS
from laborportal.annualreport.models import Risk
from laborportal.annualreport.states import RiskState
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process


def _in_its_unit(user: User, risk: Risk) -> bool:
    return may_write(user, risk.unit_id)


def _next_review(risk: Risk) -> date | None:
    return risk.review_on


REVIEW = Transition(
    code="review",
    words=_("Record the review"),
    done=_("reviewed the risk"),
    outlook=_("The grades, the control and the day of the next review are as they are entered here."),
    decision=Decision.NOTED,
    sources=frozenset({RiskState.WATCHED}),
    target=RiskState.WATCHED,
    permission=_in_its_unit,
    asks=REVIEW_COLUMNS,
)
CLOSE = Transition(
    code="close",
    words=_("Close the risk with a reason"),
    done=_("closed the risk"),
    outlook=_("The risk stays in the register as closed, and is reviewed no more."),
    decision=Decision.NOTED,
    sources=frozenset({RiskState.WATCHED}),
    target=RiskState.CLOSED,
    permission=_in_its_unit,
    needs_reason=True,
)
WATCH_AGAIN = Transition(
    code="watch",
    words=_("Watch it again"),
    done=_("took the risk up again"),
    outlook=_("The risk is watched again, with the grades and the day of review that are entered here."),
    decision=Decision.NOTED,
    sources=frozenset({RiskState.CLOSED}),
    target=RiskState.WATCHED,
    permission=_in_its_unit,
    asks=REVIEW_COLUMNS,
)

RISK_PROCESS = register_process(
    Process(
        model=Risk,
        name=_("Risk"),
        states=RiskState,
        marks={RiskState.WATCHED: "review", RiskState.CLOSED: "done"},
        transitions=(REVIEW, CLOSE, WATCH_AGAIN),
        waits={RiskState.WATCHED: Wait(role=Role.STAFF, words=_("review the risk"), due=_next_review)},
        subject=lambda risk: risk.owner,
    )
)
