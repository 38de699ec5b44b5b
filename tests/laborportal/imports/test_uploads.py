"""The life of an uploaded file, from the order to the worker to the import, and what may come between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from laborportal.accounts.models import Role, User
from laborportal.activities.imports import ActivityLoader
from laborportal.activities.models import Activity
from laborportal.audit.models import Event
from laborportal.imports import progress, tasks, uploads
from laborportal.imports.engine import FilePlan
from laborportal.imports.models import ImportRun, Upload
from laborportal.imports.stages import Superseded
from laborportal.imports.undoing import revert
from tests.factories.accounts import person
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.uploads import handed_in, read_upload, worked

pytestmark = pytest.mark.django_db
HEADER = "number,series,held_on,title,attendance\n"
GOOD = HEADER + "A1,gender_advocacy,112/3/29,座談會,30\nA2,gender_advocacy,112/3/30,座談會,31\n"
MIXED = GOOD + "A3,gender_advocacy,11203298,座談會,x\n"
Stage = Upload.Stage


@pytest.fixture(autouse=True)
def series() -> None:
    SeriesFactory.create()


def applied(upload: Upload, *, accept_valid: bool = False) -> Upload:
    uploads.order_applying(upload, accept_valid=accept_valid)
    return worked(upload)


def of_kind(upload: Upload, kind: str) -> list[Any]:
    return [(line.row, line.content) for line in upload.lines.filter(kind=kind)]


def test_reading_writes_nothing_and_shows_what_would_happen(staff: User) -> None:
    ActivityFactory.create(number="A1", title="座談會", attendance=3)
    upload = read_upload(staff, GOOD)
    assert (upload.stage, upload.counts["created"], upload.counts["updated"]) == (Stage.READ, 1, 1)
    assert [row for row, _texts in of_kind(upload, "created")] == [2]
    changes = {(row, line["label"]): (line["before"], line["after"]) for row, line in of_kind(upload, "changed")}
    assert ("3", "30") in changes.values()
    assert not ImportRun.objects.exists()
    assert Activity.objects.count() == 1


def test_applying_writes_with_history_and_names_the_person_the_file_and_its_digest(staff: User) -> None:
    upload = applied(read_upload(staff, GOOD))
    assert upload.stage == Stage.APPLIED
    run = ImportRun.objects.get()
    assert (upload.run, run.actor, run.file_name, run.sha256) == (run, staff, "sessions.csv", upload.sha256)
    assert (run.rows_read, run.rows_created) == (2, 2)
    assert {event.import_id for event in Event.objects.filter(action="created")} >= {run.pk}
    assert Activity.objects.count() == 2


def test_a_rejected_row_is_told_by_cell_and_only_the_valid_rows_are_written_when_that_is_chosen(staff: User) -> None:
    upload = read_upload(staff, MIXED)
    assert [(row, line["value"]) for row, line in of_kind(upload, "error")] == [(3, "11203298"), (3, "x")]
    refused = applied(upload)
    assert (refused.stage, Activity.objects.count()) == (Stage.READ, 0)
    done = applied(refused, accept_valid=True)
    assert (done.stage, Activity.objects.count()) == (Stage.APPLIED, 2)
    assert ImportRun.objects.get().rows_rejected == 1


def test_records_changed_after_the_preview_are_shown_again_and_not_overwritten(staff: User) -> None:
    record = ActivityFactory.create(number="A1", title="座談會", attendance=3)
    upload = read_upload(staff, GOOD)
    Activity.objects.filter(pk=record.pk).update(attendance=4, version=2)
    again = applied(upload)
    assert (again.stage, bool(again.complaint)) == (Stage.READ, True)
    assert not ImportRun.objects.exists()
    assert applied(again).stage == Stage.APPLIED


def test_a_record_written_while_the_import_writes_stops_it(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = read_upload(staff, GOOD)
    original = FilePlan.apply

    def late(plan: Any, *args: Any, **options: Any) -> Any:
        if not Activity.objects.exists():
            ActivityFactory.create(number="A1", title="別人先登錄")
        return original(plan, *args, **options)

    monkeypatch.setattr(FilePlan, "apply", late)
    again = applied(upload)
    assert (again.stage, again.run) == (Stage.READ, None)
    assert again.complaint
    assert again.counts["updated"] == 1
    assert Activity.objects.count() == 1


def test_a_file_that_cannot_be_read_says_why(staff: User) -> None:
    upload = read_upload(staff, "unknown,columns\n1,2\n")
    assert upload.stage == Stage.UNREADABLE
    assert "unknown" in upload.complaint


def test_who_lost_the_role_in_the_meantime_imports_nothing(staff: User) -> None:
    upload = read_upload(staff, GOOD)
    staff.memberships.update(ended_at=timezone.now())
    assert applied(upload).stage == Stage.UNREADABLE
    assert not Activity.objects.exists()


def test_a_row_of_another_unit_is_an_error_of_that_row(outsider: User) -> None:
    upload = read_upload(outsider, GOOD)
    assert upload.counts["rejected"] == 2
    assert {line["column"] for _row, line in of_kind(upload, "error")} == {""}
    applied(upload, accept_valid=True)
    assert not Activity.objects.exists()


def test_a_record_can_neither_be_taken_from_nor_given_to_another_unit() -> None:
    record = ActivityFactory.create(number="A1", title="座談會")
    clerk = person(Role.STAFF, units=("rehabilitation",))
    theirs = SeriesFactory.create(code="theirs", name="重建講座", unit=clerk.memberships.get().unit)
    taken = read_upload(clerk, f"{HEADER}A1,theirs,112/3/29,座談會,\n")
    assert taken.counts["rejected"] == 1
    given = read_upload(clerk, f"{HEADER}B1,theirs,112/3/29,講座,\n")
    applied(given)
    moved = read_upload(clerk, f"{HEADER}B1,{record.series.code},112/3/29,講座,\n")
    assert (moved.counts["rejected"], moved.counts["updated"]) == (1, 0)
    assert Activity.objects.get(number="B1").series == theirs


def test_a_broken_run_says_so_and_can_be_repeated(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = handed_in(staff, GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "read_plan", lambda *args, **options: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            worked(upload)
    upload.refresh_from_db()
    assert (upload.stage, bool(upload.complaint)) == (Stage.FAILED, True)
    uploads.restart(upload)
    assert worked(upload).stage == Stage.READ


class Killed(BaseException):
    """As if the process were gone: nobody catches it."""


def test_a_killed_worker_leaves_nothing_half_done_and_the_run_is_repeated(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = read_upload(staff, GOOD)
    uploads.order_applying(upload, accept_valid=False)

    def killed(loader: ActivityLoader, rows: Any, act: Any) -> Any:
        Activity.objects.create(number="half", series=SeriesFactory.create(), held_on="2023-01-01", title="半")
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ActivityLoader, "create", killed)
        with pytest.raises(Killed):
            worked(upload)
    upload.refresh_from_db()
    assert (upload.stage, upload.stuck) == (Stage.APPLYING, False)
    assert (Activity.objects.count(), ImportRun.objects.count()) == (0, 0)
    Upload.objects.filter(pk=upload.pk).update(since=timezone.now() - timedelta(hours=1))
    progress.forget(upload.path)
    upload.refresh_from_db()
    assert upload.stuck
    uploads.restart(upload)
    assert (worked(upload).stage, Activity.objects.count()) == (Stage.APPLIED, 2)


def test_of_two_workers_with_the_same_order_one_writes(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first was taken for dead, and the order was given again."""
    upload = read_upload(staff, GOOD)
    uploads.order_applying(upload, accept_valid=False)
    upload.refresh_from_db()
    original = FilePlan.apply

    def slow(plan: Any, *args: Any, **options: Any) -> Any:
        Upload.objects.filter(pk=upload.pk).update(attempt=upload.attempt + 1)
        return original(plan, *args, **options)

    monkeypatch.setattr(FilePlan, "apply", slow)
    tasks.apply_upload.call(upload.pk, upload.attempt)
    assert (Activity.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_an_order_that_was_overtaken_is_not_carried_out(staff: User) -> None:
    upload = read_upload(staff, GOOD)
    tasks.apply_upload.call(upload.pk, upload.attempt)
    assert not Activity.objects.exists()
    stale = Upload.objects.get(pk=upload.pk)
    uploads.discard(upload)
    with pytest.raises(Superseded):
        uploads.order_applying(stale, accept_valid=False)


def test_a_discarded_file_is_deleted_and_its_digest_kept(staff: User) -> None:
    upload = read_upload(staff, GOOD)
    uploads.discard(upload)
    upload.refresh_from_db()
    assert (upload.stage, upload.path.exists(), len(upload.sha256)) == (Stage.DISCARDED, False, 64)


def test_the_file_lies_where_nothing_is_served_under_a_name_of_ours(staff: User, settings: Settings) -> None:
    upload = handed_in(staff, GOOD, name="../../名單.csv")
    assert upload.path.is_relative_to(settings.PRIVATE_FILES)
    assert not upload.path.is_relative_to(settings.STATIC_ROOT)
    assert "名單" not in upload.path.name
    assert (upload.file_name, upload.path.stat().st_mode & 0o077) == ("名單.csv", 0)


def test_progress_moves_with_the_rows_and_knows_how_many_there_are(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []
    original: Callable[..., None] = progress.tell

    def noted(file: Any, done: progress.Done) -> None:
        seen.append((done.done, done.total))
        original(file, done)

    monkeypatch.setattr(progress, "tell", noted)
    rows = "".join(f"B{number},gender_advocacy,112/3/29,座談會,\n" for number in range(2_500))
    upload = read_upload(staff, HEADER + rows)
    assert seen == [(0, 2_500), (1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]
    seen.clear()
    applied(upload)
    assert seen[-1] == (2_500, 2_500)
    assert upload.progress.percent == 100


def test_previews_are_bounded_and_problems_too(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laborportal.imports.preview.SHOWN", 3)
    monkeypatch.setattr("laborportal.imports.preview.PROBLEMS_KEPT", 2)
    rows = "".join(f"B{number},gender_advocacy,112/3/29,座談會,\n" for number in range(5))
    wrong = "".join(f"C{number},gender_advocacy,?,座談會,\n" for number in range(5))
    upload = read_upload(staff, HEADER + rows + wrong)
    assert len(of_kind(upload, "created")) == 3
    assert len(of_kind(upload, "error")) == 2
    assert (upload.counts["created"], upload.counts["rejected"]) == (5, 5)


def test_an_import_of_the_page_is_taken_back_like_any_other(staff: User, act: Any) -> None:
    applied(read_upload(staff, GOOD))
    revert(ImportRun.objects.get(), act)
    assert not Activity.objects.standing().exists()


def test_reading_takes_as_many_queries_for_three_rows_as_for_one(staff: User) -> None:
    counts = []
    for rows in (1, 3):
        lines = "".join(f"Q{number},gender_advocacy,112/3/29,座談會,\n" for number in range(rows))
        upload = handed_in(staff, HEADER + lines)
        upload.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            tasks.read_upload.call(upload.pk, upload.attempt)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_worker_itself_carries_out_both_orders(
    transactional_db: None, staff: User, run_tasks: Callable[[], Any]
) -> None:
    upload = handed_in(staff, GOOD)
    run_tasks()
    upload.refresh_from_db()
    assert upload.stage == Stage.READ
    uploads.order_applying(upload, accept_valid=False)
    run_tasks()
    upload.refresh_from_db()
    assert upload.stage == Stage.APPLIED
