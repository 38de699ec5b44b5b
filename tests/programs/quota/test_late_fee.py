from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.quota.calculation import due_on, late_fee

RATE = Fraction(2, 1000)
DUE = date(2023, 10, 10)


@pytest.mark.parametrize(
    ("paid_on", "days", "amount"),
    [
        (date(2023, 9, 20), 0, 0),
        (date(2023, 10, 10), 0, 0),
        (date(2023, 10, 11), 0, 0),  # the day before payment is the deadline itself
        (date(2023, 10, 12), 1, 52),
        (date(2023, 10, 15), 4, 211),
        (date(2023, 11, 11), 31, 1636),
        (date(2025, 2, 21), 499, 26_347),
        (date(2025, 2, 22), 500, 26_400),
        (date(2030, 1, 1), 2274, 26_400),
    ],
)
def test_the_late_fee_runs_to_the_day_before_payment_and_is_capped_at_once_the_amount(
    paid_on: date, days: int, amount: int
) -> None:
    found = late_fee(26_400, DUE, paid_on, rate=RATE)
    assert (found.days, found.amount) == (days, amount)


def test_that_the_cap_was_reached_is_told() -> None:
    assert not late_fee(26_400, DUE, date(2025, 2, 22), rate=RATE).capped
    assert late_fee(26_400, DUE, date(2025, 2, 23), rate=RATE).capped


@given(
    unpaid=st.integers(min_value=0, max_value=10**9),
    late=st.integers(min_value=-400, max_value=3000),
    cap=st.integers(min_value=0, max_value=3),
)
def test_a_late_fee_is_a_five_hundredth_a_day_until_its_cap(unpaid: int, late: int, cap: int) -> None:
    paid_on = date.fromordinal(DUE.toordinal() + late)
    charged = len(range(DUE.toordinal() + 1, paid_on.toordinal()))
    expected = min(unpaid * charged // 500, unpaid * cap)
    assert late_fee(unpaid, DUE, paid_on, rate=RATE, cap=Fraction(cap)).amount == expected


@pytest.mark.parametrize(
    ("month", "due"),
    [
        (date(2023, 9, 1), date(2023, 10, 10)),
        (date(2023, 12, 1), date(2024, 1, 10)),
        (date(2024, 1, 1), date(2024, 2, 10)),
    ],
)
def test_a_month_is_paid_by_the_tenth_of_the_next(month: date, due: date) -> None:
    assert due_on(month) == due
