"""What a dataset says of its figures: choices, caveats, the period and the date of records, where they come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from laborportal.annualreport.checks import check_figures
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.document import figure_json
from laborportal.annualreport.members import figures_that_count, keys_of
from laborportal.annualreport.values import Counted, figures_of
from laborportal.annualreport.wording import filter_in_words
from laborportal.datasets import registry
from laborportal.datasets.caveats import Caveat
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.measures import Measured, NamedMeasure
from tests.factories.activities import ActivityFactory
from tests.laborportal.annualreport.conftest import Declare

Count = Callable[..., Counted]
Equip = Callable[..., Dataset]
EVENTS = Figure(code="test.events", label="活動", unit="件", dataset="activities")
CHOSEN = Figure(code="test.chosen", label="選用", unit="件", dataset="activities", filter={"school": "{best}"})
SHARE = Figure(code="test.share", label="占比", unit="%", formula="100 * test.events / test.events")


@pytest.fixture
def equip(monkeypatch: pytest.MonkeyPatch) -> Equip:
    """The activities, with what the given attributes add."""

    def put(**attributes: Any) -> Dataset:
        equipped = replace(registry.get("activities"), **attributes)
        monkeypatch.setitem(registry._datasets, "activities", equipped)
        return equipped

    return put


def test_a_word_in_a_filter_is_what_the_dataset_chooses_for_the_year(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    declare(CHOSEN)
    equip(choices={"best": {112: "臺北國中", 111: "大安國中"}.get})
    for school in ("臺北國中", "臺北國中", "大安國中"):
        ActivityFactory.create(school=school)
    ActivityFactory.create(school="大安國中", held_on="2022-05-05")
    figure = counted("test.chosen")
    assert [figure.value, figure.previous] == [2, 1]
    assert figure.querystring == "year=112&school=%E8%87%BA%E5%8C%97%E5%9C%8B%E4%B8%AD"
    assert figure.list_url == f"/activities/?{figure.querystring}"
    assert len(keys_of(112, "test.chosen")) == 2


def test_without_a_choice_there_is_no_value_no_filter_no_list_and_no_member(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    declare(CHOSEN)
    dataset = equip(choices={"best": lambda year: None})
    record = ActivityFactory.create(school="臺北國中")
    printed = figure_json(counted("test.chosen"))
    assert [printed[name] for name in ("value", "filter", "list", "members", "previous")] == [None, None, None, 0, None]
    assert printed["note"] == "沒有可供 112 年度採用的資料。"
    assert keys_of(112, "test.chosen") == []
    assert figures_that_count(dataset, record, 112) == []


def test_a_choice_is_asked_for_once_a_year_whatever_uses_it(declare: Declare, equip: Equip, db: None) -> None:
    asked: list[int] = []

    def best(year: int) -> str:
        asked.append(year)
        return "臺北國中"

    equip(choices={"best": best})
    declare(CHOSEN, replace(CHOSEN, code="test.other"), replace(CHOSEN, code="test.third"))
    printed = [figure_json(figure) for figure in figures_of(112).counted.values()]
    assert [each["list"] is not None for each in printed] == [True] * 3
    assert sorted(asked) == [111, 112]


def test_a_choice_is_told_in_words_and_one_that_nobody_makes_is_refused_at_start_up(
    declare: Declare, equip: Equip
) -> None:
    declare(CHOSEN)
    (error,) = check_figures(None)
    assert "{best}" in error.msg
    dataset = equip(choices={"best": lambda year: None})
    assert check_figures(None) == []
    assert filter_in_words(dataset, "year={year}&school={best}") == "年度＝報告年度、學校＝報告年度應採用者"


def pending(number: int) -> str:
    return f"{number}件認定中"


def test_members_that_a_caveat_names_make_a_figure_provisional_with_their_number(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    declare(EVENTS, SHARE)
    equip(caveats=(Caveat(words=pending, q=Q(school="待查")),))
    ActivityFactory.create()
    assert counted("test.events").status == "final"
    ActivityFactory.create_batch(2, school="待查")
    figure = counted("test.events")
    assert figure.value == 3
    assert (figure.status, figure.note) == ("provisional", "2件認定中")
    assert figure_json(figure)["pending"] == 2
    share = counted("test.share")
    assert (share.status, share.note) == ("provisional", "2件認定中")


def test_a_caveat_that_counts_for_itself_is_asked_with_the_filter_of_the_report_s_own_year_alone(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    asked: list[tuple[Mapping[str, Sequence[str]], int]] = []

    def lacking(parameters: Mapping[str, Sequence[str]], year: int) -> int:
        asked.append((parameters, year))
        return 3 if "school" in parameters else 0

    declare(EVENTS, replace(EVENTS, code="test.school", filter={"school": "大安國中"}))
    equip(caveats=(Caveat(words="缺 {} 家".format, count=lacking),))
    assert counted("test.events").status == "final"
    figure = counted("test.school")
    assert (figure.status, figure.note) == ("provisional", "缺 3 家")
    assert asked[-1] == ({"year": ["112"], "school": ["大安國中"]}, 112)
    assert {year for _parameters, year in asked} == {112}


def test_a_caveat_has_either_members_or_a_count() -> None:
    with pytest.raises(ValueError, match="either"):
        Caveat(words=str)


def rate(records: QuerySet[Any], year: int) -> Measured:
    return Measured(Decimal("1.175"), 1, 1, "比較六都", provisional=True, period="1-11", as_of=date(2024, 1, 20))


def test_a_measure_says_of_which_months_and_of_which_day_its_records_are(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    equip(measures={"rate": NamedMeasure(label="比率", compute=rate)})
    declare(Figure(code="test.rate", label="率", unit="‰", decimals=3, dataset="activities", measure="named:rate"))
    printed = figure_json(counted("test.rate"))
    assert [printed[name] for name in ("period", "as_of", "note")] == ["112 1-11", "2024-01-20", "比較六都"]
    assert printed["status"] == "provisional"


def test_a_formula_has_the_period_and_the_newest_date_of_what_it_is_computed_from(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    equip(measures={"rate": NamedMeasure(label="比率", compute=rate)})
    declare(
        Figure(code="test.rate", label="率", unit="‰", decimals=3, dataset="activities", measure="named:rate"),
        Figure(code="test.twice", label="兩倍", unit="‰", decimals=3, formula="2 * test.rate"),
        Figure(code="test.mixed", label="合併", unit="‰", decimals=3, formula="test.rate + test.events"),
        EVENTS,
    )
    twice, mixed = counted("test.twice"), counted("test.mixed")
    assert (twice.period, twice.as_of, twice.status) == ("112 1-11", date(2024, 1, 20), "provisional")
    assert (mixed.period, mixed.as_of) == ("112", date(2024, 1, 20))


def test_a_manual_figure_names_its_source_and_bears_the_newest_date_of_its_records(
    declare: Declare, equip: Equip, counted: Count
) -> None:
    declare(EVENTS)
    equip(manual=lambda records: f"來源：後臺 {records.count()} 筆", as_of_lookup="held_on")
    assert counted("test.events").status == "final"
    ActivityFactory.create(held_on="2023-02-01")
    ActivityFactory.create(held_on="2023-10-31")
    figure = counted("test.events")
    assert (figure.status, figure.note, figure.as_of) == ("manual", "來源：後臺 2 筆", date(2023, 10, 31))


def test_a_year_without_a_date_of_its_records_ends_on_its_last_day(declare: Declare, counted: Count) -> None:
    declare(EVENTS)
    assert (counted("test.events").period, counted("test.events").as_of) == ("112", date(2023, 12, 31))
