"""A complaint: one handler, whom alone it is told who complained, and an answer within the term of its law."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inspections.models import Complaint, ComplaintOrigin
from inspections.policies import may_close, may_hand_over
from inspections.procedure.terms import reply_due
from inspections.sealing import seal, unseal
from inspections.states import ComplaintState, InspectionUnit
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act, record, register_action
from laborportal.exports.columns import CellError, DateColumn, ListedColumn
from laborportal.rocyear.dates import format_date, today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Process, Transition, Wait, register_process

READ, WRITTEN = "inspections.origin_read", "inspections.origin_written"
register_action(READ, _("read who complained"))
register_action(WRITTEN, _("wrote down who complained"))


def handlers() -> Iterable[tuple[str, str]]:
    """Case officers and supervisors of the two units, by user name."""
    holding = Q(memberships__unit__code__in=InspectionUnit.values, memberships__ended_at=None)
    people = User.objects.filter(holding, memberships__role__in=(Role.STAFF, Role.SUPERVISOR), is_active=True)
    return [(person.username, person.name) for person in people.distinct().order_by("name", "pk")]


@dataclass(frozen=True, kw_only=True)
class HandlerColumn(ListedColumn):
    """A person by user name; history keeps the person's name of that day."""

    def parse(self, text: str) -> str:
        if text not in dict(self.choices):
            raise CellError(gettext("Choose somebody of a unit that inspects."))
        return text

    def pack(self, value: Any) -> Any:
        return str(dict(self.choices).get(value, value))


HANDLER = HandlerColumn(name="handler", label=_("Handler"), listed=handlers, attribute=False)
ANSWERED_ON = DateColumn(name="answered_on", label=_("Answered on"))


def not_of_the_unit(complaint: Complaint) -> str:
    officer = complaint.officer
    if officer is not None and may_close(officer, complaint):
        return ""
    return gettext("The handler has to be of the unit that the complaint belongs to: choose somebody else.")


def answered_in_order(complaint: Complaint) -> str:
    if complaint.answered_on is not None and complaint.answered_on < complaint.received_on:
        words = gettext("The complaint was received on {day}: it is answered after that.")
        return words.format(day=format_date(complaint.received_on))
    if complaint.answered_on is not None and complaint.answered_on > today():
        return gettext("The date lies in the future: correct it.")
    return ""


def forget_the_answer(complaint: Complaint, act: Act) -> Mapping[str, tuple[Any, Any]]:
    before, complaint.answered_on = complaint.answered_on, None
    return {"answered_on": (before and before.isoformat(), None)}


HAND_OVER: Transition[Complaint] = Transition(
    code="hand_over",
    words=_("Name another handler"),
    done=_("named another handler of the complaint"),
    outlook=_("From then on only the person named can see who complained; this one cannot any more."),
    decision=Decision.NOTED,
    sources=frozenset(ComplaintState),
    target=ComplaintState.RECEIVED,
    permission=may_hand_over,
    asks=(HANDLER,),
    needs_reason=True,
    demand=not_of_the_unit,
)
ANSWER: Transition[Complaint] = Transition(
    code="answer",
    words=_("Note the answer"),
    done=_("noted that the complainant was answered"),
    outlook=_("The complainant has been told the result in writing."),
    decision=Decision.NOTED,
    sources=frozenset({ComplaintState.RECEIVED}),
    target=ComplaintState.ANSWERED,
    permission=may_close,
    asks=(ANSWERED_ON,),
    demand=answered_in_order,
)
ANSWER_ANEW: Transition[Complaint] = Transition(
    code="answer_anew",
    words=_("Take up again"),
    done=_("took the complaint up again"),
    outlook=_("The complaint waits for an answer again."),
    decision=Decision.REOPENED,
    sources=frozenset({ComplaintState.ANSWERED}),
    target=ComplaintState.RECEIVED,
    permission=may_hand_over,
    needs_reason=True,
    effect=forget_the_answer,
)


def employer_of(complaint: Complaint) -> str:
    return str(complaint.employer)


def subject_in_words(complaint: Complaint) -> str:
    return complaint.subject


COMPLAINT_PROCESS = register_process(
    Process(
        model=Complaint,
        name=_("Complaint"),
        states=ComplaintState,
        marks={ComplaintState.RECEIVED: "review", ComplaintState.ANSWERED: "done"},
        transitions=(ANSWER, HAND_OVER, ANSWER_ANEW),
        waits={
            ComplaintState.RECEIVED: Wait(role=Role.STAFF, words=_("answer the complainant"), due=reply_due),
        },
        subject=employer_of,
        matter=subject_in_words,
        related=("employer",),
    )
)


def read_origin(complaint: Complaint, act: Act) -> dict[str, str]:
    """What tells who complained; whoever asks has been found to be the handler. That it was read is on record."""
    origin = ComplaintOrigin.objects.filter(complaint=complaint).first()
    if origin is None:
        return {}
    record(act, READ, complaint)
    return unseal(origin.sealed)


def write_origin(complaint: Complaint, words: Mapping[str, str], act: Act) -> None:
    """Sealed; the history keeps that it was written, and none of the words."""
    ComplaintOrigin.objects.update_or_create(complaint=complaint, defaults={"sealed": seal(words)})
    record(act, WRITTEN, complaint)
