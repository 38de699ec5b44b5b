"""Rates and ranks of the six cities, against a reckoning of their own by whole numbers."""

import datetime
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q

from inspections.imports.cities import CityStatisticLoader
from inspections.measures import CHOICES
from inspections.models import CityStatistic
from laborportal.annualreport.document import figure_json
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.datasets.aggregates import Request, measure_all
from laborportal.datasets.measures import Measure
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from laborportal.workflow.voiding import void
from tests.factories.accidents import CityStatisticFactory
from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
SIX = ("臺北市", "新北市", "桃園市", "臺中市", "臺南市", "高雄市")
RATE, RATE_RANK, DEATHS_RANK = "safety.accident_rate", "safety.accident_rate_rank", "safety.fatality_rank"
Numbers = dict[str, tuple[int | None, int | None, int | None]]


def figure(code: str, year: int = 112) -> dict[str, Any]:
    return figure_json(figures_of(year, [code]).counted[code])


def row(**cells: Any) -> dict[str, str]:
    valid = {
        "year": "112",
        "city": "臺北市",
        "fatalities": "14",
        "accident_cases": "3525",
        "average_insured": "3000000",
        "period": "1-11",
        "as_of": "2024-01-31",
        "source": "月報",
    }
    return valid | {name: str(value) for name, value in cells.items()}


@pytest.fixture
def load(tmp_path: Any, act: Act) -> Callable[..., Result]:
    def loaded(*rows: dict[str, str], **options: bool) -> Result:
        path = csv_file(tmp_path, rows, name=f"{len(list(tmp_path.iterdir()))}.csv")
        return run_import(CityStatisticLoader(), path, act, dataset="city_statistics", **options)

    return loaded


def rank_by_counting(numbers: Numbers, better: Callable[[Any, Any], bool]) -> int | None:
    """One more than there are better ones; *better* compares by multiplication, without dividing."""
    own = numbers["臺北市"]
    return 1 + sum(better(other, own) for other in numbers.values())


def lower_rate(one: Any, other: Any) -> bool:
    usable = one[1] is not None and one[2]
    return bool(usable) and one[1] * other[2] < other[1] * one[2]


def fewer_deaths(one: Any, other: Any) -> bool:
    return one[0] is not None and one[0] < other[0]


def invented(chance: random.Random) -> Numbers:
    """Few different numbers, so that ties come often; some are missing, but never those of Taipei."""

    def blank(value: int) -> int | None:
        return None if chance.random() < 0.2 else value

    found: Numbers = {
        city: (
            blank(chance.randint(0, 4)),
            blank(chance.choice((0, 10, 20, 30))),
            blank(chance.choice((0, 1000, 2000, 3000))),
        )
        for city in SIX
    }
    return found | {"臺北市": (chance.randint(0, 4), chance.choice((0, 10, 20)), chance.choice((1000, 2000, 3000)))}


@pytest.mark.parametrize("seed", range(25))
def test_ranks_are_lowest_first_and_ties_share_the_better_one(seed: int) -> None:
    numbers = invented(random.Random(seed))
    for city, (deaths, cases, insured) in numbers.items():
        CityStatisticFactory.create(city=city, fatalities=deaths, accident_cases=cases, average_insured=insured)
    CityStatisticFactory.create(city="基隆市", fatalities=0, accident_cases=0, average_insured=1)
    rated = sum(cases is not None and bool(insured) for _deaths, cases, insured in numbers.values())
    counted = sum(deaths is not None for deaths, *_rest in numbers.values())
    found = {code: figure(code) for code in (RATE_RANK, DEATHS_RANK)}
    assert found[RATE_RANK]["value"] == rank_by_counting(numbers, lower_rate)
    assert found[DEATHS_RANK]["value"] == rank_by_counting(numbers, fewer_deaths)
    assert first_number(found[RATE_RANK]["note"]) == rated
    assert first_number(found[DEATHS_RANK]["note"]) == counted
    assert {each["members"] for each in found.values()} == {7}


def first_number(note: str) -> int:
    """Of how many cities it is the rank; the date follows."""
    return int(re.findall(r"\d+", note)[0])


def test_the_rate_comes_from_unrounded_values_of_the_source_and_says_its_period_and_date() -> None:
    CityStatisticFactory.create(accident_cases=1, average_insured=3000)
    found = figure(RATE)
    assert (found["value"], found["members"], found["period"], found["as_of"]) == (0.333, 1, "112 1-11", "2024-01-31")


def test_the_rate_per_thousand_is_benefit_cases_over_average_insured_and_cannot_be_summed_over_months() -> None:
    """Halves of a year: the rate of the whole is neither their sum nor their mean."""
    for number, (cases, insured) in enumerate(((30, 1000), (10, 3000))):
        CityStatisticFactory.create(source=f"{number}", accident_cases=cases, average_insured=insured)
    measured = measure_all(registry.get("city_statistics"), {"x": Request(Q(), Measure("named", "accident_rate"), 112)})
    assert measured["x"].value == 10  # 1,000 x 40 / 4,000; the two rates are 30 and 3.33


def test_the_series_breaks_at_111_05_and_the_figure_of_that_year_says_so() -> None:
    CityStatisticFactory.create()
    CityStatisticFactory.create(year=111)
    assert figure(RATE)["note"] == ""
    assert figure(RATE, 111)["note"]


def test_a_record_that_lacks_one_of_the_numbers_is_told() -> None:
    CityStatisticFactory.create()
    CityStatisticFactory.create(source="他", average_insured=None)
    measured = measure_all(registry.get("city_statistics"), {"x": Request(Q(), Measure("named", "accident_rate"), 112)})
    assert (measured["x"].members, measured["x"].known, "1" in measured["x"].note) == (2, 1, True)


def test_a_source_of_the_whole_year_names_no_months() -> None:
    CityStatisticFactory.create(period="1-12")
    assert {figure(code)["period"] for code in (RATE, RATE_RANK, DEATHS_RANK)} == {"112"}


def test_lowest_of_the_six_cities_is_true_only_at_its_source_date(load: Callable[..., Result]) -> None:
    load(*(row(city=city, fatalities=14 + place) for place, city in enumerate(SIX)))
    assert (figure(DEATHS_RANK)["value"], figure(DEATHS_RANK)["as_of"]) == (1, "2024-01-31")
    later = [row(city=city, fatalities=16 - place, source="更新", as_of="2024-02-29") for place, city in enumerate(SIX)]
    load(*later)
    found = figure(DEATHS_RANK)
    assert (found["value"], found["as_of"], found["members"]) == (6, "2024-02-29", 6)
    assert "113.02.29" in found["note"]


def test_the_figures_rest_on_the_newest_source_that_gives_taipeis_numbers(load: Callable[..., Result]) -> None:
    load(
        row(source="舊"),
        row(source="新", as_of="2024-02-29", accident_cases="", fatalities=20),
        row(source="更新", as_of="2024-03-31", fatalities="", average_insured=""),
        row(source="他市", as_of="2024-04-30", city="新北市"),
    )
    assert CHOICES["newest_source_of_rate"](112) == "舊"
    assert CHOICES["newest_source_of_fatalities"](112) == "新"
    assert "source=%E8%88%8A" in figure(RATE)["filter"]


def test_of_two_sources_of_one_date_the_one_imported_later_counts(load: Callable[..., Result], act: Act) -> None:
    def chosen() -> str | None:
        return CHOICES["newest_source_of_rate"](112)

    load(row(source="甲"), row(source="乙"))
    assert chosen() == "乙"
    corrected = load(row(source="甲", accident_cases=3526))
    assert chosen() == "甲"
    load(row(source="甲", accident_cases=3526), row(source="乙"))
    assert chosen() == "甲"
    revert(ImportRun.objects.get(pk=corrected.import_id or 0), act)
    assert chosen() == "乙"
    void(CityStatistic.objects.get(source="乙"), act)
    assert chosen() == "甲"


def test_without_a_usable_source_there_is_no_value_no_list_and_no_member() -> None:
    CityStatisticFactory.create(city="新北市")
    CityStatisticFactory.create(fatalities=None, accident_cases=None)
    for code in (RATE, RATE_RANK, DEATHS_RANK):
        found = figure(code)
        assert (found["value"], found["filter"], found["list"], found["members"]) == (None, None, None, 0)


def test_nobody_insured_gives_no_rate_and_no_rank() -> None:
    CityStatisticFactory.create(average_insured=0)
    CityStatisticFactory.create(city="新北市")
    assert (figure(RATE)["value"], figure(RATE_RANK)["value"]) == (None, None)
    assert (figure(RATE)["members"], figure(RATE_RANK)["members"]) == (1, 2)


def test_the_year_before_has_its_own_source() -> None:
    CityStatisticFactory.create()
    CityStatisticFactory.create(year=111, source="去年", accident_cases=3951, as_of=datetime.date(2023, 1, 31))
    assert (figure(RATE)["value"], figure(RATE)["previous"]) == (1.175, 1.317)


def test_two_periods_in_one_source_and_year_are_refused(load: Callable[..., Result]) -> None:
    result = load(
        row(), row(city="新北市", period="1-12"), row(city="桃園市"), row(city="桃園市", source="他", period="1-12")
    )
    assert [(problem.row, problem.column) for problem in result.errors] == [(2, "period")]
    assert not CityStatistic.objects.exists()


def test_a_period_is_refused_that_is_not_the_one_on_file(load: Callable[..., Result]) -> None:
    load(row(), row(city="新北市"), row(year=111, period="1-12"))
    result = load(row(city="桃園市", period="1-12"), row(city="臺中市"))
    assert [(problem.row, problem.column) for problem in result.errors] == [(1, "period")]
    one = load(row(period="1-12"))
    assert [(problem.row, problem.column) for problem in one.errors] == [(1, "period")]


def test_a_source_may_change_its_period_with_all_of_its_cities(load: Callable[..., Result]) -> None:
    load(row(), row(city="新北市"))
    result = load(row(period="1-12"), row(city="新北市", period="１-12"))
    assert (result.errors, result.counts.updated) == ([], 2)
