"""The fines of the demonstration are those of the report's year, and a second load adds nothing."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from laborportal.accounts import demo as people
from laborportal.accounts.policies import system_user
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.employers.demo import employers
from laborportal.employers.models import Employer
from programs.quota.demo import DEMONSTRATION, load
from programs.quota.models import Justification, LevyPayment, Notice, PublishedList, QuotaMonth, QuotaPenalty
from programs.quota.states import ListState, NoticeState
from tests import pristine

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Act]:
    with pristine.taken_back(django_db_blocker):
        act = Act(system_user())
        people.load(act)
        load_rows("employers", employers, act)
        for dataset, rows in DEMONSTRATION:
            load_rows(dataset, rows, act)
        load(act)
        yield act


def counts() -> list[int]:
    return [model.objects.count() for model in (QuotaPenalty, Notice, LevyPayment, Justification, PublishedList)]


def test_without_the_sign_ins_nobody_has_done_anything(db: None) -> None:
    load(Act(system_user()))
    assert counts() == [0, 0, 0, 0, 0]


def test_the_report_has_22_fines_of_440000_dollars_and_none_before(loaded: Act) -> None:
    found = figures_of(112, ("quota.penalties", "quota.penalty_amount")).counted
    assert [str(each.value) for each in found.values()] == ["22", "440000"]
    assert [each.previous for each in found.values()] == [None, None]
    assert QuotaPenalty.objects.order_by("decided_on")[0].decided_on.isoformat() >= "2023-05-01"
    assert QuotaPenalty.objects.filter(ground__in="34").count() > 11


def test_who_was_fined_was_a_private_employer_under_the_quota(loaded: Act) -> None:
    for fine in QuotaPenalty.objects.all():
        month = QuotaMonth.objects.get(employer=fine.employer, month=fine.decided_on.replace(day=1))
        assert (month.sector, month.shortage > 0) == (Employer.Sector.PRIVATE, True)


def test_letters_reasons_and_a_public_list_are_there(loaded: Act) -> None:
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.PROPOSED, NoticeState.CLOSED}
    assert len(set(Notice.objects.values_list("kind", flat=True))) == 3
    assert sorted(Justification.objects.values_list("state", flat=True)) == ["accepted", "rejected"]
    published = PublishedList.objects.get()
    assert published.state == ListState.PUBLISHED
    short = QuotaMonth.objects.standing().short().filter(month=published.month, sector=published.sector)
    assert published.rows.count() == short.count() > 100


def test_a_second_load_adds_nothing(loaded: Act) -> None:
    before = counts()
    assert [load_rows(dataset, rows, loaded) for dataset, rows in DEMONSTRATION] == [0, 0]
    load(loaded)
    assert counts() == before
