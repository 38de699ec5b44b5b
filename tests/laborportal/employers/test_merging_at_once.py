"""Two supervisors at once, over connections of their own."""

from collections.abc import Callable

import pytest

from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act
from laborportal.employers.merging import NotMerged, merge
from laborportal.employers.models import Employer, MergeRecord
from laborportal.employers.splitting import NotSplit, split
from tests.factories.accounts import person
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import InspectionPenaltyFactory
from tests.laborportal.workflow.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def merging(kept: Employer, merged: Employer, who: User) -> Callable[[], MergeRecord]:
    return lambda: merge(kept, merged, {}, Act(who, "同一家公司"))


def test_of_two_who_merge_the_same_pair_both_ways_exactly_one_does() -> None:
    one, other = EmployerFactory.create_batch(2)
    letter = InspectionPenaltyFactory.create(employer=one)
    first, second = person(Role.SUPERVISOR), person(Role.SUPERVISOR)
    outcomes = at_once(merging(one, other, first), merging(other, one, second))
    assert sorted(type(found).__name__ for found in outcomes) == ["MergeRecord", NotMerged.__name__], outcomes
    letter.refresh_from_db()
    assert letter.employer == Employer.objects.standing().get()


def test_of_two_who_split_the_same_merge_exactly_one_does() -> None:
    kept, merged = EmployerFactory.create_batch(2)
    done = merging(kept, merged, person(Role.SUPERVISOR))()
    people = [person(Role.SUPERVISOR) for _ in range(2)]
    outcomes = at_once(*(lambda who=who: split(done, Act(who, "兩家公司")) for who in people))
    assert sorted(type(found).__name__ for found in outcomes) == ["MergeRecord", NotSplit.__name__], outcomes
    assert Employer.objects.standing().count() == 2
