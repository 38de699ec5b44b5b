"""The invented accidents and statistics give what the report prints, counted here without the product."""

from collections import Counter
from typing import Any

import pytest

from inspections.accident_demo import accidents, city_statistics
from laborportal.annualreport.document import figure_json
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.employers.demo import employers

COUNTED = ("confirmed", "pending")


def deaths(**scope: str) -> Counter[int]:
    found: Counter[int] = Counter()
    for row in accidents():
        if row["status"] in COUNTED and all(row[name] == value for name, value in scope.items()):
            found[int(row["number"][:3])] += int(row["deaths"])
    return found


def test_the_deaths_are_those_that_the_report_prints() -> None:
    construction, city, everywhere = deaths(industry="construction"), deaths(public_works="city"), deaths()
    assert (construction[112], city[112], everywhere[112], everywhere[111]) == (11, 3, 14, 20)
    baseline = [sum(found[year] for year in range(108, 112)) / 4 for found in (construction, city)]
    assert baseline == [12, 3]
    assert sum(row["status"] == "pending" for row in accidents()) == 1


def test_taipei_has_the_lowest_rate_and_the_fewest_deaths_of_six_cities_in_both_years() -> None:
    for year, rate in (("111", 1.317), ("112", 1.175)):
        rows = [row for row in city_statistics() if row["year"] == year]
        rates = {
            row["city"]: 1000 * int(row["accident_cases"]) / int(row["average_insured"])
            for row in rows
            if "accident_cases" in row
        }
        killed = {row["city"]: int(row["fatalities"]) for row in rows if "fatalities" in row}
        assert (min(rates, key=lambda city: rates[city]), round(rates["臺北市"], 3), len(rates)) == ("臺北市", rate, 6)
        assert sorted(killed.values())[0] == killed["臺北市"]


@pytest.mark.django_db
def test_the_figures_come_out_as_printed_and_a_second_run_changes_nothing(act: Act) -> None:
    load_rows("employers", employers, act)
    made = [load_rows("accidents", accidents, act), load_rows("city_statistics", city_statistics, act)]
    assert made == [len(list(accidents())), 24]
    printed: dict[str, tuple[Any, ...]] = {
        "safety.construction_fatalities": (11, 13, "final"),
        "safety.public_works_fatalities": (3, 4, "final"),
        "safety.fatalities": (14, 20, "provisional"),
        "safety.accident_rate": (1.175, 1.317, "final"),
        "safety.accident_rate_rank": (1, 1, "final"),
        "safety.fatality_rank": (1, 1, "final"),
    }
    found = {code: figure_json(counted) for code, counted in figures_of(112, printed).counted.items()}
    assert {code: (each["value"], each["previous"], each["status"]) for code, each in found.items()} == printed
    assert found["safety.fatalities"]["pending"] == 1
    assert load_rows("accidents", accidents, act) == load_rows("city_statistics", city_statistics, act) == 0
