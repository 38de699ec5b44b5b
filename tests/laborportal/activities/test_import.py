from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from laborportal.activities.imports import ActivityLoader
from laborportal.activities.models import Activity, Series
from laborportal.audit.recording import Act
from laborportal.imports.engine import Result, run_import
from tests.factories.activities import ActivityFactory
from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
Load = Callable[..., Result]


def cells(**changed: str) -> dict[str, str]:
    return {"number": "A1", "series": "campus_talk", "held_on": "112/3/29", "title": "校園講座", **changed}


@pytest.fixture
def load(tmp_path: Path, act: Act) -> Load:
    def loaded(*rows: dict[str, str], **options: Any) -> Result:
        return run_import(ActivityLoader(), csv_file(tmp_path, rows), act, dataset="activities", **options)

    return loaded


def columns_of(result: Result) -> list[str]:
    return [problem.column for problem in result.errors]


def test_a_row_becomes_an_activity_of_one_session_and_the_same_row_again_changes_nothing(load: Load) -> None:
    row = cells(sessions="", school="台北 青楓國中", attendance="1,200")
    assert (load(row).counts.created, load(row).counts.unchanged) == (1, 1)
    made = Activity.objects.get()
    assert (made.sessions, made.attendance, made.series.code) == (1, 1200, "campus_talk")
    assert (made.school, made.school_key) == ("台北 青楓國中", "臺北 青楓國中")


def test_a_file_without_sessions_means_one_and_keeps_those_on_file(load: Load) -> None:
    ActivityFactory.create(number="A1", sessions=3)
    load(cells(), cells(number="A2"))
    assert dict(Activity.objects.values_list("number", "sessions")) == {"A1": 3, "A2": 1}


def test_the_number_is_compared_without_width_and_case(load: Load) -> None:
    ActivityFactory.create(number="A1")
    assert load(cells(number="ａ1")).counts.updated == 1


@pytest.mark.parametrize("by", ["code", "name", "name_en"])
def test_a_series_is_named_by_its_code_or_by_its_name_in_either_language(by: str, load: Load) -> None:
    series = Series.objects.get(code="board_game")
    load(cells(series=getattr(series, by)))
    assert Activity.objects.get().series == series


def test_an_unknown_series_is_refused_and_the_known_ones_are_named(load: Load) -> None:
    result = load(cells(series="picnic"))
    assert columns_of(result) == ["series"]
    assert "board_game" in result.errors[0].message


@pytest.mark.parametrize("suffix", ["", "_45"])
def test_more_matched_than_interviewed_is_an_error_of_matched(suffix: str, load: Load) -> None:
    few = {f"interviewed{suffix}": "3", f"matched{suffix}": "4"}
    assert columns_of(load(cells(**few))) == [f"matched{suffix}"]
    assert load(cells(**few | {f"interviewed{suffix}": "4"})).ok
    assert load(cells(number="A2", **few | {f"interviewed{suffix}": ""})).ok


def test_the_number_on_file_counts_where_the_file_lacks_the_column(load: Load) -> None:
    ActivityFactory.create(number="A1", interviewed=3)
    assert columns_of(load(cells(matched="4"))) == ["matched"]


def test_every_bad_cell_of_a_row_is_told_at_once(load: Load) -> None:
    result = load(cells(held_on="112/2/30", series="picnic", attendance="-1", films="x", title=""))
    assert columns_of(result) == ["series", "held_on", "title", "attendance", "films"]


def test_a_date_in_the_future_is_a_warning(load: Load) -> None:
    result = load(cells(held_on="199/1/1"))
    assert result.ok
    assert [warning.column for warning in result.warnings] == ["held_on"]
