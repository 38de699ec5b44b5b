"""The demonstration gives the numbers that the report of 112 prints, and those of 111 that the press was given."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from laborportal.annualreport.document import contents
from laborportal.annualreport.values import figures_of

PRINTED = {
    printed["code"]: printed
    for printed in json.loads(Path(__file__).with_name("printed_112.json").read_text(encoding="utf-8"))
}
BEFORE = {"applications": 23, "winners": 12, "gold": 6, "silver": 1, "bronze": 5}


@pytest.fixture
def report(db: None) -> dict[str, Any]:
    call_command("demo")
    return contents(figures_of(112))


def test_every_figure_whose_records_are_kept_has_the_printed_value(report: dict[str, Any]) -> None:
    kept = {code: figure for code, figure in report["figures"].items() if figure["list"] or figure["value"] is not None}
    assert len(kept) >= 42
    for code, figure in kept.items():
        printed = PRINTED[code]
        assert (code, figure["unit"], figure["decimals"]) == (code, printed["unit"], printed["decimals"])
        if "value" in printed:
            assert (code, figure["value"], figure["status"]) == (code, printed["value"], "final")
        if printed.get("measure") == "count":
            assert (code, figure["members"]) == (code, figure["value"])


def test_the_year_before_is_that_of_the_press_releases(report: dict[str, Any]) -> None:
    found = {name: report["figures"][f"certifications.gender.{name}"]["previous"] for name in BEFORE}
    assert found == BEFORE


def test_winners_awards_and_applicants_are_three_numbers(report: dict[str, Any]) -> None:
    figures = report["figures"]
    awards = ("gold", "silver", "bronze", "creativity", "progress", "shortlisted")
    assert sum(figures[f"certifications.gender.{award}"]["value"] for award in awards) == 33
    assert figures["certifications.gender.winners"]["value"] == 30
    assert figures["certifications.gender.applications"]["value"] == 35


def test_targets_are_printed_with_their_direction_and_baseline(report: dict[str, Any]) -> None:
    for code, printed in PRINTED.items():
        figure = report["figures"][code]
        assert (code, figure["target"], figure.get("baseline")) == (
            code,
            printed.get("target"),
            printed.get("baseline"),
        )
        direction = "at_most" if printed.get("lower_is_better") else "at_least"
        assert figure["direction"] == (direction if "target" in printed else None)


def test_the_texts_print_their_numbers(report: dict[str, Any]) -> None:
    gender = report["sections"][3]
    assert "共計金質獎(認證合格)8家、銀質獎4家、銅質獎3家、創意獎2家、精進獎3家、入圍獎13家。" in gender["results"]
    assert len(report["sections"]) == 9
    assert not any(
        "{" in section[part] for section in report["sections"] for part in ("strategies", "results", "future")
    )
