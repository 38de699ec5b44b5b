"""Every step of inspections, violations, orders and complaints: who may take it, what it writes, and once only."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.procedure.complaints import COMPLAINT_PROCESS
from inspections.procedure.inspections import INSPECTION_PROCESS
from inspections.procedure.stopwork import STOP_WORK_PROCESS
from inspections.procedure.violations import VIOLATION_PROCESS
from inspections.states import Correction, InspectionState, StopWorkState
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import history_of
from laborportal.workflow.models import Approval
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.inspections import (
    ComplaintFactory,
    FoundViolationFactory,
    InspectionFactory,
    StopWorkOrderFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date
OFFICE = ("inspection_office",)


def with_a_violation(**fields: Any) -> Any:
    inspection = InspectionFactory.create(**fields)
    FoundViolationFactory.create(inspection=inspection, position=1)
    return inspection


def served(**fields: Any) -> Any:
    days = {"notice_on": DAY(2023, 3, 6), "served_on": DAY(2023, 3, 8)}
    return InspectionFactory.create(**{"state": InspectionState.SERVED, **days, **fields})


def concluded_after_service(**fields: Any) -> Any:
    return served(state=InspectionState.CONCLUDED, **fields)


def done_with(**fields: Any) -> Any:
    return served(posted_on=DAY(2023, 3, 9), **fields)


def objected(**fields: Any) -> Any:
    return served(**{"state": InspectionState.OBJECTED, "objected_on": DAY(2023, 3, 10), **fields})


def violation(**fields: Any) -> Any:
    return FoundViolationFactory.create(correct_by=DAY(2023, 4, 10), inspection=served(), **fields)


def corrected(**fields: Any) -> Any:
    return violation(state=Correction.CORRECTED, corrected_on=DAY(2023, 4, 1), evidence="照片", **fields)


def order_in(state: str) -> Callable[..., Any]:
    def made(**fields: Any) -> Any:
        applied = {"applied_on": DAY(2023, 3, 5)} if state == StopWorkState.APPLIED else {}
        return StopWorkOrderFactory.create(state=state, **applied, **fields)

    return made


def answered(**fields: Any) -> Any:
    return ComplaintFactory.create(state="answered", answered_on=DAY(2023, 3, 10), **fields)


@dataclass(frozen=True)
class Step:
    """*own* says that whoever is in charge may not take it."""

    namespace: str
    code: str
    make: Callable[..., Any]
    target: str
    role: Role = Role.STAFF
    answers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    own: bool = False

    def url(self, case: Any) -> str:
        return reverse(f"{self.namespace}:step", args=[case.pk, self.code])

    def posted(self, case: Any) -> dict[str, str]:
        return {"seen_state": case.state, "seen_version": str(case.version), "reason": self.reason, **self.answers}


STEPS = [
    Step("inspections", "notify", with_a_violation, "notified", answers={"notice_on": "112.03.06"}),
    Step(
        "inspections",
        "serve",
        lambda **fields: with_a_violation(
            **{"state": InspectionState.NOTIFIED, "notice_on": DAY(2023, 3, 6), **fields}
        ),
        "served",
        answers={"served_on": "112.03.08"},
    ),
    Step("inspections", "post", served, "served", answers={"posted_on": "112.03.09"}),
    Step("inspections", "object", served, "objected", answers={"objected_on": "112.03.10"}),
    Step(
        "inspections",
        "settle_objection",
        objected,
        "served",
        Role.SUPERVISOR,
        {"objection_settled_on": "112.03.20"},
        "異議無理由",
        own=True,
    ),
    Step("inspections", "conclude", done_with, "concluded"),
    Step("inspections", "reopen_inspection", concluded_after_service, "served", Role.SUPERVISOR, reason="尚有未改善"),
    Step(
        "violations",
        "correct",
        violation,
        "corrected",
        answers={"corrected_on": "112.04.01", "evidence": "護欄照片3張"},
    ),
    Step(
        "violations",
        "correct_late",
        violation,
        "corrected_late",
        answers={"corrected_on": "112.05.01", "evidence": "護欄照片3張"},
    ),
    Step("violations", "end_site", violation, "site_ended", answers={"evidence": "工程已完工拆架"}),
    Step("violations", "withdraw", violation, "withdrawn", Role.SUPERVISOR, reason="事證不足", own=True),
    Step("violations", "reopen_violation", corrected, "open", Role.SUPERVISOR, reason="照片非本工地"),
    Step("stopwork", "submit_order", order_in(StopWorkState.DRAFT), "in_review"),
    Step("stopwork", "confirm_order", order_in(StopWorkState.IN_REVIEW), "in_force", Role.SUPERVISOR, own=True),
    Step(
        "stopwork",
        "return_order",
        order_in(StopWorkState.IN_REVIEW),
        "returned",
        Role.SUPERVISOR,
        reason="位置不明",
        own=True,
    ),
    Step("stopwork", "apply", order_in(StopWorkState.IN_FORCE), "applied", answers={"applied_on": "112.03.05"}),
    Step(
        "stopwork",
        "resume",
        order_in(StopWorkState.APPLIED),
        "resumed",
        Role.SUPERVISOR,
        {"verified_on": "112.03.07", "verified": "護欄已設置"},
    ),
    Step(
        "stopwork",
        "refuse_resumption",
        order_in(StopWorkState.APPLIED),
        "in_force",
        Role.SUPERVISOR,
        reason="護欄未固定",
    ),
    Step("complaints", "answer", ComplaintFactory.create, "answered", answers={"answered_on": "112.03.10"}),
    Step(
        "complaints",
        "hand_over",
        ComplaintFactory.create,
        "received",
        Role.SUPERVISOR,
        {"handler": "chief"},
        "承辦人異動",
    ),
    Step("complaints", "answer_anew", answered, "received", Role.SUPERVISOR, reason="補充調查"),
]
every_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.code)


@pytest.fixture
def actor(staff: User, supervisor: User) -> Callable[[Step], User]:
    return lambda step: supervisor if step.role == Role.SUPERVISOR else staff


@pytest.fixture
def case(step: Step, staff: User) -> Any:
    """In the charge of the officer where somebody else decides."""
    return step.make(officer=staff) if step.role == Role.SUPERVISOR else step.make()


@every_step
def test_a_step_leads_on_and_leaves_exactly_one_event(
    step: Step, case: Any, actor: Callable[[Step], User], client_for: ClientFor
) -> None:
    client = client_for(actor(step))
    assert client.get(step.url(case)).status_code == 200
    answer = client.post(step.url(case), step.posted(case))
    assert answer.status_code == 302, answer.context["form"].errors
    before, version = case.state, case.version
    case.refresh_from_db()
    assert (case.state, case.version) == (step.target, version + 1)
    (event,) = history_of(case)
    assert event.action == f"inspections.{step.code}"
    assert event.changes["state"] == [before, step.target]
    assert set(step.answers) <= set(event.changes)
    assert Approval.objects.of(case).get().person == actor(step)
    assert client.get(case.get_absolute_url()).status_code == 200


@every_step
def test_a_unit_that_does_not_own_the_case_finds_nothing(
    step: Step, case: Any, outsider: User, client_for: ClientFor
) -> None:
    other = person(Role.SUPERVISOR, Role.STAFF, units=("labour_conditions",))
    for stranger in (client_for(outsider), client_for(other)):
        assert stranger.get(step.url(case)).status_code == 404
        assert stranger.post(step.url(case), step.posted(case)).status_code == 404


@every_step
@pytest.mark.parametrize("reader", ["admin", "auditor"])
def test_without_the_role_a_step_is_forbidden(
    step: Step, case: Any, reader: str, request: pytest.FixtureRequest, client_for: ClientFor
) -> None:
    client = client_for(request.getfixturevalue(reader))
    assert client.post(step.url(case), step.posted(case)).status_code == 403
    assert not history_of(case).exists()


@pytest.mark.parametrize("step", [step for step in STEPS if step.own], ids=lambda step: step.code)
def test_nobody_decides_an_own_case(step: Step, client_for: ClientFor) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR, units=OFFICE)
    case = step.make(officer=both)
    assert client_for(both).post(step.url(case), step.posted(case)).status_code == 403
    assert not history_of(case).exists()


@every_step
def test_what_somebody_else_has_written_meanwhile_is_not_overrun(
    step: Step, case: Any, actor: Callable[[Step], User], client_for: ClientFor
) -> None:
    posted = step.posted(case)
    case.version += 1
    case.save()
    assert client_for(actor(step)).post(step.url(case), posted).status_code == 409
    assert not history_of(case).exists()


@every_step
def test_an_answer_that_is_left_out_is_asked_for_again(
    step: Step, case: Any, actor: Callable[[Step], User], client_for: ClientFor
) -> None:
    posted = {**step.posted(case), **dict.fromkeys(step.answers, ""), "reason": ""}
    if posted == step.posted(case):
        return
    answer = client_for(actor(step)).post(step.url(case), posted)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not history_of(case).exists()


@every_step
def test_the_page_of_a_step_costs_the_same_whatever_hangs_on_the_case(
    step: Step, actor: Callable[[Step], User], staff: User, client_for: ClientFor
) -> None:
    client = client_for(actor(step))

    def cost(case: Any) -> int:
        client.get(step.url(case))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(step.url(case)).status_code == 200
        return len(captured)

    alone = cost(step.make(officer=staff) if step.role == Role.SUPERVISOR else step.make())
    crowded = step.make(officer=staff) if step.role == Role.SUPERVISOR else step.make()
    inspection = crowded if step.namespace == "inspections" else getattr(crowded, "inspection", None)
    for position in range(5, 8):
        if inspection is not None:
            FoundViolationFactory.create(inspection=inspection, position=position)
    assert cost(crowded) == alone


def test_every_step_of_the_four_processes_is_tried() -> None:
    processes = (INSPECTION_PROCESS, VIOLATION_PROCESS, STOP_WORK_PROCESS, COMPLAINT_PROCESS)
    declared = {transition.code for process in processes for transition in process.transitions}
    assert declared == {step.code for step in STEPS}
