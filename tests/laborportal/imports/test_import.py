from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laborportal.activities.models import Activity, Series
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.imports.engine import Result, read_plan, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.references import ForeignKeyReference
from laborportal.imports.rows import Row
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.imports import HEADER, SessionLoader, csv_file, raw_file, session

pytestmark = pytest.mark.django_db
Import = Callable[..., Result]


@pytest.fixture
def load(tmp_path: Path, act: Act) -> Import:
    def run(*rows: dict[str, str], header: tuple[str, ...] | None = None, **options: Any) -> Result:
        return run_import(SessionLoader(), csv_file(tmp_path, rows, header=header), act, dataset="sessions", **options)

    return run


def places(result: Result) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in result.errors]


def adds_up(result: Result) -> bool:
    counts = result.counts
    parts = (counts.created, counts.updated, counts.unchanged, counts.held, counts.skipped, counts.rejected)
    return counts.read == sum(parts)


def test_a_file_creates_its_records_and_says_so(load: Import) -> None:
    result = load(session("A1", attendance="1,234"), session("A2"))
    assert result.counts.created == 2
    assert adds_up(result)
    assert Activity.objects.get(number="A1").attendance == 1234
    assert Activity.objects.get(number="A2").sessions == 1
    assert Activity.objects.get(number="A2").number_key == "a2"


def test_the_result_is_the_json_of_the_contract(load: Import) -> None:
    answer = load(session("A1"), session("A2", held_on="10409298"), accept_valid=True).as_json()
    assert list(answer) == [
        *("dataset", "file", "sha256", "dry_run", "read", "created", "updated", "unchanged", "held", "skipped"),
        *("rejected", "errors", "warnings", "import_id"),
    ]
    assert answer["dataset"] == "sessions"
    assert answer["file"] == "sessions.csv"
    assert len(answer["sha256"]) == 64
    assert set(answer["errors"][0]) == {"row", "column", "value", "message"}
    assert answer["errors"][0]["value"] == "10409298"


def test_the_same_file_a_second_time_writes_nothing(load: Import) -> None:
    rows = [session("A1", attendance=30), session("A2", interviewed=4, matched=3)]
    load(*rows)
    again = load(*rows)
    assert (again.counts.created, again.counts.updated, again.counts.unchanged) == (0, 0, 2)
    assert Activity.objects.get(number="A1").version == 1
    assert Event.objects.count() == 2


def test_a_known_key_updates_and_history_has_only_what_changed(load: Import) -> None:
    load(session("A1", attendance=30))
    result = load(session("A1", attendance=31))
    record = Activity.objects.get()
    assert (result.counts.updated, record.attendance, record.version) == (1, 31, 2)
    event = Event.objects.latest("pk")
    assert (event.action, event.row, event.import_id) == ("changed", 1, result.import_id)
    assert event.changes == {"attendance": [30, 31]}


def test_a_key_keeps_the_spelling_in_which_it_was_first_stored(load: Import) -> None:
    load(session("A1"))
    assert load(session("Ａ１", title="座談會 A1")).counts.unchanged == 1
    assert Activity.objects.get().number == "A1"


def test_a_creation_event_names_import_and_row_and_holds_no_values(load: Import) -> None:
    result = load(session("A1"), session("A2"))
    event = Event.objects.get(target_label__startswith="A2")
    assert (event.action, event.row, event.import_id, event.changes) == ("created", 2, result.import_id, {})


def test_a_changed_reference_is_in_history_by_id_and_label(load: Import) -> None:
    record = ActivityFactory.create(number="A1", title="座談會 A1", attendance=None)
    load(session("A1", series="career_talk"))
    record.refresh_from_db()
    assert record.series.code == "career_talk"
    before, after = Event.objects.get().changes["series"]
    assert set(before) == {"id", "label"}
    assert after["id"] == record.series_id


def test_a_blank_cell_clears_and_a_missing_column_keeps(load: Import) -> None:
    load(session("A1", attendance=30, interviewed=5))
    load(session("A1", attendance=""))
    record = Activity.objects.get()
    assert (record.attendance, record.interviewed) == (None, 5)


def test_a_blank_cell_in_a_required_column_is_an_error(load: Import) -> None:
    result = load(session("A1", title=" "))
    assert places(result) == [(1, "title", " ")]
    assert not Activity.objects.exists()


def test_all_that_is_wrong_is_said_in_one_go(load: Import) -> None:
    result = load(
        session("A1", held_on="112-02-30", sessions="x", series="unknown", attendance="-3"),
        session("A2"),
        session("A2", attendance=4),
        session("A3", interviewed=1, matched=2),
    )
    assert [place[:2] for place in places(result)] == [
        (1, "series"),
        (1, "held_on"),
        (1, "sessions"),
        (1, "attendance"),
        (3, "number"),
        (4, "matched"),
    ]
    assert "2" in result.errors[4].message
    assert (result.counts.rejected, result.counts.created) == (3, 1)
    assert adds_up(result)


def test_one_rejected_row_keeps_all_others_out(load: Import) -> None:
    result = load(session("A1"), session("A2", held_on="?"))
    assert result.import_id is None
    assert not Activity.objects.exists()
    assert not ImportRun.objects.exists()


def test_valid_rows_can_be_accepted_and_of_a_repeated_key_the_first_stands(load: Import) -> None:
    result = load(session("A1", attendance=1), session("A1", attendance=2), session("A2"), accept_valid=True)
    assert (result.counts.created, result.counts.rejected, result.ok) == (2, 1, False)
    assert Activity.objects.get(number="A1").attendance == 1


def test_of_two_equal_rows_the_second_is_unchanged(load: Import) -> None:
    result = load(session("A1", attendance="1000"), session("Ａ1", attendance="1,000", title="座談會 A1"))
    assert (result.counts.created, result.counts.unchanged) == (1, 1)
    assert adds_up(result)


def test_a_dry_run_says_the_same_and_writes_nothing(load: Import) -> None:
    result = load(session("A1"), dry_run=True)
    assert (result.counts.created, result.import_id, result.dry_run) == (1, None, True)
    assert not Activity.objects.exists()


def test_the_run_keeps_counts_digest_and_person(load: Import, act: Act) -> None:
    result = load(session("A1"), session("A1"))
    run = ImportRun.objects.get(pk=result.import_id or 0)
    assert (run.dataset, run.file_name, run.sha256, run.actor) == ("sessions", "sessions.csv", result.sha256, act.actor)
    assert (run.rows_read, run.rows_created, run.rows_unchanged) == (2, 1, 1)


def test_an_import_that_changes_nothing_is_on_record_too(load: Import) -> None:
    load(session("A1"))
    assert load(session("A1")).import_id is not None


def test_odd_but_possible_values_are_warnings(load: Import) -> None:
    load(session("A1", attendance=3))
    result = load(session("A1", attendance=300), session("A2", held_on="199/1/1"))
    assert [(problem.row, problem.column) for problem in result.warnings] == [(1, "attendance"), (2, "held_on")]
    assert (result.counts.updated, result.counts.created) == (1, 1)


def test_rules_see_the_value_on_file_where_the_file_lacks_the_column(load: Import) -> None:
    load(session("A1", interviewed=3, matched=2))
    assert load(session("A1", interviewed=2)).ok
    assert places(load(session("A1", interviewed=1))) == [(1, "matched", "")]


def test_a_voided_record_leaves_its_key_free(load: Import) -> None:
    ActivityFactory.create(number="A1", voided_at="2024-01-01T00:00Z", void_reason="entered twice")
    assert load(session("A1")).counts.created == 1


def test_blank_lines_are_numbered_and_skipped(tmp_path: Path, act: Act) -> None:
    row = session("A1")
    path = raw_file(
        tmp_path, "number,series,held_on,title\n\n{}\n,,,\nA2,quota_seminar,x,y\n\n\n".format(",".join(row.values()))
    )
    result = run_import(SessionLoader(), path, act)
    assert places(result) == [(4, "held_on", "x")]
    assert (result.counts.read, result.counts.skipped) == (4, 2)
    assert adds_up(result)


@pytest.mark.parametrize("line", ["A1,quota_seminar,112/3/29", "A1,quota_seminar,112/3/29,title,more"])
def test_a_wrong_number_of_cells_is_an_error_of_the_row(tmp_path: Path, act: Act, line: str) -> None:
    result = run_import(SessionLoader(), raw_file(tmp_path, f"number,series,held_on,title\n{line}\n"), act)
    assert places(result) == [(1, "", "")]
    assert result.counts.rejected == 1


def test_a_file_without_rows_is_an_import_of_nothing(load: Import) -> None:
    result = load(header=HEADER)
    assert (result.counts.read, result.ok) == (0, True)


def test_derived_columns_are_ignored(load: Import) -> None:
    assert load(session("A1", rate="nonsense")).counts.created == 1


@pytest.mark.parametrize("cell", ["A|1", "A\n1", "A\t1", "A\x001"])
def test_a_key_with_characters_that_would_break_a_list_of_keys_is_refused(load: Import, cell: str) -> None:
    assert [place[:2] for place in places(load(session("A1") | {"number": cell}))] == [(1, "number")]


def test_a_long_value_is_cut_where_it_is_echoed(load: Import) -> None:
    result = load(session("A1", title="長" * 200_000))
    assert [place[:2] for place in places(result)] == [(1, "title")]
    assert len(result.errors[0].value) <= 80


def test_the_guard_of_exports_is_taken_off(load: Import) -> None:
    load(session("A1", title="'=1+1"), session("A2", title="''=1+1"), session("A3", title="'quoted"))
    assert list(Activity.objects.order_by("number").values_list("title", flat=True)) == ["=1+1", "'=1+1", "'quoted"]


def test_reading_takes_as_many_queries_for_three_rows_as_for_one(tmp_path: Path) -> None:
    rows = [session(f"A{number}", attendance=number) for number in range(3)]
    counts = []
    for part in (rows[:1], rows):
        with CaptureQueriesContext(connection) as queries:
            read_plan(SessionLoader(), csv_file(tmp_path, part))
        counts.append(len(queries))
    assert counts[0] == counts[1] > 0


def test_writing_takes_as_many_queries_for_three_rows_as_for_one(load: Import) -> None:
    counts = []
    for part in ([session("A1")], [session("B1"), session("B2"), session("B3")]):
        with CaptureQueriesContext(connection) as queries:
            load(*part)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_large_file_is_read_in_batches_and_numbered_through(load: Import) -> None:
    rows = [session(f"A{number}") for number in range(1, 2_502)]
    rows[2_400]["held_on"] = "?"
    result = load(*rows, rows[0] | {"title": "another"})
    assert places(result) == [(2_401, "held_on", "?"), (2_502, "number", "A1")]
    assert result.counts.read == 2_502


def test_a_reference_may_be_blank_or_say_its_own_words(act: Act) -> None:
    SeriesFactory.create()
    reference = ForeignKeyReference(
        "series", model=Series, by="code", among=Series.objects.none(), message="Ask first."
    )
    rows = [Row(1, {"series": "quota_seminar"}, {"series": "quota_seminar"}), Row(2, {"series": ""}, {"series": ""})]
    reference.resolve(rows)
    assert (rows[0].errors[0].message, rows[1].links, rows[1].errors) == ("Ask first.", {"series": None}, [])
