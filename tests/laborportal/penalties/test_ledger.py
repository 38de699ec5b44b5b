from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborportal.penalties.ledger import Appeal, Kind, Posting, Standing, correction, fold, opening

DAY = date(2023, 3, 29)
AMOUNTS = st.none() | st.integers(1, 2_000_000)
DAYS = st.none() | st.dates(date(2010, 1, 1), date(2030, 1, 1))
POSTINGS = st.builds(Posting, st.sampled_from(Kind), DAYS, AMOUNTS)
STANDINGS = st.builds(Standing, AMOUNTS, st.sampled_from(Appeal), DAYS)


@pytest.mark.parametrize(
    ("lines", "standing"),
    [
        ([], Standing()),
        ([Posting(Kind.DECIDED, DAY, 20_000)], Standing(20_000)),
        ([Posting(Kind.DECIDED, DAY)], Standing(None)),
        ([Posting(Kind.DECIDED, DAY, 20_000), Posting(Kind.AMOUNT_CORRECTED, DAY, 30_000)], Standing(30_000)),
        ([Posting(Kind.DECIDED, DAY, 20_000), Posting(Kind.APPEAL_LODGED)], Standing(20_000, Appeal.PENDING)),
        ([Posting(Kind.APPEAL_LODGED), Posting(Kind.APPEAL_DISMISSED)], Standing(None, Appeal.DISMISSED)),
        ([Posting(Kind.APPEAL_DISMISSED), Posting(Kind.APPEAL_LODGED)], Standing(None, Appeal.PENDING)),
        ([Posting(Kind.APPEAL_LODGED), Posting(Kind.APPEAL_CLEARED)], Standing()),
        ([Posting(Kind.DECIDED, DAY, 20_000), Posting(Kind.REVOKED)], Standing(20_000, Appeal.REVOKED)),
        ([Posting(Kind.PAID, DAY)], Standing(paid_on=DAY)),
        ([Posting(Kind.PAID, DAY), Posting(Kind.PAYMENT_CLEARED)], Standing()),
    ],
)
def test_a_ledger_folds_to_how_the_penalty_stands(lines: list[Posting], standing: Standing) -> None:
    assert fold(lines) == standing


@given(st.lists(POSTINGS, max_size=12), st.lists(POSTINGS, max_size=12))
def test_what_is_added_folds_on_from_what_was_there(first: list[Posting], then: list[Posting]) -> None:
    assert fold(then, fold(first)) == fold([*first, *then])


@given(st.lists(POSTINGS, max_size=12), STANDINGS)
def test_a_correction_leads_exactly_to_what_is_wanted_and_says_nothing_twice(
    lines: list[Posting], wanted: Standing
) -> None:
    now = fold(lines)
    added = list(correction(now, wanted))
    assert fold(added, now) == wanted
    assert list(correction(wanted, wanted)) == []
    stands = list(accumulate(added, lambda standing, line: fold([line], standing), initial=now))
    assert len(set(stands)) == len(stands)


@given(STANDINGS, st.dates())
def test_a_ledger_opens_with_the_decision(wanted: Standing, day: date) -> None:
    lines = opening(wanted, day)
    assert (lines[0].kind, lines[0].on) == (Kind.DECIDED, day)
    assert fold(lines) == wanted
