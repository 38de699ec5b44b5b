"""What becomes of a list's conditions when they are those of a figure."""

import pytest
from django.http import QueryDict

from laborportal.annualreport.book import Definition
from laborportal.annualreport.preview import unsaved
from laborportal.annualreport.relative import NoFigure, Relative, needs_year, relative
from laborportal.datasets import registry
from tests.factories.activities import SeriesFactory

pytestmark = pytest.mark.django_db


def made(query: str, dataset: str = "activities", *, running_total: bool = False) -> Relative:
    SeriesFactory.create(code="gender_advocacy")
    found = registry.get(dataset)
    return relative(found, found.read_filter(QueryDict(query)), running_total=running_total)


def definition(filter: str) -> Definition:
    return unsaved(registry.get("activities"), filter)


@pytest.mark.parametrize(
    ("query", "filter"),
    [
        ("year=112", "year={year}"),
        ("series=gender_advocacy&year=112", "year={year}&series=gender_advocacy"),
        ("year=112&sessions_min=112", "year={year}&sessions_min=112"),
        ("year=112&held_on_to=2023-12-31", "year={year}&held_on_to={last_day}"),
        ("year=112&q=台北 國中", "year={year}&q=%E5%8F%B0%E5%8C%97%20%E5%9C%8B%E4%B8%AD"),
        ("year=112&sort=-title&page=3&columns=venue", "year={year}"),
    ],
)
def test_the_year_of_the_list_becomes_that_of_the_report(query: str, filter: str) -> None:
    found = made(query)
    assert (found.filter, found.year) == (filter, 112)


def test_the_filter_reads_back_as_that_of_the_list_and_as_any_other_year() -> None:
    found = definition(made("year=112&q=台北 國中&held_on_to=2023-12-31").filter)
    assert QueryDict(found.querystring(112)) == QueryDict("year=112&q=台北 國中&held_on_to=2023-12-31")
    assert QueryDict(found.querystring(110)) == QueryDict("year=110&q=台北 國中&held_on_to=2021-12-31")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "清單沒有年度條件"),
        ("year=112&year=111", "一個以上的年度"),
        ("year=112&colour=red", "清單的條件有誤"),
        ("year=112&q={year}", "大括號"),
    ],
)
def test_a_list_that_no_report_could_count_is_refused_with_a_sentence(query: str, sentence: str) -> None:
    with pytest.raises(NoFigure, match=sentence):
        made(query)


def test_a_running_total_goes_up_to_the_end_of_the_year_of_the_report() -> None:
    found = made("series=gender_advocacy", running_total=True)
    assert (found.filter, found.year) == ("series=gender_advocacy&held_on_to={last_day}", None)
    assert made("held_on_to=2023-06-30", running_total=True).filter == "held_on_to=2023-06-30"
    assert made("scheme=gender", "certification_applications", running_total=True).filter == "scheme=gender"


def test_records_without_a_year_need_none() -> None:
    employers = registry.get("employers")
    assert not needs_year(employers, employers.read_filter(QueryDict("")))
    assert made("sector=private", "employers").filter == "sector=private"


def test_days_that_stay_the_same_in_every_report_are_named() -> None:
    assert made("year=112&held_on_from=112.03.01").fixed == ("辦理日期，自：112.03.01",)
    assert made("year=112&held_on_to=112.12.31").fixed == ()
