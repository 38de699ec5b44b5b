"""Two people at once, over connections of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from certifications.models import Application
from certifications.states import State
from certifications.transitions import APPROVE
from laborportal.accounts.models import Role, User
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.cases.models import CalendarAddress
from laborportal.cases.numbers import take_numbers
from laborportal.cases.subscription import holder_of, renew
from laborportal.workflow.models import Approval, Waiting
from laborportal.workflow.performing import Stale, perform
from tests.factories.accounts import person
from tests.factories.certifications import in_review

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """What each of *tasks* returned or raised, all begun together."""
    barrier, outcomes = Barrier(len(tasks)), [None] * len(tasks)

    def run(place: int, task: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            outcomes[place] = task()
        except Exception as error:
            outcomes[place] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [Thread(target=run, args=found) for found in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def approving(case: Application, who: User) -> Callable[[], Application]:
    return lambda: perform(case, APPROVE, act=Act(who), seen_state=case.state, seen_version=case.version)


def test_of_two_supervisors_who_approve_at_once_exactly_one_does() -> None:
    case = in_review(person(Role.STAFF), "gold;progress")
    first, second = person(Role.SUPERVISOR), person(Role.SUPERVISOR)
    outcomes = at_once(approving(case, first), approving(case, second))
    stale = [found for found in outcomes if isinstance(found, Stale)]
    done = [found for found in outcomes if isinstance(found, Application)]
    assert (len(done), len(stale)) == (1, 1), outcomes
    assert stale[0].who in {first.name, second.name}
    assert Event.objects.filter(action="certifications.approve").count() == 1
    assert (Approval.objects.filter(decision="approved").count(), Waiting.objects.count()) == (1, 0)
    case.refresh_from_db()
    assert (case.state, case.awards.count()) == (State.DECIDED, 2)


def test_numbers_taken_at_once_are_all_different() -> None:
    outcomes = at_once(*(lambda: take_numbers("性平", 112, 3) for _number in range(4)))
    taken = [number for found in outcomes for number in found]
    assert sorted(taken) == [f"112-性平-{number:03d}" for number in range(1, 13)]


def test_a_calendar_address_that_is_asked_for_twice_at_once_is_made_anew_each_time() -> None:
    user = person(Role.STAFF)
    outcomes = at_once(lambda: renew(user), lambda: renew(user))
    assert sum(holder_of(str(secret)) == user for secret in outcomes) == 1, outcomes
    assert CalendarAddress.objects.count() == 2
