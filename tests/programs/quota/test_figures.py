"""The quota figures of any year against an oracle that works on plain numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from laborportal.accounts.models import Unit
from laborportal.annualreport.members import keys_of
from laborportal.annualreport.values import Counted, figures_of
from laborportal.datasets import registry
from laborportal.employers.models import Employer
from programs.quota.models import QuotaMonth
from programs.quota.rules import Rulebook
from programs.quota.states import REHABILITATION
from tests.factories.employers import EmployerFactory
from tests.factories.quota import QuotaMonthFactory, months

CODES = (
    "quota.tracked_employers",
    "quota.employers_reduced",
    "quota.employers_reduction_rate",
    "quota.tracked_shortage",
    "quota.shortage_reduced",
    "quota.shortage_reduction_rate",
    "quota.levy",
)
YEAR = 112
Shortages = Mapping[tuple[int, int], int]


def value(found: Mapping[str, Counted], code: str) -> Any:
    return found[f"quota.{code}"].value


def of_the_year(year: int = YEAR) -> Mapping[str, Counted]:
    return figures_of(year, CODES).counted


def december(year: int) -> date:
    return date(year, 12, 1)


@dataclass
class Oracle:
    """*employers* hold the shortage of each of their months, by calendar year and month."""

    employers: Sequence[Shortages]

    def cohort(self) -> list[Shortages]:
        return [months for months in self.employers if months.get((2022, 12), 0) > 0]

    def closing(self, months: Shortages) -> int:
        last = max((month for year, month in months if year == 2023), default=None)
        return months[2022, 12] if last is None else months[2023, last]

    def recorded(self) -> bool:
        return any(year == 2023 for months in self.employers for year, _month in months)

    def figures(self) -> dict[str, Fraction | int | None]:
        cohort = self.cohort()
        start, end = sum(months[2022, 12] for months in cohort), sum(map(self.closing, cohort))
        left = sum(1 for months in cohort if self.closing(months) == 0)
        found: dict[str, Fraction | int | None] = {
            "quota.tracked_employers": len(cohort),
            "quota.tracked_shortage": start,
            "quota.employers_reduced": left if self.recorded() else None,
            "quota.shortage_reduced": start - end if self.recorded() else None,
            "quota.levy": sum(
                shortage * 26_400 for months in self.employers for (year, _), shortage in months.items() if year == 2023
            ),
        }
        rated = self.recorded() and bool(cohort)
        found["quota.employers_reduction_rate"] = Fraction(100 * left, len(cohort)) if rated else None
        found["quota.shortage_reduction_rate"] = Fraction(100 * (start - end), start) if rated else None
        return found

    def open(self) -> int:
        return sum(1 for months in self.cohort() if (2023, 12) not in months)


moments = st.sampled_from([(2022, 6), (2022, 12), (2023, 1), (2023, 5), (2023, 11), (2023, 12)])
rosters = st.lists(st.dictionaries(moments, st.integers(0, 4), max_size=6), max_size=7)


class TestAnyYear(TestCase):
    """Employers that lack December, lack the whole year, or got worse are among them."""

    def put(self, employers: Sequence[Shortages]) -> None:
        unit, book = Unit.objects.get(code=REHABILITATION), Rulebook.read()
        made = EmployerFactory.create_batch(len(employers))
        records = [
            QuotaMonth(employer=employer, unit=unit, month=date(year, month, 1), sector="private", insured=100 * short)
            for employer, shortages in zip(made, employers, strict=True)
            for (year, month), short in shortages.items()
        ]
        for record in records:
            record.reckon(book)
        QuotaMonth.objects.bulk_create(records)

    @settings(max_examples=60)
    @given(employers=rosters)
    def test_the_figures_of_any_year_are_those_of_the_oracle(self, employers: Sequence[Shortages]) -> None:
        self.put(employers)
        oracle, found = Oracle(employers), of_the_year()
        assert {code: each.tally.exact for code, each in found.items()} == oracle.figures()
        for code in ("quota.employers_reduced", "quota.shortage_reduced"):
            provisional = oracle.recorded() and oracle.open() > 0
            assert found[code].status == ("provisional" if provisional else "final"), code
            assert (str(oracle.open()) in found[code].note) or not provisional
            assert len(keys_of(YEAR, code)) == found[code].tally.members
        assert found["quota.shortage_reduced"].tally.members == (len(oracle.cohort()) if oracle.recorded() else 0)


@pytest.fixture
def employer(db: None) -> Employer:
    return EmployerFactory.create()


def test_the_tracked_cohort_is_compared_with_its_own_start(db: None) -> None:
    left, new = EmployerFactory.create_batch(2)
    months(left, {december(2022): 2, december(2023): 0})
    months(new, {december(2022): 0, december(2023): 5})
    found = of_the_year()
    assert (value(found, "tracked_employers"), value(found, "employers_reduced")) == (1, 1)
    assert (value(found, "tracked_shortage"), value(found, "shortage_reduced")) == (2, 2)


def test_an_employer_whose_shortage_grew_takes_away(db: None) -> None:
    better, worse = EmployerFactory.create_batch(2)
    months(better, {december(2022): 3, december(2023): 1})
    months(worse, {december(2022): 1, december(2023): 4})
    assert of_the_year()["quota.shortage_reduced"].value == -1


def test_the_latest_month_closes_an_employer_without_december_and_the_figure_is_provisional(employer: Employer) -> None:
    months(employer, {december(2022): 3, date(2023, 3, 1): 0, date(2023, 10, 1): 1})
    reduced = of_the_year()["quota.shortage_reduced"]
    assert (str(reduced.value), reduced.status, reduced.tally.members) == ("2", "provisional", 1)
    assert "1" in reduced.note
    months(employer, {december(2023): 0})
    reduced = of_the_year()["quota.shortage_reduced"]
    assert (str(reduced.value), reduced.status, reduced.note) == ("3", "final", "")


def test_an_employer_without_any_month_of_the_year_is_unchanged(employer: Employer) -> None:
    months(employer, {december(2022): 3})
    months(EmployerFactory.create(), {december(2023): 0})
    found = of_the_year()
    assert (value(found, "employers_reduced"), value(found, "shortage_reduced")) == (0, 0)
    assert found["quota.employers_reduced"].status == "provisional"
    for rate in ("quota.employers_reduction_rate", "quota.shortage_reduction_rate"):
        assert (found[rate].status, "1" in found[rate].note) == ("provisional", True)
    assert found["quota.tracked_shortage"].status == "final"


def test_without_a_row_of_the_year_nothing_was_reduced_by_any_number(employer: Employer) -> None:
    months(employer, {december(2022): 3})
    found = of_the_year()
    for code in ("quota.employers_reduced", "quota.shortage_reduced"):
        assert (found[code].value, found[code].tally.members, keys_of(YEAR, code)) == (None, 0, [])
        assert found[code].note
    assert value(found, "tracked_shortage") == 3


def test_a_voided_month_neither_tracks_nor_clears_anybody(employer: Employer) -> None:
    months(employer, {december(2022): 3, date(2023, 6, 1): 2})
    (cleared,) = months(employer, {december(2023): 0})
    QuotaMonth.objects.filter(pk=cleared.pk).update(voided_at="2024-01-05T00:00:00Z")
    assert of_the_year()["quota.shortage_reduced"].value == 1


def test_the_levy_says_how_many_months_have_one(db: None) -> None:
    QuotaMonthFactory.create(month=date(2015, 3, 1))
    levy = figures_of(104, CODES).counted["quota.levy"]
    assert (levy.value, levy.tally.members) == (None, 1)
    assert "0" in levy.note


def test_the_list_behind_a_figure_has_as_many_records_as_the_figure(db: None) -> None:
    for shortages in ({2022: 2, 2023: 0}, {2022: 1, 2023: 3}, {2022: 0, 2023: 0}, {2022: 4}):
        months(EmployerFactory.create(), {december(year): short for year, short in shortages.items()})
    dataset: Any = registry.get("quota_months")
    for code, each in of_the_year().items():
        if each.querystring is not None:
            reading = dataset.read_filter(parse_qs(each.querystring))
            assert dataset.records().filter(reading.q).count() == each.tally.members, code


@pytest.mark.parametrize(
    ("cleared_by", "expected"), [("112-02", 0), ("112-06", 1), ("112-12", 0), ("111-12", 0), ("113-01", 0)]
)
def test_cleared_by_asks_for_the_latest_month_of_that_year_up_to_it(
    employer: Employer, cleared_by: str, expected: int
) -> None:
    months(employer, {december(2022): 2, date(2023, 5, 1): 0, date(2023, 7, 1): 1})
    dataset = registry.get("quota_months")
    reading = dataset.read_filter({"month": "111-12", "cleared_by": cleared_by})
    assert reading.ok
    assert dataset.records().filter(reading.q).count() == expected


def test_cleared_by_is_given_once(db: None) -> None:
    problems = registry.get("quota_months").read_filter({"cleared_by": ["112-11", "112-12"]}).problems
    assert [problem.parameter for problem in problems] == ["cleared_by"]
