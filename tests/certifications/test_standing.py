import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certifications.standing import gold_until
from laborportal.employers.standing import OFF_PLANNED_LISTS
from laborportal.parameters.models import ParameterValue
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db


def until(employer: int, day: datetime.date) -> datetime.date | None:
    told = gold_until([employer], day).get(employer, [])
    assert {fact.kind for fact in told} <= {OFF_PLANNED_LISTS}
    return told[0].on if told else None


def test_gold_takes_off_planned_lists_for_two_years_from_the_ceremony() -> None:
    golden = application("gold")
    golden.round.ceremony_on = datetime.date(2023, 11, 17)
    golden.round.save()
    last = datetime.date(2025, 11, 16)
    days = [datetime.date(2023, 11, 16), datetime.date(2023, 11, 17), last, last + datetime.timedelta(days=1)]
    assert [until(golden.employer_id, day) for day in days] == [None, last, last, None]


def test_without_a_day_of_the_ceremony_it_runs_from_the_end_of_the_round() -> None:
    golden = application("gold")
    assert until(golden.employer_id, datetime.date(2024, 6, 30)) == datetime.date(2025, 12, 30)


def test_silver_and_whatever_is_not_decided_take_off_nothing() -> None:
    assert until(application("silver").employer_id, datetime.date(2024, 6, 30)) is None
    assert gold_until([EmployerFactory.create().pk], datetime.date(2024, 6, 30)) == {}


def test_how_long_is_data_with_its_source_and_no_constant() -> None:
    golden = application("gold")
    ParameterValue.objects.create(
        code="gold_off_planned_lists_years", valid_from=datetime.date(2023, 1, 1), value=3, citation="新規定"
    )
    assert until(golden.employer_id, datetime.date(2024, 6, 30)) == datetime.date(2026, 12, 30)
    assert ParameterValue.objects.filter(code="gold_off_planned_lists_years").exclude(citation="").count() == 2


def test_one_and_three_employers_are_the_same_number_of_queries() -> None:
    golden = [application("gold", employer=EmployerFactory.create()).employer_id for _ in range(3)]
    counts = []
    for employers in (golden[:1], golden):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            gold_until(employers, datetime.date(2024, 6, 30))
        counts.append(len(queries))
    assert counts[0] == counts[1]
