"""The demonstration gives the numbers that the report of 112 prints; it is loaded once for all of this module."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoDbBlocker

from laborportal.accounts.models import User
from laborportal.annualreport.document import contents
from laborportal.annualreport.page import page_of
from laborportal.annualreport.values import figures_of
from laborportal.audit.models import Event
from laborportal.datasets import registry
from tests import pristine
from tests.conftest import ClientFor

Report = dict[str, Any]
PRINTED = {
    printed["code"]: printed
    for printed in json.loads(Path(__file__).with_name("printed_112.json").read_text(encoding="utf-8"))
}
FIELDS = ("value", "unit", "decimals", "previous", "target", "baseline", "baseline_years", "pending")
BEFORE = {"applications": 23, "winners": 12, "gold": 6, "silver": 1, "bronze": 5}
AGENCY: dict[str, list[float]] = {
    "finance.budget": [305_581, 303_468, 283_306, 313_554],
    "finance.final_account": [277_315, 263_380, 257_497, 286_557],
    "finance.execution_rate": [90.75, 86.79, 90.89, 91.39],
    "finance.personnel_cost": [175_596, 174_068, 178_122, 180_560],
    "finance.personnel_share": [63.32, 66.09, 69.17, 63.01],
    "staffing.total": [188, 174, 182, 179],
    "staffing.officials": [98, 88, 93, 97],
    "staffing.contract": [79, 75, 78, 75],
    "staffing.police": [0, 0, 0, 0],
    "staffing.workers": [11, 11, 11, 7],
}
MILLIONS = {"預算": "306 303 283 314", "決算": "277 263 257 287", "執行率(%)": "90.75 86.79 90.89 91.39"}


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with pristine.taken_back(django_db_blocker):
        call_command("demo", stdout=io.StringIO())
        yield


@pytest.fixture(scope="module")
def report(demonstration: None, django_db_blocker: DjangoDbBlocker) -> Report:
    with django_db_blocker.unblock(), translation.override("zh-hant"):
        return contents(figures_of(112))


@pytest.fixture
def reader(demonstration: None, admin: User, client_for: ClientFor) -> Client:
    return client_for(admin)


@pytest.mark.parametrize("code", PRINTED)
def test_every_field_of_every_figure_is_as_printed(code: str, report: Report) -> None:
    figure, printed = report["figures"][code], PRINTED[code]
    expected = {name: printed[name] for name in FIELDS if name in printed}
    assert {name: figure.get(name) for name in expected} == expected
    assert figure["status"] == ("provisional" if "pending" in printed else figure["status"])
    assert "pending" in printed or "pending" not in figure
    wanted = None if "target" not in printed else "at_most" if printed.get("lower_is_better") else "at_least"
    assert (figure["direction"], figure["target"] is None) == (wanted, wanted is None)
    assert printed.get("measure") != "count" or figure["members"] == figure["value"]


def test_money_and_staff_of_four_years_are_as_printed(demonstration: None, db: None) -> None:
    found: dict[int, Any] = {year: contents(figures_of(year, AGENCY))["figures"] for year in range(109, 113)}
    assert {code: [found[year][code]["value"] for year in found] for code in AGENCY} == AGENCY
    assert [found[112][code]["previous"] for code in AGENCY] == [values[2] for values in AGENCY.values()]


def test_the_page_shows_millions_beside_rates_of_the_unrounded_amounts(demonstration: None, db: None) -> None:
    shown = {str(row.label): " ".join(cell.text for cell in row.cells) for row in page_of(112).finance}
    assert shown == MILLIONS


def test_the_year_before_is_that_of_the_press_releases(report: Report) -> None:
    found = {name: report["figures"][f"certifications.gender.{name}"]["previous"] for name in BEFORE}
    assert found == BEFORE


def test_winners_awards_and_applicants_are_three_numbers(report: Report) -> None:
    figures = report["figures"]
    awards = ("gold", "silver", "bronze", "creativity", "progress", "shortlisted")
    assert sum(figures[f"certifications.gender.{award}"]["value"] for award in awards) == 33
    assert figures["certifications.gender.winners"]["value"] == 30
    assert figures["certifications.gender.applications"]["value"] == 35


def test_the_texts_print_their_numbers(report: Report) -> None:
    gender, safety = report["sections"][3], report["sections"][5]
    assert "共計金質獎(認證合格)8家、銀質獎4家、銅質獎3家、創意獎2家、精進獎3家、入圍獎13家。" in gender["results"]
    assert "111年重大職災死亡人數為20人，112年降至14人(1件認定中)，" in safety["results"]
    assert len(report["sections"]) == 9
    assert not any(
        "{" in section[part] for section in report["sections"] for part in ("strategies", "results", "future")
    )


def lines_of(*command: str) -> list[str]:
    printed = io.StringIO()
    call_command(*command, stdout=printed)
    return printed.getvalue().splitlines()


def test_members_page_and_export_of_every_counted_figure_hold_as_many_records(report: Report, reader: Client) -> None:
    counted = {code: figure for code, figure in report["figures"].items() if figure["dataset"]}
    assert len(counted) >= 80
    exported: dict[tuple[str, str], int] = {}
    for code, figure in counted.items():
        behind = figure["dataset"], figure["filter"]
        if behind not in exported:
            rows = lines_of("export_records", figure["dataset"], "--filter", figure["filter"])
            exported[behind] = len(list(csv.DictReader(rows)))
        listed = reader.get(figure["list"]).context["page"].count
        found = {len(lines_of("figure_members", "112", code)), listed, exported[behind]}
        assert (code, found) == (code, {figure["members"]})


def whole(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(line.lstrip("\ufeff") for line in lines_of("export_records", name)))


def of_2023(rows: list[dict[str, str]], column: str) -> list[dict[str, str]]:
    return [row for row in rows if row[column].startswith("2023-")]


def rounded_percent(part: int, whole_number: int) -> float | None:
    """Half-up to two decimals, in integers."""
    return None if not whole_number else ((20_000 * part + whole_number) // (2 * whole_number)) / 100


def of_inspections() -> Mapping[str, Any]:
    inspections = of_2023(whole("inspections"), "inspected_on")
    penalties = of_2023(whole("inspection_penalties"), "decided_on")
    office = [row for row in inspections if row["unit"] == "inspection_office"]
    stopped = sum(row["stop_work"] == "yes" for row in office)
    safety = sum(row["act"] == "occupational_safety" for row in penalties)
    known = [int(row["amount"]) for row in penalties if row["amount"]]
    return {
        "inspections.total": len(inspections),
        "inspections.stop_work": sum(row["stop_work"] == "yes" for row in inspections),
        "inspections.penalties": len(penalties),
        "inspections.penalty_amount": None if penalties and not known else sum(known),
        "inspections.osh_inspections": len(office),
        "inspections.osh_stop_work": stopped,
        "inspections.osh_penalties": safety,
        "inspections.penalty_rate": rounded_percent(stopped + safety, len(office)),
    }


def of_quota() -> Mapping[str, Any]:
    penalties = [row for row in of_2023(whole("quota_penalties"), "decided_on") if row["appeal"] != "revoked"]
    return {
        "quota.penalties": len(penalties),
        "quota.penalty_amount": sum(int(row["amount"]) for row in penalties),
        "quota.levy": sum(26_400 * shortage(row) for row in of_2023(whole("quota_months"), "month")),
    }


def shortage(row: dict[str, str]) -> int:
    """Doubled, so that halves of part-timers stay whole."""
    names = ("insured", "excluded", "ordinary", "severe", "half_time", "half_time_severe", "below_wage")
    insured, excluded, ordinary, severe, half, half_severe, below = (int(row[name] or 0) for name in names)
    total = (2 * (insured - excluded - below) - half - half_severe) // 2
    has = (2 * ordinary + 4 * severe + half + 2 * half_severe) // 2
    private = row["sector"] == "private"
    required = (0 if total < 67 else max(1, total // 100)) if private else 0 if total < 34 else total * 3 // 100
    return max(0, required - has)


def of_the_rest() -> Mapping[str, Any]:
    classes = {row["code"] for row in of_2023(whole("training_classes"), "starts_on")}
    trained = [row for row in whole("enrolments") if row["class"] in classes]
    completed = [row for row in trained if row["status"] == "completed"]
    early = [row for row in trained if row["status"] == "early_employed"]
    working = [row for row in completed if row["employed"] == "yes"]
    relief = sum(row["relief_job"] == "yes" for row in (*working, *early))
    rate = rounded_percent(len(working) + len(early) - relief, len(completed) + len(early) - relief)
    cases = [row for row in whole("certification_applications") if (row["scheme"], row["year"]) == ("gender", "112")]
    winners = sum(row["outcome"] == "awarded" for row in cases)
    return {"training.employment_rate": rate, "certifications.gender.winners": winners}


@pytest.mark.parametrize(("counted", "number"), [(of_inspections, 8), (of_quota, 3), (of_the_rest, 2)])
def test_figures_beyond_the_report_are_as_an_independent_count_gives_them(
    counted: Callable[[], Mapping[str, Any]], number: int, report: Report, db: None
) -> None:
    expected = counted()
    assert len(expected) == number
    assert {code: report["figures"][code]["value"] for code in expected} == expected


def test_the_thirteen_beyond_are_all_there(report: Report) -> None:
    beyond = {code for code, printed in PRINTED.items() if "value" not in printed}
    assert len(beyond) == 13
    assert beyond <= set(report["figures"])


def test_the_page_of_all_figures_takes_a_few_queries_for_each_dataset(reader: Client, report: Report) -> None:
    reader.get("/report/112/")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/report/112/").status_code == 200
    behind = {figure["dataset"] for figure in report["figures"].values() if figure["dataset"]}
    assert behind <= {dataset.name for dataset in registry.all_datasets()}
    assert len(queries) <= 3 * len(behind) + 15


def test_a_second_demonstration_changes_nothing(report: Report, db: None) -> None:
    events = Event.objects.count()
    created = io.StringIO()
    call_command("demo", stdout=created)
    assert [line for line in created.getvalue().splitlines() if line[-1:].isdigit() and not line.endswith(": 0")] == []
    assert Event.objects.count() == events
    with translation.override("zh-hant"):
        again = contents(figures_of(112))
    assert again["figures"] == report["figures"]
