"""Somebody else writes between the reading of a file and its writing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError

from laborportal.activities.models import Activity
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.imports import engine
from laborportal.imports.engine import FilePlan, Result, read_plan
from laborportal.imports.loading import Loader
from laborportal.imports.models import ImportRun
from laborportal.imports.rows import Row
from tests.factories.activities import ActivityFactory
from tests.factories.imports import SessionLoader, csv_file, session

pytestmark = pytest.mark.django_db


def plan_of(folder: Path, *rows: dict[str, str]) -> FilePlan:
    return read_plan(SessionLoader(), csv_file(folder, rows))


def assert_refused(result: Result, row: int) -> None:
    assert [problem.row for problem in result.errors] == [row]
    assert result.import_id is None
    counts = result.counts
    assert counts.read == counts.created + counts.updated + counts.unchanged + counts.rejected
    assert not ImportRun.objects.exists()
    assert not Event.objects.exists()


def test_a_key_that_was_taken_in_the_meantime(tmp_path: Path, act: Act) -> None:
    plan = plan_of(tmp_path, session("A1"), session("A2"))
    ActivityFactory.create(number="A2")
    assert_refused(plan.apply(act), 2)
    assert not Activity.objects.filter(number="A1").exists()


def test_a_record_that_was_changed_in_the_meantime(tmp_path: Path, act: Act) -> None:
    record = ActivityFactory.create(number="A1")
    plan = plan_of(tmp_path, session("A1", attendance=7))
    Activity.objects.filter(pk=record.pk).update(version=2)
    assert_refused(plan.apply(act), 1)


def test_a_record_that_was_voided_in_the_meantime(tmp_path: Path, act: Act) -> None:
    record = ActivityFactory.create(number="A1")
    plan = plan_of(tmp_path, session("A1", attendance=7))
    Activity.objects.filter(pk=record.pk).update(voided_at="2024-01-01T00:00Z")
    assert_refused(plan.apply(act), 1)


def quicker_writer(loader: Loader[Any], rows: Sequence[Row], act: Act) -> None:
    raise IntegrityError("UNIQUE constraint failed")


def test_a_key_that_is_taken_at_the_very_last_moment(tmp_path: Path, act: Act) -> None:
    plan = plan_of(tmp_path, session("A1"), session("A2"))
    with patch.object(Loader, "create", quicker_writer):
        assert_refused(plan.apply(act), 1)


def test_the_row_is_named_whose_key_was_taken(tmp_path: Path, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(tmp_path, session("A1"), session("A2"))
    ActivityFactory.create(number="A2")
    monkeypatch.setattr(engine, "_create", lambda loader, rows, act: loader.create(rows, act))
    assert_refused(plan.apply(act), 2)


def test_any_other_complaint_of_the_database_is_a_mistake_of_the_loader(tmp_path: Path, act: Act) -> None:
    with patch.object(SessionLoader, "check", lambda self, row: None):
        plan = plan_of(tmp_path, session("A1", interviewed=1, matched=2))
    with pytest.raises(IntegrityError):
        plan.apply(act)
