"""An official file: read as published, placeholders skipped, impossible rows held for a person."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from laborportal.activities.models import Activity, Series
from laborportal.audit.recording import Act
from laborportal.exports.columns import Column, DateColumn, TextColumn
from laborportal.imports.engine import Result, Settled, dismiss, mend, run_import
from laborportal.imports.formats import Format, all_formats, format_named, register_format
from laborportal.imports.held import settle
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.imports.reading import Unreadable, csv_lines, encoding_of, first_line
from laborportal.imports.rows import Row
from laborportal.imports.undoing import revert
from tests.factories.activities import SeriesFactory
from tests.factories.imports import raw_file

pytestmark = pytest.mark.django_db
HEADER = "文號,日期,名稱\n"


class PublishedSessions(Format[Activity]):
    name = "published_sessions"
    model = Activity
    columns: ClassVar[tuple[Column, ...]] = (
        TextColumn(name="文號", label="Number", field="number", normalised_lookup="number_key"),
        DateColumn(name="日期", label="Held on", field="held_on"),
        TextColumn(name="名稱", label="Title", field="title"),
    )
    key: ClassVar[tuple[str, ...]] = ("文號",)

    def rows(self, path: Path) -> Iterator[Row]:
        lines = csv_lines(path, encoding_of(path))
        header = first_line(lines)
        if header != list(self.column):
            raise Unreadable("This is not the published list.")
        for number, cells in enumerate(lines, start=1):
            if cells[2] == "無":
                yield Row(number, skipped=True)
            else:
                yield self.read(number, dict(zip(header, cells, strict=True)))

    def defaults(self, row: Row) -> dict[str, Series]:
        return {"series": SeriesFactory.create()}


def load(folder: Path, act: Act, *lines: str) -> Result:
    return run_import(PublishedSessions(), raw_file(folder, HEADER + "\n".join(lines)), act)


LINES = ("甲1,1120329,座談會", "甲2,10409298,研習會", "甲3,1120101,無", "甲1,1120330,座談會")


def test_a_row_that_cannot_stand_is_held_and_named_by_its_published_header(tmp_path: Path, act: Act) -> None:
    result = load(tmp_path, act, *LINES)
    assert result.dataset == "published_sessions"
    assert (result.counts.read, result.counts.created, result.counts.held, result.counts.skipped) == (4, 1, 2, 1)
    assert (result.ok, result.errors) == (True, [])
    assert [(found.row, found.column, found.value) for found in result.warnings] == [
        (2, "日期", "10409298"),
        (4, "文號", "甲1"),
    ]
    held = HeldRow.objects.get(row=2)
    assert held.cells == {"文號": "甲2", "日期": "10409298", "名稱": "研習會"}
    assert held.problems[0]["column"] == "日期"


def test_a_held_row_that_comes_again_is_held_once(tmp_path: Path, act: Act) -> None:
    load(tmp_path, act, *LINES)
    again = load(tmp_path, act, *LINES)
    assert (again.counts.created, again.counts.updated, again.counts.held) == (0, 0, 2)
    assert HeldRow.objects.count() == 2


@pytest.mark.parametrize(
    ("outcome", "unchanged", "skipped"), [(HeldRow.Outcome.MENDED, 2, 1), (HeldRow.Outcome.DISMISSED, 1, 2)]
)
def test_a_settled_row_is_not_held_again(
    tmp_path: Path, act: Act, outcome: HeldRow.Outcome, unchanged: int, skipped: int
) -> None:
    load(tmp_path, act, *LINES)
    settle(HeldRow.objects.get(row=2), outcome, act)
    counts = load(tmp_path, act, *LINES).counts
    assert (counts.held, counts.unchanged, counts.skipped) == (1, unchanged, skipped)
    assert HeldRow.objects.get(row=2).settled_by == act.actor


def test_held_rows_go_with_their_import_and_come_back_with_the_next(tmp_path: Path, act: Act) -> None:
    run = ImportRun.objects.get(pk=load(tmp_path, act, *LINES).import_id or 0)
    revert(run, act)
    assert set(HeldRow.objects.values_list("outcome", flat=True)) == {HeldRow.Outcome.WITHDRAWN}
    again = load(tmp_path, act, *LINES)
    assert (again.counts.created, again.counts.held) == (1, 2)
    assert set(HeldRow.objects.values_list("outcome", "run")) == {("open", again.import_id)}


def test_a_dry_run_holds_nothing(tmp_path: Path, act: Act) -> None:
    path = raw_file(tmp_path, HEADER + "\n".join(LINES))
    assert run_import(PublishedSessions(), path, act, dry_run=True).counts.held == 2
    assert not HeldRow.objects.exists()


def test_a_file_of_another_kind_is_unreadable(tmp_path: Path, act: Act) -> None:
    with pytest.raises(Unreadable):
        run_import(PublishedSessions(), raw_file(tmp_path, "number,title\nA1,x\n"), act)


def test_formats_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laborportal.imports.formats._formats", {})
    register_format(PublishedSessions)
    assert format_named("published_sessions") is PublishedSessions
    assert format_named("unknown") is None
    assert all_formats() == ["published_sessions"]


def held_row(folder: Path, act: Act) -> HeldRow:
    load(folder, act, *LINES)
    return HeldRow.objects.get(row=2)


def test_a_held_row_becomes_a_record_once_a_person_mends_it(tmp_path: Path, act: Act) -> None:
    held = held_row(tmp_path, act)
    assert mend(PublishedSessions(), held, held.cells | {"日期": "1040929"}, act).counts.created == 1
    assert str(Activity.objects.get(number="甲2").held_on) == "2015-09-29"
    held.refresh_from_db()
    assert held.outcome == HeldRow.Outcome.MENDED


def test_a_row_that_is_still_wrong_stays_held(tmp_path: Path, act: Act) -> None:
    held = held_row(tmp_path, act)
    plan = mend(PublishedSessions(), held, held.cells | {"日期": "1040931"}, act)
    assert [problem.column for problem in plan.held[0].errors] == ["日期"]
    held.refresh_from_db()
    assert held.outcome == HeldRow.Outcome.OPEN


def test_a_row_is_settled_once(tmp_path: Path, act: Act) -> None:
    held = held_row(tmp_path, act)
    dismiss(held, act)
    with pytest.raises(Settled):
        dismiss(held, act)
    with pytest.raises(Settled):
        mend(PublishedSessions(), held, held.cells | {"日期": "1040929"}, act)
    assert not Activity.objects.filter(number="甲2").exists()
