"""The one writer of a state, tried on applications."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certifications.models import Application
from certifications.states import State
from certifications.transitions import APPLICATION_PROCESS, APPROVE, RETURN, SUBMIT
from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, Change
from laborportal.workflow.models import Approval, Decision, Stateful, Waiting
from laborportal.workflow.performing import NotAllowed, Stale, perform, stale
from laborportal.workflow.processes import UnknownProcess, process_of
from laborportal.workflow.refusals import involved, refusal
from laborportal.workflow.voiding import void, void_many
from laborportal.workflow.waiting import wait_anew
from tests.factories.certifications import ApplicationFactory, application, in_review, proposed

pytestmark = pytest.mark.django_db


def seen(case: Application) -> dict[str, Any]:
    return {"seen_state": case.state, "seen_version": case.version}


def test_a_step_writes_state_version_approval_and_one_event(staff: User) -> None:
    case = proposed(staff)
    done = perform(case, SUBMIT, act=Act(staff, "齊備"), **seen(case))
    case.refresh_from_db()
    assert (case.state, case.version) == (done.state, done.version) == (State.IN_REVIEW, 2)
    approval = Approval.objects.get()
    assert (approval.person, approval.version, approval.reason) == (staff, 2, "齊備")
    assert str(approval).startswith(staff.name)
    event = Event.objects.get(action="certifications.submit")
    assert (event.target_version, event.changes) == (2, {"state": ["draft", "in_review"]})


def test_what_waits_is_written_with_the_step(staff: User) -> None:
    case = in_review(staff)
    waiting = Waiting.objects.get()
    assert (waiting.case, waiting.unit, waiting.submitted_by, waiting.person) == (case, case.unit, staff, None)
    assert waiting.due is not None
    assert case.number in str(waiting)


@pytest.mark.parametrize("what", [{"seen_version": 1}, {"seen_state": State.DRAFT}])
def test_a_page_that_is_older_than_the_case_is_stale(what: dict[str, Any], staff: User, supervisor: User) -> None:
    case = in_review(staff)
    with pytest.raises(Stale) as found:
        perform(case, APPROVE, act=Act(supervisor), **{**seen(case), **what})
    assert found.value.who == staff.name
    assert staff.name in str(found.value)
    assert Approval.objects.count() == 1


def test_a_case_without_history_is_stale_too_but_names_nobody(staff: User) -> None:
    found = stale(proposed(staff))
    assert found.when is None
    assert str(found)


def test_a_step_from_another_state_is_refused(staff: User, supervisor: User) -> None:
    case = proposed(staff)
    with pytest.raises(NotAllowed):
        perform(case, APPROVE, act=Act(supervisor), **seen(case))


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_that_is_needed_is_demanded(reason: str, staff: User, supervisor: User) -> None:
    case = in_review(staff)
    with pytest.raises(NotAllowed):
        perform(case, RETURN, act=Act(supervisor, reason), **seen(case))
    assert Waiting.objects.get().state == State.IN_REVIEW


def test_the_submitter_and_the_officer_are_kept_away(staff: User, supervisor: User) -> None:
    case = in_review(staff)
    unguarded = replace(APPROVE, permission=lambda user, found: True)
    assert refusal(staff, case, unguarded, list(Approval.objects.of(case)))
    assert refusal(staff, case, unguarded, [])
    assert not refusal(supervisor, case, unguarded, list(Approval.objects.of(case)))


def test_who_signed_once_cannot_sign_again(staff: User, supervisor: User) -> None:
    case = in_review(staff)
    signed = Approval(case=case, version=9, step="approve", person=supervisor, decision=Decision.APPROVED)
    approvals = [*Approval.objects.of(case), signed]
    assert refusal(supervisor, case, APPROVE, approvals)


def test_hands_count_from_the_last_submission_and_the_last_reopening() -> None:
    def hand(person: int, decision: Decision) -> Approval:
        return Approval(person_id=person, decision=decision)

    first = [hand(1, Decision.SUBMITTED), hand(2, Decision.APPROVED)]
    assert involved(first) == ({1}, {2})
    assert involved([*first, hand(3, Decision.RETURNED), hand(4, Decision.SUBMITTED)]) == ({1, 4}, set())
    assert involved([*first, hand(3, Decision.REOPENED)]) == (set(), set())


def test_an_effect_that_fails_leaves_nothing_behind(staff: User, supervisor: User) -> None:
    def fail(case: Application, act: Act) -> Mapping[str, Change]:
        raise IntegrityError

    case = in_review(staff)
    events = Event.objects.count()
    with pytest.raises(IntegrityError):
        perform(case, replace(APPROVE, effect=fail), act=Act(supervisor), **seen(case))
    case.refresh_from_db()
    assert (case.state, Event.objects.count(), Approval.objects.count()) == (State.IN_REVIEW, events, 1)


def test_the_database_refuses_a_second_decision_on_the_same_version(staff: User) -> None:
    case = in_review(staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(case=case, version=case.version, step="x", person=staff, decision=Decision.APPROVED)


def test_a_voided_case_waits_for_nobody_and_takes_no_step(staff: User, supervisor: User) -> None:
    case = in_review(staff)
    void(case, Act(supervisor, "重複登錄"))
    case.refresh_from_db()
    assert (case.version, case.void_reason, Waiting.objects.count()) == (3, "重複登錄", 0)
    with pytest.raises(NotAllowed):
        perform(case, APPROVE, act=Act(supervisor), **seen(case))
    with pytest.raises(Stale):
        perform(case, APPROVE, act=Act(supervisor), seen_state=case.state, seen_version=2)


def test_voiding_many_leaves_one_event_each_and_skips_what_is_void(staff: User) -> None:
    cases = ApplicationFactory.create_batch(3)
    assert void_many(cases[:1], Act(staff, "一")) == 1
    assert void_many(cases, Act(staff, "二")) == 2
    assert void_many([], Act(staff)) == 0
    assert Event.objects.filter(action="voided").count() == 3
    assert sorted(Application.objects.values_list("void_reason", flat=True)) == ["一", "二", "二"]


def test_a_draft_without_an_officer_waits_for_nobody_and_a_returned_one_for_the_unit(staff: User) -> None:
    nobodys = ApplicationFactory.create()
    own = proposed(staff)
    returned = ApplicationFactory.create(state=State.RETURNED)
    wait_anew([nobodys, own, returned, application("gold")])
    wait_anew([])
    assert list(Waiting.objects.to_finish_by(staff).values_list("case_id", "person")) == [
        (returned.pk, None),
        (own.pk, staff.pk),
    ]


def test_only_a_model_with_a_process_can_be_asked_for_it() -> None:
    assert process_of(Application) is APPLICATION_PROCESS
    with pytest.raises(UnknownProcess):
        process_of(Stateful)
