"""What a person can do with a case now; and if not, why not and who can."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from laborportal.accounts.models import User
from laborportal.workflow.models import Approval, Stateful, Waiting
from laborportal.workflow.processes import Process, Transition, Wait, process_of
from laborportal.workflow.refusals import involved, refusal


@dataclass(frozen=True)
class Outlook:
    """A case on its way: the steps behind it, those open to the person, and whom it waits for."""

    case: Any
    process: Process[Any]
    approvals: Sequence[Approval]
    waiting: Waiting | None
    open_steps: Sequence[Transition[Any]]
    reasons: Sequence[str]

    @property
    def wait(self) -> Wait | None:
        return self.process.waits.get(self.case.state)

    @property
    def state_label(self) -> str:
        return str(self.process.states(self.case.state).label)

    @property
    def mark(self) -> str:
        return self.process.marks.get(self.case.state, "")

    @property
    def matter(self) -> str:
        return self.process.matter(self.case)


def outlook(user: User, case: Stateful) -> Outlook:
    """Two queries, however long the way was."""
    process: Process[Any] = process_of(case)
    approvals = list(Approval.objects.of(case).select_related("person"))
    waiting = Waiting.objects.of(case).select_related("person", "unit").first()
    refused = {step.code: refusal(user, case, step, approvals) for step in process.from_state(case.state)}
    permitted = [step for step in process.from_state(case.state) if step.permission(user, case)]
    return Outlook(
        case=case,
        process=process,
        approvals=approvals,
        waiting=waiting,
        open_steps=[step for step in permitted if not refused[step.code]],
        reasons=list(dict.fromkeys(refused[step.code] for step in permitted if refused[step.code])),
    )


def who_can_go_on(found: Outlook) -> list[User]:
    """The people the case waits for: its officer, or those of the unit's role who had no hand in it."""
    if found.wait is None or found.waiting is None:
        return []
    if found.waiting.person is not None:
        return [found.waiting.person]
    submitters, signers = involved(found.approvals)
    barred = submitters | signers | {found.case.officer_id}
    separated = any(step.other_person for step in found.process.from_state(found.case.state))
    people = User.objects.filter(
        is_active=True,
        memberships__unit=found.waiting.unit_id,
        memberships__role=found.waiting.role,
        memberships__ended_at=None,
    )
    return [person for person in people.order_by("name", "pk") if not (separated and person.pk in barred)]


def cases_of(waiting: Sequence[Waiting], processes: Sequence[Process[Any]]) -> dict[tuple[int, int], Any]:
    """The cases that *waiting* points at by type and id; one query for each kind of case."""
    kinds = {ContentType.objects.get_for_model(process.model).pk: process for process in processes}
    found: dict[tuple[int, int], Any] = {}
    for kind, process in kinds.items():
        ids = [row.case_id for row in waiting if row.case_type_id == kind]
        if ids:
            cases = process.model._default_manager.select_related(*process.related).in_bulk(ids)
            found.update({(kind, pk): case for pk, case in cases.items()})
    return found
