"""What an employer gives as its reason is ruled on by another person than who took it down."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role
from laborportal.audit.recording import Act, Change
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process
from programs.quota.models import Justification
from programs.quota.policies import may_decide, may_submit
from programs.quota.states import JustificationState

DAYS_TO_RULE = 14
TEXT_SHOWN = 200


def keep_ruling(justification: Justification, act: Act) -> Mapping[str, Change]:
    before, justification.ruling = justification.ruling, act.reason[:500]
    return {"ruling": (before, justification.ruling)}


def take_ruling_back(justification: Justification, act: Act) -> Mapping[str, Change]:
    before, justification.ruling = justification.ruling, ""
    return {"ruling": (before, "")}


SUBMIT: Transition[Justification] = Transition(
    code="submit_justification",
    words=_("Submit for a ruling"),
    done=_("submitted the justification for a ruling"),
    outlook=_("It goes to the supervisors of the unit and cannot be changed until they have ruled."),
    decision=Decision.SUBMITTED,
    sources=frozenset({JustificationState.DRAFT}),
    target=JustificationState.IN_REVIEW,
    permission=may_submit,
)
ACCEPT: Transition[Justification] = Transition(
    code="accept",
    words=_("Accept as justified"),
    done=_("accepted the justification"),
    outlook=_("While it stands, a fine under §96 asks again: a fine needs that there is no justifiable reason."),
    decision=Decision.APPROVED,
    sources=frozenset({JustificationState.IN_REVIEW}),
    target=JustificationState.ACCEPTED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
    effect=keep_ruling,
)
REJECT: Transition[Justification] = Transition(
    code="reject",
    words=_("Do not accept"),
    done=_("did not accept the justification"),
    outlook=_("The reason is no justifiable one; whether there is a fine is decided apart from this."),
    decision=Decision.RETURNED,
    sources=frozenset({JustificationState.IN_REVIEW}),
    target=JustificationState.REJECTED,
    permission=may_decide,
    needs_reason=True,
    other_person=True,
    effect=keep_ruling,
)
REOPEN: Transition[Justification] = Transition(
    code="reopen_justification",
    words=_("Reopen with a reason"),
    done=_("reopened the justification"),
    outlook=_("The ruling is taken back; the text can be changed and is submitted anew."),
    decision=Decision.REOPENED,
    sources=frozenset({JustificationState.ACCEPTED, JustificationState.REJECTED}),
    target=JustificationState.DRAFT,
    permission=may_decide,
    needs_reason=True,
    effect=take_ruling_back,
)


def _employer(justification: Any) -> str:
    return str(justification.employer)


def _beginning(justification: Any) -> str:
    text: str = justification.text
    return text if len(text) <= TEXT_SHOWN else text[: TEXT_SHOWN - 1] + "…"


JUSTIFICATION_PROCESS = register_process(
    Process(
        model=Justification,
        name=_("Justification"),
        states=JustificationState,
        marks={
            JustificationState.DRAFT: "draft",
            JustificationState.IN_REVIEW: "review",
            JustificationState.ACCEPTED: "done",
            JustificationState.REJECTED: "stop",
        },
        transitions=(SUBMIT, ACCEPT, REJECT, REOPEN),
        waits={
            JustificationState.DRAFT: Wait(role=Role.STAFF, words=_("complete and submit"), officer_only=True),
            JustificationState.IN_REVIEW: Wait(
                role=Role.SUPERVISOR, words=_("accept or not, with a reason"), days=DAYS_TO_RULE
            ),
        },
        subject=_employer,
        matter=_beginning,
        related=("employer",),
    )
)
