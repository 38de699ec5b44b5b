from collections.abc import Callable
from pathlib import Path

import pytest

from laborportal.activities.models import Activity
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.imports import loading, undoing
from laborportal.imports.engine import run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import NotReverted, revert
from tests.factories.imports import SessionLoader, csv_file, session

pytestmark = pytest.mark.django_db
Imported = Callable[..., ImportRun]


@pytest.fixture(autouse=True)
def sessions_are_restored_by_their_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_loaders", {Activity: SessionLoader})


@pytest.fixture
def imported(tmp_path: Path, act: Act) -> Imported:
    def run(*rows: dict[str, str]) -> ImportRun:
        result = run_import(SessionLoader(), csv_file(tmp_path, rows), act)
        return ImportRun.objects.get(pk=result.import_id or 0)

    return run


def test_what_an_import_created_is_voided_with_its_reason(imported: Imported, act: Act) -> None:
    run = imported(session("A1"), session("A2"))
    revert(run, act)
    assert not Activity.objects.standing().exists()
    assert str(run.pk) in Activity.objects.get(number="A1").void_reason
    run.refresh_from_db()
    assert run.reverted_at is not None
    assert run.reverted_by == act.actor


def test_what_it_changed_has_its_old_values_and_history_keeps_both(imported: Imported, act: Act) -> None:
    imported(session("A1", attendance=30, held_on="112/3/29"))
    run = imported(session("A1", attendance="", held_on="112/4/1", series="career_talk"))
    revert(run, act)
    record = Activity.objects.get()
    assert (record.attendance, str(record.held_on), record.series.code, record.version) == (
        30,
        "2023-03-29",
        "quota_seminar",
        3,
    )
    there, back = Event.objects.filter(action="changed").order_by("pk")
    assert there.changes["attendance"] == [30, None]
    assert back.changes["attendance"] == [None, 30]
    assert (there.import_id, back.import_id) == (run.pk, None)


def test_the_file_can_be_imported_again_afterwards(imported: Imported, act: Act) -> None:
    rows = [session("A1"), session("A2")]
    revert(imported(*rows), act)
    assert imported(*rows).rows_created == 2


def test_a_second_time_is_refused(imported: Imported, act: Act) -> None:
    run = imported(session("A1"))
    revert(run, act)
    with pytest.raises(NotReverted):
        revert(run, act)


def test_later_changes_stand_in_the_way_and_are_all_listed(imported: Imported, act: Act) -> None:
    run = imported(session("A1"), session("A2"), session("A3"))
    imported(session("A1", attendance=5), session("A3", attendance=6))
    with pytest.raises(NotReverted) as refused:
        revert(run, act)
    assert len(refused.value.obstacles) == 2
    assert "A1" in refused.value.obstacles[0]
    assert "A3" in refused.value.obstacles[1]
    assert Activity.objects.standing().count() == 3
    run.refresh_from_db()
    assert run.reverted_at is None


def test_hooks_take_back_what_is_kept_elsewhere(imported: Imported, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[int] = []
    monkeypatch.setattr(undoing, "_hooks", [])
    undoing.register_undo(lambda run, act: called.append(run.pk))
    run = imported(session("A1"))
    revert(run, act)
    assert called == [run.pk]


def test_a_model_without_loader_cannot_be_restored_in_silence(
    imported: Imported, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(session("A1"))
    run = imported(session("A1", attendance=3))
    monkeypatch.setattr(loading, "_loaders", {})
    with pytest.raises(LookupError):
        revert(run, act)
