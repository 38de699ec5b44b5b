"""Lists on their way out: at once, or in the background when they are long."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.datasets import extracts
from laborportal.exports import files
from laborportal.exports.formats import FORMATS
from laborportal.exports.models import KEPT_FOR, SILENT_FOR, Export
from laborportal.listing.reading import read_parameters
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory
from tests.factories.exports import ExportFactory

RunTasks = Callable[[], Any]
URL = "/activities/export/"


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def long_lists(settings: Settings) -> None:
    settings.MOST_ROWS_AT_ONCE = 2


def activities(count: int = 3) -> None:
    for number in range(count):
        ActivityFactory.create(number=f"112-活-{number:03}", title=f"第{number}場")


def body(response: Any) -> bytes:
    return b"".join(response)


@pytest.mark.django_db
def test_the_columns_on_the_screen_are_those_of_the_file(officer: Client) -> None:
    activities()
    lines = body(officer.get(URL, {"columns": "title,number", "sort": "-number"})).decode("utf-8-sig").splitlines()
    assert lines == ["number,title", "112-活-002,第2場", "112-活-001,第1場", "112-活-000,第0場"]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"format": "pdf"}, {"labels": "fr"}, {"format": ["csv", "ods"]}, {"columns": "x"}])
def test_a_file_that_cannot_be_made_leads_back_to_the_list_that_says_why(officer: Client, wrong: Any) -> None:
    answer: Any = officer.get(URL, wrong)
    assert answer["Location"] == f"/activities/?{urlencode(wrong, doseq=True)}"
    assert officer.get(answer["Location"]).status_code == 400


@pytest.mark.django_db
def test_a_list_that_a_sheet_cannot_hold_is_refused_before_it_begins(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    activities()
    monkeypatch.setitem(FORMATS, "xlsx", replace(FORMATS["xlsx"], most=2))
    answer: Any = officer.get(URL, {"format": "xlsx", "year": "112"}, follow=True)
    assert answer.redirect_chain == [("/activities/?year=112", 302)]
    assert "CSV" in str(next(iter(answer.context["messages"])))
    with pytest.raises(CommandError) as refused:
        call_command("export_records", "activities", format="xlsx")
    assert refused.value.returncode == 2
    assert not Export.objects.exists()


@pytest.mark.django_db
def test_the_log_says_who_took_out_what_and_how_much(officer: Client, staff: User, admin: User) -> None:
    activities()
    body(officer.get(URL, {"year": "112", "format": "ods"}))
    event = Event.objects.order_by("-pk")[0]
    export = Export.objects.get(pk=event.target_id)
    assert (event.actor, event.action, event.changes) == (staff, "exported", {})
    assert (export.dataset, export.format, export.rows, export.query) == ("activities", "ods", 3, "year=112&format=ods")
    assert "112" in event.target_label
    assert "ODS" in event.target_label
    client = Client()
    client.force_login(admin)
    assert event.target_label in client.get(reverse("administration:log")).content.decode()


@pytest.mark.django_db
def test_a_command_takes_out_in_the_name_of_the_system(tmp_path: Any) -> None:
    activities()
    call_command("export_records", "activities", output=str(tmp_path / "x"), filter="year=112")
    assert Event.objects.order_by("-pk")[0].actor_name == "system"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(FORMATS))
def test_a_command_prints_the_bytes_that_it_would_write(kind: str, tmp_path: Path) -> None:
    activities()
    printed = TextIOWrapper(BytesIO(), encoding="utf-8")
    call_command("export_records", "activities", format=kind, stdout=printed)
    printed.flush()
    call_command("export_records", "activities", format=kind, output=str(tmp_path / "x"))
    assert printed.buffer.getvalue() == (tmp_path / "x").read_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"format": "pdf"}, {"output": "no/such/folder/x"}])
def test_a_command_that_cannot_write_says_so(wrong: dict[str, str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("export_records", "activities", **wrong)
    assert refused.value.returncode == 2


@pytest.mark.django_db
def test_a_long_list_asks_before_it_is_left_to_the_worker(officer: Client, long_lists: None) -> None:
    activities()
    answer = officer.get(URL, {"year": "112"})
    assert answer.status_code == 200
    assert 'method="post"' in answer.content.decode()
    assert not Export.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_written_in_the_background_and_fetched_by_its_person(
    officer: Client, staff: User, run_tasks: RunTasks, admin: User, client_for: ClientFor
) -> None:
    activities()
    answer: Any = officer.post(f"{URL}?year=112&format=ods&labels=zh")
    export = Export.objects.get()
    page = reverse("exports:export", args=[export.pk])
    assert answer["Location"] == page
    waiting = officer.get(page).content.decode()
    assert f'hx-get="{page}"' in waiting
    assert officer.get(reverse("exports:file", args=[export.pk])).status_code in (403, 404)
    run_tasks()
    export.refresh_from_db()
    assert (export.rows, export.written, export.kept, export.under_way) == (3, 3, True, False)
    ready = officer.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in ready
    assert "<html" not in ready
    fetched: Any = officer.get(reverse("exports:file", args=[export.pk]))
    assert body(fetched) == body(officer.get(URL, {"year": "112", "format": "ods", "labels": "zh"}))
    assert fetched["Content-Disposition"] == 'attachment; filename="activities.ods"'
    assert export.title in officer.get(reverse("exports:list")).content.decode()
    assert client_for(admin).get(reverse("exports:file", args=[export.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_may_be_seen_is_asked_again_when_the_worker_writes(
    officer: Client, staff: User, run_tasks: RunTasks
) -> None:
    activities()
    officer.post(URL)
    staff.memberships.update(ended_at=timezone.now())
    run_tasks()
    export = Export.objects.get()
    assert files.path_of(export).read_text("utf-8-sig").splitlines()[1:] == []
    assert export.rows == 0


@pytest.mark.django_db(transaction=True)
def test_whoever_has_lost_a_role_does_not_get_what_it_let_them_see(
    officer: Client, staff: User, run_tasks: RunTasks
) -> None:
    activities()
    officer.post(URL)
    run_tasks()
    address = reverse("exports:file", args=[Export.objects.get().pk])
    assert officer.get(address).status_code == 200
    staff.memberships.update(ended_at=timezone.now())
    assert officer.get(address).status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fault", ["deactivated", "filter", "disk"])
def test_an_export_that_fails_says_so_and_leaves_no_file(
    officer: Client, staff: User, run_tasks: RunTasks, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    activities()
    officer.post(URL)
    if fault == "deactivated":
        User.objects.filter(pk=staff.pk).update(is_active=False)
    elif fault == "filter":
        Export.objects.update(query="no_such_filter=1")
    else:
        monkeypatch.setattr(files, "write", lambda *_: (_ for _ in ()).throw(OSError("full")))
    run_tasks()
    export = Export.objects.get()
    assert (export.broken_off, export.kept) == (True, False)
    assert not files.path_of(export).exists()
    if fault != "deactivated":
        assert "state-tag--stop" in officer.get(reverse("exports:export", args=[export.pk])).content.decode()


@pytest.mark.django_db
def test_a_file_is_kept_for_a_day_and_then_removed(officer: Client, staff: User) -> None:
    export = ExportFactory.create(person=staff, in_background=True, finished_at=timezone.now())
    files.folder().mkdir(parents=True, exist_ok=True)
    files.path_of(export).write_text("x")
    fresh = ExportFactory.create(person=staff)
    files.path_of(fresh).write_text("x")
    files.remove_expired.call()
    assert files.path_of(export).exists()
    yesterday = time.time() - KEPT_FOR.total_seconds()
    os.utime(files.path_of(export), (yesterday, yesterday))
    files.remove_expired.call()
    assert (files.path_of(export).exists(), files.path_of(fresh).exists()) == (False, True)
    Export.objects.update(finished_at=timezone.now() - KEPT_FOR)
    assert "state-tag--void" in officer.get(reverse("exports:export", args=[export.pk])).content.decode()


@pytest.mark.django_db
def test_a_worker_that_was_killed_is_noticed_by_its_silence(officer: Client, staff: User) -> None:
    export = ExportFactory.create(person=staff, in_background=True, started_at=timezone.now(), written=1)
    page = reverse("exports:export", args=[export.pk])
    assert "<progress" in officer.get(page).content.decode()
    Export.objects.update(changed_at=timezone.now() - SILENT_FOR - timedelta(seconds=1))
    assert "state-tag--stop" in officer.get(page).content.decode()


@pytest.mark.django_db
def test_progress_is_told_while_the_file_is_written(monkeypatch: pytest.MonkeyPatch, staff: User) -> None:
    activities()
    monkeypatch.setattr(extracts, "SECONDS_BETWEEN_SIGNS", 0)
    export = ExportFactory.create(person=staff, in_background=True, query="year=112")
    seen: list[int] = []
    note = extracts._note

    def noted(export: Export, **values: Any) -> None:
        seen.append(values.get("written", 0))
        note(export, **values)

    monkeypatch.setattr(extracts, "_note", noted)
    extracts.run_export.call(export.pk)
    assert list(filter(None, seen)) == [1, 2, 3, 3]


def test_the_parameters_of_a_file_are_read_with_those_of_the_list() -> None:
    reading = read_parameters({}, (), {"format": "ods", "labels": "zh"})
    assert (reading.ok, reading.format, reading.labels) == (True, "ods", "zh")
