import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from laborportal.annualreport.counting import Tally
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.page import Evidence
from laborportal.annualreport.tally import computed
from laborportal.annualreport.texts import link
from laborportal.annualreport.values import Counted, figures_of, rounded, shown
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.annualreport import FigureDefinitionFactory, ReportYearFactory, TargetFactory
from tests.laborportal.annualreport.conftest import Declare

Count = Callable[..., Counted]
SESSIONS = Figure(
    code="test.sessions",
    label="場次",
    unit="場",
    dataset="activities",
    filter={"series": "gender_advocacy"},
    measure="sum:sessions",
)
PEOPLE = Figure(
    code="test.people",
    label="人次",
    unit="人次",
    dataset="activities",
    filter={"series": "gender_advocacy"},
    measure="sum:attendance",
)
EVENTS = Figure(code="test.events", label="活動", unit="件", dataset="activities")
SCHOOLS = Figure(code="test.schools", label="學校", unit="校", dataset="activities", measure="distinct:school")
SHARE = Figure(code="test.share", label="占比", unit="%", decimals=2, formula="100 * test.sessions / test.people")
ALL = (SESSIONS, PEOPLE, EVENTS, SCHOOLS, SHARE)


def numbers(figure: Counted) -> tuple[Any, int | None, Any]:
    """Value, members, and the value of the year before."""
    return figure.value, figure.tally.members, figure.previous


@pytest.mark.parametrize(
    ("exact", "decimals", "value"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction("22.725"), 2, "22.73"),
        (Fraction("-22.725"), 2, "-22.73"),
        (Fraction("-0.001"), 2, "0.00"),
        (Fraction(100 * 2192, 2216), 2, "98.92"),
        (Fraction(62 * 100, 223), 2, "27.80"),
        (Fraction(10**30 + 1, 2), 0, "500000000000000000000000000001"),
    ],
)
def test_rounding_is_half_up_away_from_zero(exact: Fraction, decimals: int, value: str) -> None:
    assert str(rounded(exact, decimals)) == value


def test_numbers_are_shown_grouped_and_with_all_their_decimals() -> None:
    assert shown(Decimal("1234567.80"), 2) == "1,234,567.80"
    assert shown(None, 0) == "—"


def test_a_count_or_sum_over_nothing_is_0_and_has_no_previous(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    for code in ("test.sessions", "test.events", "test.schools"):
        figure = counted(code)
        assert numbers(figure) == (0, 0, None)


def test_previous_is_0_where_the_dataset_has_other_records_of_that_year(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    ActivityFactory.create(series__code="film_screening", held_on="2022-12-31")
    assert counted("test.sessions").previous == 0
    assert counted("test.events").previous == 1


def test_both_ends_of_the_year_belong_to_it(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    for day in ("2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01"):
        ActivityFactory.create(held_on=day)
    figure = counted("test.events")
    assert numbers(figure) == (2, 2, 1)


def test_a_sum_whose_every_value_is_blank_has_no_value(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    ActivityFactory.create_batch(2, attendance=None)
    figure = counted("test.people")
    assert numbers(figure) == (None, 2, None)


def test_a_sum_says_how_many_of_its_amounts_are_known(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    ActivityFactory.create(attendance=None)
    ActivityFactory.create(attendance=40)
    figure = counted("test.people")
    assert numbers(figure) == (40, 2, None)
    assert "1" in figure.note
    assert "2" in figure.note


def test_different_values_are_told_apart_by_normalised_text_and_blanks_do_not_count(
    declare: Declare, counted: Count
) -> None:
    declare(*ALL)
    for school in ("臺北國中", "台北國中 ", "大安國中", ""):
        ActivityFactory.create(school=school)
    figure = counted("test.schools")
    assert numbers(figure) == (2, 4, None)


def test_a_voided_record_counts_nowhere(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    ActivityFactory.create(voided_at=timezone.now())
    assert counted("test.events").value == 0


def test_a_formula_reckons_with_unrounded_inputs_and_names_them(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    ActivityFactory.create(sessions=1, attendance=3)
    ActivityFactory.create(sessions=2, attendance=8, held_on="2022-05-05")
    figure = counted("test.share")
    assert (figure.value, figure.previous) == (Decimal("27.27") + Decimal("6.06"), Decimal("25.00"))
    assert (figure.tally.members, figure.querystring, figure.list_url) == (None, None, None)
    assert figure.definition.inputs == ("test.sessions", "test.people")


def test_a_zero_divisor_gives_no_value_and_says_so(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    figure = counted("test.share")
    assert figure.value is None
    assert "0" in figure.note


def test_a_formula_without_an_input_names_what_it_lacks(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    ActivityFactory.create(attendance=None)
    figure = counted("test.share")
    assert figure.value is None
    assert "人次" in figure.note


def test_formulas_that_need_each_other_have_no_value_and_break_nothing_else(declare: Declare, db: None) -> None:
    declare(
        Figure(code="a.b", label="甲", unit="%", formula="a.c + 1"),
        Figure(code="a.c", label="乙", unit="%", formula="a.b + 1"),
        EVENTS,
    )
    assert {code: figure.value for code, figure in figures_of(112).counted.items()} == {
        "a.b": None,
        "a.c": None,
        "test.events": 0,
    }


def test_a_dataset_that_does_not_exist_gives_no_value_and_a_sentence(declare: Declare, counted: Count) -> None:
    declare(Figure(code="test.dreams", label="夢", unit="件", dataset="dreams", filter={"kind": "blue"}))
    figure = counted("test.dreams")
    assert (figure.value, figure.tally.members, figure.previous, figure.list_url) == (None, None, None, None)
    assert figure.querystring == "year=112&kind=blue"
    assert figure.note


@pytest.mark.parametrize(
    "wrong",
    [
        {"filter": "year={year}&colour=red"},
        {"filter": "year={year}&series=nobody"},
        {"filter": "year={nonsense}"},
        {"measure": "sum:colour"},
        {"measure": "named:colour"},
    ],
)
def test_a_definition_that_cannot_be_read_costs_its_own_value_only(wrong: dict[str, str], db: None) -> None:
    report = ReportYearFactory.create()
    SeriesFactory.create()
    FigureDefinitionFactory.create(report=report, code="test.broken", **wrong)
    FigureDefinitionFactory.create(report=report, code="test.good")
    counted = figures_of(112).counted
    assert counted["test.broken"].value is None
    assert counted["test.broken"].note
    assert counted["test.good"].value == 0


def test_no_value_without_a_record_of_the_year_where_the_figure_needs_one(declare: Declare, counted: Count) -> None:
    declare(Figure(code="a.b", label="甲", unit="場", dataset="activities", measure="sum:sessions", needs_record=True))
    assert counted("a.b").value is None
    ActivityFactory.create()
    assert counted("a.b").value == 1


def test_a_running_total_looks_beyond_its_year(declare: Declare, counted: Count) -> None:
    declare(
        Figure(code="a.all", label="甲", unit="件", dataset="activities", filter={"held_on_to": "{last_day}"}), EVENTS
    )
    for day in ("2020-02-29", "2022-01-01", "2023-12-31", "2024-01-01"):
        ActivityFactory.create(held_on=day)
    figure = counted("a.all", codes=["a.all", "test.events"])
    assert numbers(figure) == (3, 3, 2)
    assert figure.querystring == "held_on_to=2023-12-31"


def test_periods_in_filters_are_those_of_the_year(db: None) -> None:
    row = FigureDefinitionFactory.create(filter="month={previous_december}&cleared_by={december}&city=臺北市")
    figure = figures_of(112).counted[row.code]
    assert figure.querystring == "month=111-12&cleared_by=112-12&city=%E8%87%BA%E5%8C%97%E5%B8%82"


def test_the_year_before_the_first_is_no_year(declare: Declare, counted: Count) -> None:
    declare(*ALL)
    assert counted("test.events", year=1).previous is None


def test_targets_say_whether_they_are_met(declare: Declare, db: None) -> None:
    report = ReportYearFactory.create()
    FigureDefinitionFactory.create(report=report, code="test.sessions")
    TargetFactory.create(report=report, code="test.sessions", value=1, direction="at_most")
    ActivityFactory.create(sessions=1)
    assert figures_of(112).counted["test.sessions"].met is True
    ActivityFactory.create(sessions=1)
    assert figures_of(112).counted["test.sessions"].met is False


def test_the_figures_of_a_running_year_are_as_of_today(
    declare: Declare, counted: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(*ALL)
    monkeypatch.setattr("laborportal.annualreport.values.today", lambda: datetime.date(2023, 11, 8))
    assert counted("test.events").as_of == datetime.date(2023, 11, 8)
    assert counted("test.events", year=111).as_of == datetime.date(2022, 12, 31)


def test_all_figures_of_one_dataset_and_both_years_take_one_query(
    declare: Declare, django_assert_num_queries: Callable[[int], CaptureQueriesContext], db: None
) -> None:
    declare(*ALL)
    ActivityFactory.create_batch(3)
    with django_assert_num_queries(3):  # the year's report, the series that a filter may name, the figures
        figures_of(112)


def changed(**rest: Any) -> Figure:
    return Figure(**{"code": "test.sessions", "label": "場次", "unit": "場", "dataset": "activities"} | rest)


def test_a_year_that_was_opened_keeps_its_own_definition(declare: Declare, counted: Count) -> None:
    FigureDefinitionFactory.create(
        report__year=112, code="test.sessions", label="自訂", measure="count", filter="year={year}"
    )
    declare(changed(measure="sum:sessions"))
    ActivityFactory.create(sessions=5)
    assert counted("test.sessions").value == 1
    assert counted("test.sessions").definition.label == "自訂"
    assert counted("test.sessions", year=113).previous == 5


def test_what_needs_a_provisional_figure_is_provisional_too(declare: Declare, db: None) -> None:
    declare(*ALL)
    figure = figures_of(112).counted["test.share"]
    pending = replace(figure, tally=Tally(Fraction(14), caveat="1 件認定中", provisional=True))
    assert (figure.status, pending.status) == ("final", "provisional")
    assert Evidence(pending).mark == "暫計：1 件認定中"
    assert "figure-link--provisional" in link(pending)
    found = {(112, "test.sessions"): pending.tally, (112, "test.people"): Tally(Fraction(7))}
    assert computed(figure.definition, figures_of(112).book, found, 112).provisional
