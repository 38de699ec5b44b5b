from fractions import Fraction

import pytest

from laborportal.activities.datasets import ACTIVITIES
from laborportal.activities.models import Activity
from laborportal.datasets.aggregates import Request, measure_all
from laborportal.datasets.measures import Measured, read_measure
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db


def measured(measure: str, **filters: str) -> Measured:
    reading = ACTIVITIES.read_filter(filters)
    assert reading.ok
    return measure_all(ACTIVITIES, {"it": Request(reading.q, read_measure(measure), 112)})["it"]


def test_the_match_rate_adds_numerators_and_denominators_on_their_own() -> None:
    ActivityFactory.create(interviewed=100, matched=30)
    ActivityFactory.create(interviewed=None, matched=20)
    ActivityFactory.create(interviewed=60, matched=None)
    ActivityFactory.create(interviewed=40, matched=10)
    found = measured("named:match_rate", year="112")
    assert (found.value, found.members, found.known) == (Fraction(100 * 60, 200), 4, 2)
    assert "2" in found.note


def test_a_rate_of_complete_records_has_no_note() -> None:
    ActivityFactory.create(interviewed_45=680, matched_45=520)
    found = measured("named:senior_match_rate")
    assert (found.value, found.note) == (Fraction(52000, 680), "")


@pytest.mark.parametrize("numbers", [(None, None), (0, 0), (None, 5), (5, None)])
def test_a_rate_without_a_denominator_or_numerator_has_no_value(numbers: tuple[int | None, int | None]) -> None:
    interviewed, matched = numbers
    ActivityFactory.create(interviewed=interviewed, matched=matched)
    assert measured("named:match_rate").value is None
    assert measured("named:match_rate", year="111").value is None


def test_schools_are_counted_as_compared_and_a_blank_one_never() -> None:
    for school in ("台北青楓國中", " 臺北青楓國中", "澄湖國中", "", "臺北青楓國中"):
        ActivityFactory.create(school=school)
    assert measured("distinct:school").value == 2


def test_voided_activities_count_nowhere() -> None:
    ActivityFactory.create(sessions=4)
    gone = ActivityFactory.create(sessions=5)
    Activity.objects.filter(pk=gone.pk).update(voided_at=gone.created_at)
    assert measured("sum:sessions").value == 4


@pytest.mark.parametrize(
    ("parameter", "value", "found"),
    [
        ("series", "board_game", ["A2"]),
        ("school", "臺北青楓國中", ["A1"]),
        ("school", "青楓", []),
        ("title", "桌遊", ["A2"]),
        ("number", "ａ1", ["A1"]),
        ("venue", "禮堂", ["A1"]),
        ("attendance_min", "50", ["A2"]),
        ("held_on_to", "112.12.31", ["A1"]),
        ("year", "113", ["A2"]),
        ("q", "青楓 講座", ["A1"]),
    ],
)
def test_activities_are_filtered_by_the_vocabulary_of_the_contract(
    parameter: str, value: str, found: list[str]
) -> None:
    ActivityFactory.create(number="A1", school="台北青楓國中", title="講座", venue="禮堂", attendance=None)
    later = {"held_on": "2024-01-01", "series__code": "board_game", "title": "桌遊", "attendance": 50}
    ActivityFactory.create(number="A2", school="澄湖國中", **later)
    reading = ACTIVITIES.read_filter({parameter: value})
    assert reading.ok
    assert [record.number for record in ACTIVITIES.records().filter(reading.q)] == found
