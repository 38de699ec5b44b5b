"""Each expectation is worked out by hand or by an oracle of integers; neither uses a line of the calculation."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.quota.calculation import Assessment, Roster, Rules, assess

PRIVATE = Rules(threshold=67, rate=Fraction(1, 100), minimum=1, wage=26_400)
PUBLIC = Rules(threshold=34, rate=Fraction(3, 100), minimum=0, wage=26_400)


def required(insured: int, rules: Rules) -> int:
    return assess(Roster(sector="", insured=insured), rules).required


@pytest.mark.parametrize(
    ("insured", "private", "public"),
    [
        (0, 0, 0),
        (33, 0, 0),
        (34, 0, 1),
        (66, 0, 1),
        (67, 1, 2),
        (99, 1, 2),
        (100, 1, 3),
        (133, 1, 3),
        (134, 1, 4),
        (166, 1, 4),
        (167, 1, 5),
        (199, 1, 5),
        (200, 2, 6),
        (299, 2, 8),
        (300, 3, 9),
        (999, 9, 29),
        (1000, 10, 30),
    ],
)
def test_the_quota_begins_at_34_and_67_and_is_a_whole_number(insured: int, private: int, public: int) -> None:
    assert (required(insured, PRIVATE), required(insured, PUBLIC)) == (private, public)


def test_at_least_one_holds_for_private_bodies_only() -> None:
    no_share = Rules(threshold=34, rate=Fraction(0), minimum=0, wage=None)
    assert required(67, PRIVATE) == 1
    assert required(34, no_share) == 0


def test_the_quota_is_floored_only_once_at_the_end() -> None:
    two_halves = Roster(sector="private", insured=201, half_time=1, half_time_severe=1)
    assert assess(two_halves, PRIVATE).total == 200
    assert assess(two_halves, PRIVATE).required == 2
    three_halves = Roster(sector="private", insured=100, half_time=3)
    assert (assess(three_halves, PRIVATE).total, assess(three_halves, PRIVATE).counted) == (98, 1)


def test_a_severe_disability_counts_twice_in_the_numerator_only() -> None:
    found = assess(Roster(sector="private", insured=300, severe=1), PRIVATE)
    assert (found.total, found.required, found.counted, found.shortage) == (300, 3, 2, 1)


def test_who_is_paid_below_the_basic_wage_leaves_numerator_and_total() -> None:
    found = assess(Roster(sector="private", insured=200, ordinary=1, below_wage=1), PRIVATE)
    assert (found.total, found.required, found.counted) == (199, 1, 1)


def test_two_part_timers_are_one_in_numerator_and_total() -> None:
    two = assess(Roster(sector="private", insured=201, half_time=2), PRIVATE)
    assert (two.total, two.counted) == (200, 1)
    one = assess(Roster(sector="private", insured=201, half_time=1), PRIVATE)
    assert (one.total, one.counted) == (200, 0)


def test_a_severe_part_timer_is_one_in_the_numerator_and_half_in_the_total() -> None:
    found = assess(Roster(sector="private", insured=68, half_time_severe=2), PRIVATE)
    assert (found.total, found.counted) == (67, 2)


def test_half_persons_decide_who_is_obliged() -> None:
    assert assess(Roster(sector="private", insured=67, half_time=1), PRIVATE).required == 0
    assert assess(Roster(sector="private", insured=68, half_time=1), PRIVATE).required == 1


def test_more_than_required_is_no_shortage() -> None:
    found = assess(Roster(sector="private", insured=100, ordinary=5), PRIVATE)
    assert (found.shortage, found.levy) == (0, 0)


def test_without_a_wage_there_is_no_levy_even_where_nobody_is_missing() -> None:
    unknown = Rules(threshold=67, rate=Fraction(1, 100), minimum=1, wage=None)
    assert assess(Roster(sector="private", insured=100, ordinary=5), unknown).levy is None
    assert assess(Roster(sector="private", insured=100), unknown).levy is None


def test_the_levy_is_the_shortage_times_the_wage_times_the_multiplier() -> None:
    double = Rules(threshold=67, rate=Fraction(1, 100), minimum=1, wage=26_400, multiplier=Fraction(3, 2))
    assert assess(Roster(sector="private", insured=500), PRIVATE).levy == 132_000
    assert assess(Roster(sector="private", insured=500), double).levy == 198_000


def test_the_example_of_the_design_comes_out_as_drawn() -> None:
    drawn = Roster(
        sector="private",
        insured=1268,
        excluded=12,
        ordinary=3,
        severe=1,
        half_time=3,
        half_time_severe=1,
        below_wage=3,
    )
    rules = Rules(threshold=67, rate=Fraction(1, 100), minimum=1, wage=27_470)
    assert assess(drawn, rules) == Assessment(total=1251, counted=7, required=12, shortage=5, levy=137_350)


heads = st.integers(min_value=0, max_value=3000)
small = st.integers(min_value=0, max_value=40)


@given(
    public=st.booleans(),
    insured=heads,
    excluded=small,
    ordinary=small,
    severe=small,
    half_time=small,
    half_time_severe=small,
    below_wage=small,
)
def test_any_roster_comes_out_as_the_statute_says(
    public: bool,
    insured: int,
    excluded: int,
    ordinary: int,
    severe: int,
    half_time: int,
    half_time_severe: int,
    below_wage: int,
) -> None:
    roster = Roster(
        sector="public" if public else "private",
        insured=insured,
        excluded=excluded,
        ordinary=ordinary,
        severe=severe,
        half_time=half_time,
        half_time_severe=half_time_severe,
        below_wage=below_wage,
    )
    half_persons = 2 * (insured - excluded - below_wage) - half_time - half_time_severe
    total = half_persons // 2
    counted = (2 * ordinary + 4 * severe + half_time + 2 * half_time_severe) // 2
    threshold, percent, least = (34, 3, 0) if public else (67, 1, 1)
    wanted = 0 if total < threshold else max(least, total * percent // 100)
    missing = wanted - counted if wanted > counted else 0
    found = assess(roster, PUBLIC if public else PRIVATE)
    assert found == Assessment(total, counted, wanted, missing, missing * 26_400)
