"""What waits, tried on applications: since when, until when, and what an edit changes of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from certifications.imports import ApplicationLoader
from certifications.models import Application
from certifications.states import State
from certifications.transitions import APPLICATION_PROCESS
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.workflow import waiting
from laborportal.workflow.models import Waiting
from laborportal.workflow.processes import register_process
from laborportal.workflow.waiting import wait_anew
from tests.factories.certifications import in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def due_by() -> Iterator[Callable[[Callable[[Any], date | None]], None]]:
    """Lets the wait for a decision work its day out from the case."""

    def change(due: Callable[[Any], date | None]) -> None:
        wait = replace(APPLICATION_PROCESS.waits[State.IN_REVIEW], due=due)
        register_process(replace(APPLICATION_PROCESS, waits={**APPLICATION_PROCESS.waits, State.IN_REVIEW: wait}))

    yield change
    register_process(APPLICATION_PROCESS)


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        (date(2023, 3, 14), date(2023, 3, 21)),
        (date(2023, 3, 11), date(2023, 3, 20)),  # the 18th is a Saturday
        (date(2023, 1, 14), date(2023, 1, 30)),  # the 21st falls into the Lunar New Year
        (date(2023, 3, 18), date(2023, 3, 25)),  # a make-up workday
    ],
)
def test_a_wait_counted_in_days_ends_on_a_working_day(
    submitted: date, due: date, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "today", lambda: submitted)
    in_review(staff)
    assert Waiting.objects.get().due == due


def test_a_day_that_the_case_knows_goes_before_a_number_of_days(
    staff: User, due_by: Callable[[Callable[[Any], date | None]], None]
) -> None:
    due_by(lambda case: date(2023, 3, 18))
    in_review(staff)
    assert Waiting.objects.get().due == date(2023, 3, 18)


def test_nothing_is_due_where_the_case_knows_no_day_yet(
    staff: User, due_by: Callable[[Callable[[Any], date | None]], None]
) -> None:
    due_by(lambda case: None)
    in_review(staff)
    assert Waiting.objects.get().due is None


def test_a_day_that_has_moved_is_taken_over_and_the_wait_goes_on(
    staff: User, due_by: Callable[[Callable[[Any], date | None]], None]
) -> None:
    days = iter([date(2023, 3, 17), date(2023, 4, 17)])
    due_by(lambda case: next(days))
    case = in_review(staff)
    before = long_ago()
    wait_anew([case])
    after = Waiting.objects.get()
    assert (after.due, after.since, after.remark) == (date(2023, 4, 17), before.since, "齊備")


def test_an_edit_keeps_since_when_why_and_until_when_a_case_waits(staff: User, supervisor: User) -> None:
    case = in_review(staff)
    before = long_ago()
    case.officer = supervisor
    wait_anew([case])
    after = Waiting.objects.get()
    assert (after.due, after.since, after.remark) == (before.due, before.since, "齊備")
    assert (after.officer, after.submitted_by) == (supervisor, staff)


def test_an_edit_by_form_or_import_moves_a_day_that_follows_from_the_case(
    staff: User, due_by: Callable[[Callable[[Any], date | None]], None]
) -> None:
    due_by(lambda case: case.applied_on)
    case, loader = in_review(staff), ApplicationLoader()
    row = loader.read(1, {"applied_on": "112/8/1"})
    loader.update([(case, row, loader.changes(row, case))], Act(staff))
    assert Waiting.objects.get().due == date(2023, 8, 1)


def test_a_step_begins_a_new_wait_even_in_the_same_state(staff: User) -> None:
    case = in_review(staff)
    before = long_ago()
    wait_anew([case], step=True)
    after = Waiting.objects.get()
    assert after.since > before.since
    assert after.remark == ""


def test_a_case_that_no_longer_waits_leaves_nothing(staff: User) -> None:
    case: Application = in_review(staff)
    case.voided_at = case.created_at
    wait_anew([case])
    assert not Waiting.objects.exists()


def long_ago() -> Waiting:
    """The one wait, as if it had begun three days ago for a reason."""
    before = Waiting.objects.get()
    before.since -= timedelta(days=3)
    before.remark = "齊備"
    before.save()
    return before
