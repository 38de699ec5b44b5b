import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from laborportal.accounts.models import Unit
from laborportal.activities.models import Activity
from laborportal.listing.ordering import count_up_to, following, in_order, neighbours
from tests.factories.activities import ActivityFactory, SeriesFactory

ORDERS = [(), ("-held_on",), ("attendance",), ("-attendance", "title"), ("series__name", "-attendance"), ("-pk",)]


def activities() -> QuerySet[Activity]:
    return Activity.objects.all()


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["attendance", "-attendance"])
def test_blanks_come_last_in_both_directions(order: str) -> None:
    for attendance in (None, 3, None, 1, 2):
        ActivityFactory.create(attendance=attendance)
    found = [activity.attendance for activity in in_order(activities(), (order,))]
    assert found == ([1, 2, 3, None, None] if order == "attendance" else [3, 2, 1, None, None])


@pytest.mark.django_db
def test_texts_are_sorted_by_code_point() -> None:
    for title in ("b", "B", "a", "臺", "ａ", "A", "-"):
        ActivityFactory.create(title=title)
    assert [each.title for each in in_order(activities(), ("title",))] == ["-", "A", "B", "a", "b", "臺", "ａ"]


@pytest.mark.django_db
def test_equal_records_keep_one_order() -> None:
    for _number in range(5):
        ActivityFactory.create()
    keys = [each.pk for each in in_order(activities(), ("-held_on", "attendance"))]
    assert keys == sorted(keys)


@pytest.mark.django_db
def test_an_order_by_something_computed_is_total_too() -> None:
    ActivityFactory.create(attendance=None)
    ActivityFactory.create(attendance=2)
    computed = activities().annotate(double=F("attendance") * 2)
    assert [each.attendance for each in in_order(computed, ("-double",))] == [2, None]


@pytest.mark.django_db
def test_an_order_may_pass_through_rows_that_are_several() -> None:
    by_child = in_order(Unit.objects.filter(code="employment_security"), ("memberships__role",))
    assert [unit.code for unit in by_child] == ["employment_security"]


@pytest.mark.django_db
def test_a_record_outside_the_list_has_no_neighbours() -> None:
    record = ActivityFactory.create()
    assert neighbours(activities().exclude(pk=record.pk), ("-held_on",), record) is None
    assert list(following(activities().exclude(pk=record.pk), (), record.pk)) == []


@pytest.mark.django_db
def test_a_place_costs_the_same_in_a_short_list_and_a_longer_one() -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            neighbours(activities(), ("-attendance",), Activity.objects.first() or ActivityFactory.create())
        return len(queries)

    ActivityFactory.create()
    alone = cost()
    for _number in range(4):
        ActivityFactory.create()
    assert cost() == alone <= 7


@pytest.mark.django_db
def test_counting_stops_at_its_limit() -> None:
    for _number in range(3):
        ActivityFactory.create()
    assert count_up_to(activities(), limit=3) == 3
    assert count_up_to(activities(), limit=2) is None


class EveryPlace(TestCase):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
    @given(
        st.lists(st.tuples(st.none() | st.integers(0, 2), st.integers(0, 2), st.sampled_from("aA台臺")), max_size=6),
        st.sampled_from(ORDERS),
    )
    def test_neighbours_agree_with_the_list_at_every_place(self, rows: list[Any], order: tuple[str, ...]) -> None:
        for number, (attendance, days, title) in enumerate(rows):
            ActivityFactory.create(
                number=f"n{number}",
                attendance=attendance,
                held_on=datetime.date(2023, 1, 1) + datetime.timedelta(days),
                title=title,
                series=SeriesFactory.create(code=f"s{days}", name=title),
            )
        listed = list(in_order(activities(), order))
        for place, record in enumerate(listed):
            found = neighbours(activities(), order, record)
            assert found is not None
            assert found.previous == (listed[place - 1] if place else None)
            assert found.next == (listed[place + 1] if place + 1 < len(listed) else None)
            assert (found.position, found.total) == (place + 1, len(listed))
            assert list(following(activities(), order, record.pk)) == listed[place + 1 :]
