import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from laborportal.annualreport.declarations import Figure
from tests.factories.activities import ActivityFactory
from tests.factories.annualreport import FigureDefinitionFactory, ObjectiveFactory, TargetFactory
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory
from tests.laborportal.annualreport.conftest import Declare

GOLD = Figure(
    code="c.gold",
    label="金質獎",
    unit="家",
    dataset="certification_applications",
    filter={"scheme": "gender", "awards": "gold"},
)
RATE = Figure(code="c.rate", label="=占比", unit="%", decimals=1, formula="100 * c.gold / c.all")
ALL = Figure(code="c.all", label="申請", unit="家", dataset="certification_applications", filter={"scheme": "gender"})
DREAMS = Figure(code="c.dreams", label="夢", unit="件", dataset="dreams")


@pytest.fixture(autouse=True)
def figures(declare: Declare, db: None) -> None:
    declare(GOLD, ALL, RATE, DREAMS)


def run(*arguments: str, **options: Any) -> str:
    printed = io.StringIO()
    call_command(*arguments, stdout=printed, **options)
    return printed.getvalue()


def refused(*arguments: str, **options: Any) -> str:
    with pytest.raises(CommandError) as error:
        run(*arguments, **options)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_json_is_that_of_the_contract() -> None:
    application("gold")
    application("gold;progress", year=111)
    application("silver")
    report = json.loads(run("annual_report", "112"))
    assert list(report) == ["year", "edition", "generated_at", "figures", "sections"]
    assert (report["year"], report["edition"], report["sections"]) == (112, None, [])
    assert report["generated_at"].endswith("+08:00")
    assert json.dumps(report["figures"]["c.gold"], ensure_ascii=False) == (
        '{"value": 1, "unit": "家", "decimals": 0, "status": "final", "note": "", "previous": 1, '
        '"target": null, "direction": null, "period": "112", "as_of": "2023-12-31", "members": 1, '
        '"dataset": "certification_applications", "filter": "year=112&scheme=gender&awards=gold", '
        '"list": "/certifications/applications/?year=112&scheme=gender&awards=gold"}'
    )


def test_a_computed_figure_names_its_inputs_and_has_no_members() -> None:
    application("gold")
    application("silver")
    figure = json.loads(run("annual_report", "112"))["figures"]["c.rate"]
    assert (figure["value"], figure["inputs"]) == (50, ["c.gold", "c.all"])
    assert [figure[name] for name in ("members", "dataset", "filter", "list")] == [None] * 4


def test_targets_and_baselines_are_numbers() -> None:
    FigureDefinitionFactory.create(code="c.gold", report__year=112)
    TargetFactory.create(code="c.gold", value=11, direction="at_most", baseline=12, baseline_years="108-111")
    figure = json.loads(run("annual_report", "112"))["figures"]["c.gold"]
    wanted = {"target": 11, "direction": "at_most", "baseline": 12, "baseline_years": "108-111 average"}
    assert {name: figure[name] for name in wanted} == wanted


def test_sections_print_their_texts_with_numbers() -> None:
    FigureDefinitionFactory.create(code="c.sessions", report__year=112)
    ObjectiveFactory.create(
        report__year=112, order=1, title="平權", results="計{c.sessions|場次}", figures=["c.sessions"]
    )
    ActivityFactory.create(sessions=1234)
    (section,) = json.loads(run("annual_report", "112"))["sections"]
    assert section == {
        "order": 1,
        "objective": "平權",
        "strategies": "",
        "results": "計1,234場次",
        "future": "",
        "figures": ["c.sessions"],
    }


def test_the_csv_has_a_line_a_figure_and_no_formula() -> None:
    application("gold")
    printed = run("annual_report", "112", format="csv")
    rows = list(csv.DictReader(io.StringIO(printed.removeprefix("\ufeff"))))
    assert printed.startswith("\ufeff")
    assert list(rows[0]) == [
        "code", "label", "value", "unit", "status", "previous", "target", "direction", "period", "as_of", "members",
        "note",
    ]  # fmt: skip
    assert [row["code"] for row in rows] == ["c.gold", "c.all", "c.rate", "c.dreams"]
    assert (rows[0]["value"], rows[0]["members"], rows[2]["label"], rows[3]["value"]) == ("1", "1", "'=占比", "")


def test_the_html_stands_alone(tmp_path: Path) -> None:
    application("gold")
    file = tmp_path / "report.html"
    assert run("annual_report", "112", format="html", output=str(file)) == ""
    html = file.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert ".figure-link" in html
    assert 'href="/' not in html
    assert "<link" not in html
    assert "<script" not in html
    assert "113.12.31" not in html


def test_messages_follow_the_language_asked_for() -> None:
    assert "not kept in this system" in run("annual_report", "112", lang="en")
    assert "尚未建置" in run("annual_report", "112")


@pytest.mark.parametrize("year", ["0", "1000", "abc", "-1", ""])
@pytest.mark.parametrize("command", ["annual_report", "figure_members"])
def test_what_is_no_roc_year_is_refused(command: str, year: str) -> None:
    assert f"「{year}」" in refused(command, *([year] if command == "annual_report" else [year, "c.gold"]))


@pytest.mark.parametrize("options", [{"format": "pdf"}, {"format": "odt"}, {"format": "xml"}, {"edition": "1"}])
def test_what_is_not_there_yet_is_refused_in_one_line(options: dict[str, str]) -> None:
    assert next(iter(options)) in refused("annual_report", "112", **options)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    assert str(tmp_path) in refused("annual_report", "112", output=str(tmp_path))


def test_members_are_the_keys_sorted_by_code_point() -> None:
    for ubn, name in (("20000008", "丙公司"), ("", "乙公司"), ("10000004", "甲公司")):
        application("gold", employer=EmployerFactory.create(ubn=ubn, name=name))
    application("silver")
    assert run("figure_members", "112", "c.gold").splitlines() == [
        "gender|112|10000004",
        "gender|112|20000008",
        "gender|112|乙公司",
    ]


def test_no_members_print_no_line() -> None:
    assert run("figure_members", "112", "c.gold") == ""


def test_a_computed_figure_has_no_members_and_names_its_inputs() -> None:
    assert "c.gold, c.all" in refused("figure_members", "112", "c.rate")


def test_unknown_codes_and_records_that_are_not_kept_are_refused() -> None:
    assert "c.lost" in refused("figure_members", "112", "c.lost")
    assert "c.dreams" in refused("figure_members", "112", "c.dreams")


def test_a_filter_that_cannot_be_read_is_refused() -> None:
    FigureDefinitionFactory.create(code="c.broken", filter="year={year}&series=nobody")
    FigureDefinitionFactory.create(code="c.choice", filter="year={year}&series={newest}")
    assert "c.broken" in refused("figure_members", "112", "c.broken")
    assert run("figure_members", "112", "c.choice") == ""
