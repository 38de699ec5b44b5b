import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from laborportal.exports.columns import (
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    IntegerColumn,
    MonthColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
)
from laborportal.listing.conditions import (
    Condition,
    ConditionError,
    conditions_for,
    gather_conditions,
    search_condition,
    year_condition,
)

SCHEMES = (("gender", "性別平等"), ("age", "中高齡友善"))


def named(column: Column) -> dict[str, Condition]:
    return {condition.name: condition for condition in conditions_for(column)}


SCHEME = named(CodeColumn(name="scheme", label="認證", choices=SCHEMES))["scheme"]
STOPPED = named(YesNoColumn(name="stop_work", label="停工"))["stop_work"]
NUMBER = named(TextColumn(name="number", label="文號"))["number"]
TITLE = named(TextColumn(name="title", label="名稱", normalised_lookup="title_key"))["title"]
UBN = named(UbnColumn(name="ubn", label="統一編號", field="employer.ubn"))["ubn"]
AMOUNT = named(IntegerColumn(name="amount", label="金額"))
SCORE = named(ScoreColumn(name="score", label="分數"))
DECIDED = named(DateColumn(name="decided_on", label="裁處日期"))
MONTH = named(MonthColumn(name="month", label="月份"))


@pytest.mark.parametrize(
    ("column", "names"),
    [
        (CodeColumn(name="scheme", label="", choices=SCHEMES), ["scheme"]),
        (YesNoColumn(name="won", label=""), ["won"]),
        (TextColumn(name="number", label=""), ["number"]),
        (UbnColumn(name="ubn", label=""), ["ubn"]),
        (YearColumn(name="year", label=""), ["year"]),
        (DateColumn(name="held_on", label=""), ["held_on_from", "held_on_to"]),
        (MonthColumn(name="month", label=""), ["month", "month_from", "month_to"]),
        (IntegerColumn(name="amount", label=""), ["amount_min", "amount_max"]),
        (ScoreColumn(name="score", label=""), ["score_min", "score_max"]),
        (CodesColumn(name="awards", label="", choices=SCHEMES), []),
        (TextColumn(name="number", label="", filterable=False), []),
        (Column(name="derived", label=""), []),
    ],
)
def test_a_column_brings_the_conditions_of_its_kind(column: Column, names: list[str]) -> None:
    assert [condition.name for condition in conditions_for(column)] == names


@pytest.mark.parametrize(
    ("condition", "values", "meant"),
    [
        (SCHEME, ["age"], Q(scheme="age")),
        (SCHEME, ["age", "gender", "age"], Q(scheme__in=["age", "gender"])),
        (STOPPED, ["是"], Q(stop_work=True)),
        (STOPPED, ["ＦＡＬＳＥ"], Q(stop_work=False)),
        (AMOUNT["amount_min"], ["1,200"], Q(amount__gte=1200)),
        (AMOUNT["amount_max"], ["１２"], Q(amount__lte=12)),
        (SCORE["score_min"], ["85.5"], Q(score__gte=Decimal("85.5"))),
        (DECIDED["decided_on_from"], ["112/3/29"], Q(decided_on__gte=datetime.date(2023, 3, 29))),
        (DECIDED["decided_on_to"], ["1120329"], Q(decided_on__lte=datetime.date(2023, 3, 29))),
        (MONTH["month"], ["112-12", "2024-01"], Q(month__in=[datetime.date(2023, 12, 1), datetime.date(2024, 1, 1)])),
        (MONTH["month_to"], ["112/12"], Q(month__lte=datetime.date(2023, 12, 1))),
        (UBN, ["1234567"], Q(employer__ubn="01234567")),
        (TITLE, ["  台北Ａ "], Q(Q(title_key="臺北a"))),
        (NUMBER, ["台1"], Q(Q(number__in=["台1", "臺1"]))),
        (year_condition("year"), ["112"], Q(year=112)),
        (
            year_condition("decided_on", of_dates=True),
            ["112"],
            Q(Q(decided_on__range=(datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)))),
        ),
    ],
)
def test_a_value_means_its_q(condition: Condition, values: list[str], meant: Q) -> None:
    assert condition.q(values) == meant


@pytest.mark.parametrize("condition", [SCHEME, STOPPED, TITLE, AMOUNT["amount_min"], DECIDED["decided_on_to"]])
def test_a_blank_value_sets_nothing(condition: Condition) -> None:
    assert condition.q(["", " ", "　"]) == Q()
    assert condition.canonical([""]) == []


@pytest.mark.parametrize(
    ("condition", "value", "said"),
    [
        (SCHEME, "sex", "性別平等"),
        (SCHEME, "Gender", "中高齡友善"),
        (STOPPED, "maybe", "maybe"),
        (AMOUNT["amount_min"], "much", "much"),
        (AMOUNT["amount_min"], "NaN", "NaN"),
        (AMOUNT["amount_min"], "1e99", "1e99"),
        (AMOUNT["amount_min"], "1_000", "1_000"),
        (AMOUNT["amount_min"], "9" * 30, "9" * 30),
        (AMOUNT["amount_min"], "1.5", "1.5"),
        (SCORE["score_max"], "85.55", "85.55"),
        (DECIDED["decided_on_from"], "112/2/30", "112/2/30"),
        (MONTH["month"], "112-13", "112-13"),
        (UBN, "12345678901", "12345678901"),
        (year_condition("year"), "1000", "1000"),
        (TITLE, "a\x00b", "名稱"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_by_name(condition: Condition, value: str, said: str) -> None:
    with pytest.raises(ConditionError) as error:
        condition.q([value])
    assert said in str(error.value)


def test_a_bound_can_be_given_only_once() -> None:
    with pytest.raises(ConditionError):
        AMOUNT["amount_min"].q(["1", "2"])
    assert AMOUNT["amount_min"].q(["1", "1"]) == Q(amount__gte=1)


def test_the_address_has_one_spelling() -> None:
    assert SCHEME.canonical(["age", "gender"]) == ["gender", "age"]
    assert STOPPED.canonical(["Y", "1"]) == ["yes"]
    assert STOPPED.canonical(["否"]) == ["no"]
    assert DECIDED["decided_on_from"].canonical(["112/3/29"]) == ["2023-03-29"]
    assert MONTH["month"].canonical(["112/3"]) == ["2023-03"]
    assert AMOUNT["amount_min"].canonical(["1,200"]) == ["1200"]
    assert SCORE["score_min"].canonical(["85.50"]) == ["85.5"]
    assert SCORE["score_min"].canonical(["90.0"]) == ["90"]


def test_words_are_those_of_a_reader() -> None:
    assert SCHEME.words(["age"]) == "中高齡友善"
    assert SCHEME.words(["sex"]) == "sex"
    assert DECIDED["decided_on_from"].words(["2023-03-29"]) == "112.03.29"
    assert MONTH["month"].words(["2023-03"]) == "112.03"
    assert AMOUNT["amount_min"].words(["1200"]) == "1,200"
    assert TITLE.words([" 台北 "]) == "台北"


def test_options_that_are_rows_are_read_once_when_settled() -> None:
    asked: list[int] = []

    def rows() -> list[tuple[str, str]]:
        asked.append(1)
        return [("a", "甲")]

    condition = Condition(name="series", label="系列", kind="choice", choices=rows, lookup="series").settled()
    assert condition.q(["a"]) == Q(series="a")
    assert condition.words(["a"]) == "甲"
    assert len(asked) == 1


def test_search_finds_each_word_anywhere_in_any_path() -> None:
    found = search_condition(("name", "ubn")).q(["台北 Abc"])
    first = Q(
        ("name__contains", "臺北"),
        ("name__contains", "台北"),
        ("ubn__contains", "臺北"),
        ("ubn__contains", "台北"),
        _connector=Q.OR,
    )
    second = Q(
        ("name__contains", "abc"),
        ("name__contains", "Abc"),
        ("ubn__contains", "abc"),
        ("ubn__contains", "Abc"),
        _connector=Q.OR,
    )
    assert found == Q(first & second)


def test_conditions_stand_in_the_order_of_addresses_and_an_own_one_takes_its_column_s_place() -> None:
    own = [
        Condition(name="employer", label="事業單位", kind="text"),
        Condition(name="awards", label="獎項", kind="text"),
    ]
    columns = [TextColumn(name="employer", label=""), IntegerColumn(name="score", label="")]
    found = gather_conditions(columns, year=year_condition("year"), own=own, search=("name",))
    assert list(found) == ["year", "employer", "score_min", "score_max", "awards", "q"]
    assert found["employer"] is own[0]


@given(st.integers(min_value=0, max_value=10**14))
def test_every_number_is_read_with_and_without_thousands_separators(number: int) -> None:
    assert AMOUNT["amount_min"].read(str(number)) == AMOUNT["amount_min"].read(f"{number:,}") == number


@given(
    st.text(max_size=30),
    st.sampled_from([SCHEME, STOPPED, TITLE, UBN, *AMOUNT.values(), *DECIDED.values(), *MONTH.values()]),
)
def test_whatever_is_written_is_read_or_refused_in_words(text: str, condition: Condition) -> None:
    meant, refusal = Q(), ""
    try:
        meant = condition.q([text])
    except ConditionError as error:
        refusal = str(error)
    assert refusal or condition.q(condition.canonical([text])) == meant


@given(st.dates(min_value=datetime.date(2011, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_the_canonical_date_means_the_same_day(day: datetime.date) -> None:
    condition: Any = DECIDED["decided_on_from"]
    assert condition.read(condition.canonical([f"{day.year - 1911}/{day.month}/{day.day}"])[0]) == day
