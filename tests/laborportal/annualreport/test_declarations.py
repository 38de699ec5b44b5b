import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from laborportal.annualreport import declarations
from laborportal.annualreport.checks import check_figures
from laborportal.annualreport.declarations import DeclarationError, Figure, register, standard_figures

PRINTED = json.loads(Path(__file__).with_name("printed_112.json").read_text(encoding="utf-8"))


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declarations, "_figures", {})
    return


def figure(code: str = "a.b", **rest: Any) -> Figure:
    return Figure(**{"code": code, "label": "A", "unit": "家", "dataset": "activities"} | rest)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "gold"},
        {"code": "A.b"},
        {"dataset": ""},
        {"formula": "a.c + 1"},
        {"measure": "average:score"},
        {"measure": "sum"},
        {"measure": "sum:"},
        {"dataset": "", "formula": "a.c +"},
    ],
)
def test_a_figure_that_could_not_be_counted_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        figure(**wrong)


def test_a_code_is_declared_once(no_figures: None) -> None:
    with pytest.raises(DeclarationError, match="twice"):
        register([figure(), figure()])


def test_the_check_at_start_up_names_a_formula_and_what_it_lacks(no_figures: None) -> None:
    register([figure(), figure("a.rate", dataset="", formula="100 * a.b / a.lost")])
    (error,) = check_figures(None)
    assert "a.rate" in error.msg
    assert "a.lost" in error.msg


def test_the_check_finds_formulas_that_need_each_other(no_figures: None) -> None:
    register([figure("a.b", dataset="", formula="a.c"), figure("a.c", dataset="", formula="a.b")])
    assert ["a.b" in error.msg and "a.c" in error.msg for error in check_figures(None)] == [True]


def test_the_check_reads_filters_and_measures_of_datasets_that_exist(no_figures: None) -> None:
    register([figure("a.filter", filter={"colour": "red"}), figure("a.sum", measure="sum:colour"), figure("a.good")])
    assert [error.msg.split(":")[0] for error in check_figures(None)] == ["a.filter", "a.sum"]


def test_the_standard_figures_pass_the_check() -> None:
    assert check_figures(None) == []


def test_a_filter_has_the_year_unless_it_names_a_period_itself() -> None:
    assert figure(filter={"series": ["x", "y"]}).parameters == (("year", "{year}"), ("series", "x"), ("series", "y"))
    assert figure(filter={"month": "{previous_december}", "shortage_min": 1}).parameters == (
        ("month", "{previous_december}"),
        ("shortage_min", "1"),
    )


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed["code"])
def test_every_figure_of_the_printed_report_is_declared_as_it_says(printed: dict[str, Any]) -> None:
    declared = {each.code: each for each in standard_figures()}[printed["code"]]
    assert declared.decimals == printed["decimals"]
    assert declared.formula == printed.get("formula", "")
    assert declared.dataset == printed.get("dataset", "")
    assert declared.lower_is_better == printed.get("lower_is_better", False)
    assert set(declared.filter) == set(printed.get("filter", {}))
    with override("zh-hant"):
        assert str(declared.unit) == printed["unit"]
        assert str(declared.label) == printed["label_zh"]
