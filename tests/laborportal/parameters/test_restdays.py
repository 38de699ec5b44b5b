"""The office calendars of 108 to 115, as printed."""

from datetime import date, timedelta
from typing import Any

import pytest

from laborportal.parameters.restdays import rest_days

pytestmark = pytest.mark.django_db

MAKE_UP = {
    108: ["01-19", "02-23", "10-05"],
    109: ["02-15", "06-20", "09-26"],
    110: ["02-20", "09-11"],
    111: ["01-22"],
    112: ["01-07", "02-04", "02-18", "03-25", "06-17", "09-23"],
    113: ["02-17"],
    114: ["02-08"],
    115: [],
}
# Days off of the year, weekends included, as the calendars add them up in their heads.
DAYS_OFF = {108: 115, 109: 115, 110: 116, 111: 115, 112: 116, 113: 115, 115: 120}


def year(roc: int) -> list[date]:
    first = date(roc + 1911, 1, 1)
    return [day for number in range(366) if (day := first + timedelta(days=number)).year == first.year]


@pytest.mark.parametrize(("roc", "days"), MAKE_UP.items())
def test_offices_work_on_the_saturdays_that_make_up_for_a_day_off(roc: int, days: list[str]) -> None:
    rest = rest_days(*[date(roc + 1911, 1, 1)] * 2)
    worked = [day for day in year(roc) if day.weekday() >= 5 and rest.is_workday(day)]
    assert [f"{day:%m-%d}" for day in worked] == days
    assert rest.known(roc)


@pytest.mark.parametrize(("roc", "count"), DAYS_OFF.items())
def test_the_days_off_of_a_year_add_up_to_what_its_calendar_says(roc: int, count: int) -> None:
    rest = rest_days(date(roc + 1911, 5, 1), date(roc + 1911, 5, 2))
    assert sum(day in rest for day in year(roc)) == count


def test_days_are_named_and_anything_else_is_no_day_of_rest() -> None:
    rest = rest_days(date(2023, 1, 1), date(2023, 12, 31))
    assert rest.named(date(2023, 10, 10)) == "國慶日"
    assert rest.named(date(2023, 10, 11)) == ""
    assert "2023-10-10" not in rest


def test_a_year_that_was_not_entered_is_not_known_and_has_weekends_only() -> None:
    rest = rest_days(date(2031, 1, 1), date(2031, 1, 1))
    assert not rest.known(120)
    assert rest.is_workday(date(2031, 1, 1))
    assert not rest.is_workday(date(2031, 1, 4))


def test_rest_days_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert rest_days(date(2019, 1, 1), date(2026, 12, 31)).first_workday(date(2023, 1, 20)) == date(2023, 1, 30)
