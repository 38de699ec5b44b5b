from urllib.parse import parse_qsl

import pytest
from django.db.models import Q
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from laborportal.exports.columns import CodeColumn, IntegerColumn, TextColumn
from laborportal.listing.conditions import gather_conditions, year_condition
from laborportal.listing.reading import Reading, read_parameters

COLUMNS = (
    CodeColumn(name="scheme", label="認證", choices=(("gender", "性別平等"), ("age", "中高齡友善"))),
    TextColumn(name="employer", label="事業單位", field="employer.name", sortable=False),
    IntegerColumn(name="score", label="分數"),
)
CONDITIONS = gather_conditions(COLUMNS, year=year_condition("year"))


def read(querystring: str) -> Reading:
    return read_parameters(CONDITIONS, COLUMNS, QueryDict(querystring))


def test_conditions_narrow_together_and_are_written_in_one_order() -> None:
    reading = read("scheme=age&scheme=gender&year=112&score_min=&employer=%20")
    assert reading.ok
    assert reading.q == Q(year=112) & Q(scheme__in=["gender", "age"])
    assert reading.querystring == "year=112&scheme=gender&scheme=age"


@pytest.mark.parametrize(
    ("querystring", "parameter", "value"),
    [
        ("colour=red", "colour", "red"),
        ("scheme=sex", "scheme", "sex"),
        ("scheme=gender&scheme=sex", "scheme", "sex"),
        ("year=2023", "year", "2023"),
        ("score_min=1&score_min=2", "score_min", "1, 2"),
        ("sort=colour", "sort", "colour"),
        ("sort=employer", "sort", "employer"),
        ("sort=score&sort=-score", "sort", "score, -score"),
        ("columns=scheme,colour", "columns", "colour"),
        ("page=0", "page", "0"),
        ("page=x", "page", "x"),
        ("page=99999999999999999999999", "page", "99999999999999999999999"),
        ("page=1&page=2", "page", "1, 2"),
        ("per_page=7", "per_page", "7"),
        ("after=-1", "after", "-1"),
        ("format=doc", "format", "doc"),
    ],
)
def test_what_is_not_understood_is_named_and_never_passed_over(querystring: str, parameter: str, value: str) -> None:
    reading = read(querystring)
    assert not reading.ok
    assert [(problem.parameter, problem.value) for problem in reading.problems] == [(parameter, value)]
    assert parameter in reading.complaint()
    assert reading.problems[0].message in reading.complaint()


def test_every_problem_is_told_at_once() -> None:
    reading = read("scheme=sex&scheme=x&colour=red&sort=z")
    assert [problem.parameter for problem in reading.problems] == ["scheme", "scheme", "colour", "sort"]


def test_a_complaint_names_the_codes_that_a_command_takes() -> None:
    assert "[gender, age]" in read("scheme=sex").complaint()
    assert "score_max" in read("colour=red").complaint()
    assert "[" not in read("page=0").complaint()


def test_a_long_value_is_cut_in_a_complaint() -> None:
    assert len(read(f"scheme={'x' * 500}").complaint()) < 300


def test_the_order_is_a_path_and_the_page_keeps_its_own_parameters() -> None:
    reading = read("sort=-score&columns=score,scheme&columns=employer&page=3&per_page=20&after=5&format=csv")
    assert reading.ok
    assert reading.order == ("-score",)
    assert reading.sort == "-score"
    assert reading.columns == ("scheme", "employer", "score")
    assert (reading.page, reading.per_page, reading.after) == (3, 20, 5)
    assert reading.querystring == ""


def test_plain_mappings_are_read_like_addresses() -> None:
    one = read_parameters(CONDITIONS.values(), COLUMNS, {"year": "112", "scheme": ["age", "gender"]})
    assert one.q == read("year=112&scheme=age&scheme=gender").q


@given(st.lists(st.sampled_from(["year=112", "scheme=gender", "scheme=age", "score_min=1", "employer=x"]), max_size=6))
def test_the_written_address_reads_back_as_the_same_conditions(parts: list[str]) -> None:
    reading = read("&".join(parts))
    again = read(reading.querystring)
    if reading.ok:
        assert again.q == reading.q
        assert again.parameters == reading.parameters == parse_qsl(reading.querystring)
