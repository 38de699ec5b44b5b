"""The demonstration comes out as the 112 report prints it."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from laborportal.accounts.policies import system_user
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.employers.demo import employers
from programs.quota.demo.months import months
from programs.quota.queries import consecutive_months_short
from tests import pristine
from tests.programs.quota.test_figures import CODES, december

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Act]:
    with pristine.taken_back(django_db_blocker):
        act = Act(system_user())
        load_rows("employers", employers, act)
        load_rows("quota_months", months, act)
        yield act


def test_the_figures_are_those_that_are_printed_and_the_year_before_is_there(loaded: Act) -> None:
    found = figures_of(112, CODES).counted
    assert [str(found[code].value) for code in CODES[:6]] == ["223", "62", "27.80", "691", "157", "22.72"]
    assert [str(found[code].previous) for code in CODES[:6]] == ["231", "36", "15.58", "645", "47", "7.29"]
    assert {each.status for each in found.values()} == {"final"}
    assert found["quota.levy"].tally.members == 267 * 12


def test_a_second_run_changes_nothing_and_every_number_is_valid(loaded: Act) -> None:
    assert load_rows("quota_months", months, loaded) == 0


def test_some_employers_are_short_for_years_and_some_newly(loaded: Act) -> None:
    runs = consecutive_months_short(december(2023))
    assert max(runs.values()) == 25
    assert min(runs.values()) < 12
