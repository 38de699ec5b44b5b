from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from laborportal.accounts.models import User
from laborportal.employers.standing import facts
from programs.quota.queries import consecutive_months_short, runs_of_shortage
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.quota import months

LAST = date(2023, 3, 1)
SPAN = [date(2022, 11, 1), date(2022, 12, 1), date(2023, 1, 1), date(2023, 2, 1), LAST]


def run_up_to(last: date, shortages: Mapping[date, int]) -> int:
    length = 0
    for month in reversed([month for month in SPAN if month <= last]):
        if not shortages.get(month):
            break
        length += 1
    return length


class TestRuns(TestCase):
    """Against a walk back over the calendar; gaps and months that are met end a run."""

    @settings(max_examples=40)
    @given(st.lists(st.dictionaries(st.sampled_from([*SPAN, date(2023, 4, 1)]), st.integers(0, 2)), max_size=4))
    def test_consecutive_months_are_those_without_a_gap(self, rosters: Sequence[Mapping[date, int]]) -> None:
        made = {EmployerFactory.create(): shortages for shortages in rosters}
        for employer, shortages in made.items():
            months(employer, shortages)
        expected = {employer.pk: run_up_to(LAST, shortages) for employer, shortages in made.items()}
        assert consecutive_months_short(LAST) == {pk: length for pk, length in expected.items() if length}
        latest = {
            employer.pk: run_up_to(max(known), shortages)
            for employer, shortages in made.items()
            if (known := [month for month in shortages if month <= LAST])
        }
        found = runs_of_shortage([employer.pk for employer in made], LAST)
        assert {pk: run.months for pk, run in found.items()} == {pk: length for pk, length in latest.items() if length}


def test_only_the_employers_asked_for_are_told_of(db: None) -> None:
    first, second = EmployerFactory.create_batch(2)
    for employer in (first, second):
        months(employer, dict.fromkeys(SPAN, 1))
    assert consecutive_months_short(LAST, [first.pk]) == {first.pk: 5}
    assert set(runs_of_shortage([second.pk], LAST)) == {second.pk}


def test_the_standing_of_an_employer_says_how_long_it_has_been_short(db: None) -> None:
    short, met = EmployerFactory.create_batch(2)
    months(short, dict.fromkeys(SPAN, 2))
    (record,) = months(short, {date(2022, 9, 1): 2})
    months(met, {date(2023, 2, 1): 2, LAST: 0})
    with CaptureQueriesContext(connection) as for_one:
        facts([met.pk], LAST)
    with CaptureQueriesContext(connection) as for_both:
        told = facts([short.pk, met.pk], LAST)
    (fact,) = [fact for fact in told[short.pk] if fact.kind == "quota_short"]
    assert ("112.03" in fact.words, "5" in fact.words, fact.mark, fact.on) == (True, True, "warn", LAST)
    assert [fact for fact in told[met.pk] if fact.kind == "quota_short"] == []
    assert len(for_both) == len(for_one)
    assert fact.url != record.get_absolute_url()


def test_the_page_of_an_employer_shows_it(staff: User, client_for: ClientFor) -> None:
    employer = EmployerFactory.create()
    (record,) = months(employer, {LAST: 2})
    html = client_for(staff).get(employer.get_absolute_url()).content.decode()
    assert record.get_absolute_url() in html


@pytest.mark.django_db
def test_a_voided_month_is_part_of_no_run() -> None:
    employer = EmployerFactory.create()
    *_earlier, last = months(employer, dict.fromkeys(SPAN, 1))
    type(last).objects.filter(pk=last.pk).update(voided_at="2024-01-05T00:00:00Z")
    assert consecutive_months_short(LAST) == {}
    assert runs_of_shortage([employer.pk], LAST)[employer.pk].months == 4
