"""Taking an import back in the background: from the order to its end, and what may come between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from laborportal.imports import tasks, undoing, uploads
from laborportal.imports.models import ImportRun, Reversal
from laborportal.imports.stages import Superseded
from tests.conftest import ClientFor
from tests.factories.activities import SeriesFactory
from tests.factories.uploads import read_upload, reverted, worked

pytestmark = pytest.mark.django_db
HEADER = "number,series,held_on,title,attendance\n"
GOOD = HEADER + "A1,gender_advocacy,112/3/29,座談會,30\nA2,gender_advocacy,112/3/30,座談會,31\n"
Stage = Reversal.Stage


@pytest.fixture
def run(staff: User) -> ImportRun:
    SeriesFactory.create()
    upload = read_upload(staff, GOOD)
    uploads.order_applying(upload, accept_valid=False)
    found = worked(upload).run
    assert found is not None
    return found


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def page_of(run: ImportRun) -> str:
    return reverse("imports:revert", args=[run.pk])


def progress_of(run: ImportRun) -> str:
    return reverse("imports:revert_progress", args=[run.pk])


def test_the_order_writes_nothing_and_its_page_shows_how_far_it_is(officer: Client, run: ImportRun) -> None:
    assert officer.get(progress_of(run)).status_code == 404
    assert officer.post(page_of(run), {"reason": "重複"}).url == page_of(run)  # type: ignore[attr-defined]
    assert Activity.objects.standing().count() == 2
    page = officer.get(page_of(run)).content.decode()
    assert (progress_of(run) in page, "imports/progress.js" in page) == (True, True)
    assert officer.get(progress_of(run)).json()["stage"] == Stage.WAITING
    assert str(Stage.WAITING.label) in officer.get(reverse("imports:record", args=[run.pk])).content.decode()
    assert reverted(run).stage == Stage.DONE
    assert {record.void_reason for record in Activity.objects.all()} == {"重複"}
    assert officer.get(page_of(run)).url == reverse("imports:record", args=[run.pk])  # type: ignore[attr-defined]
    assert officer.get(progress_of(run)).json()["done"] == officer.get(progress_of(run)).json()["total"] == 2


def test_what_is_under_way_or_taken_back_is_not_ordered_again(officer: Client, run: ImportRun) -> None:
    officer.post(page_of(run))
    officer.post(page_of(run))
    assert Reversal.objects.get().attempt == 1
    reverted(run)
    officer.post(page_of(run))
    assert Reversal.objects.get().attempt == 1


def test_a_broken_run_leaves_nothing_half_done_and_can_be_repeated(
    officer: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.post(page_of(run))
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "withdraw", lambda run: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reverted(run)
    assert (Reversal.objects.get().stage, Activity.objects.standing().count()) == (Stage.FAILED, 2)
    assert Reversal.objects.get().complaint in officer.get(page_of(run)).content.decode()
    officer.post(page_of(run))
    assert (reverted(run).stage, Activity.objects.standing().count()) == (Stage.DONE, 0)


def test_a_killed_worker_is_recognised_and_one_taken_for_dead_writes_nothing(
    officer: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.post(page_of(run))
    Reversal.objects.update(stage=Stage.REVERTING, since=timezone.now() - timedelta(hours=1))
    assert officer.get(progress_of(run)).json()["stage"] == "stuck"
    assert 'method="post" novalidate' in officer.get(page_of(run)).content.decode()
    officer.post(page_of(run))
    assert (Reversal.objects.get().stage, Reversal.objects.get().attempt) == (Stage.WAITING, 2)
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "withdraw", lambda run: Reversal.objects.update(attempt=3, stage=Stage.WAITING))
        reverted(run)  # its order is given again before it ends
    assert (run.reverted_at, Activity.objects.standing().count()) == (None, 2)


def test_an_order_that_somebody_gave_at_the_same_moment_is_enough(
    officer: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*args: Any) -> None:
        raise Superseded

    monkeypatch.setattr(uploads, "order_reverting", overtaken)
    assert officer.post(page_of(run)).url == page_of(run)  # type: ignore[attr-defined]


def test_who_lost_the_role_in_the_meantime_takes_nothing_back(officer: Client, staff: User, run: ImportRun) -> None:
    officer.post(page_of(run))
    staff.memberships.update(ended_at=timezone.now())
    reversal = reverted(run)
    assert (reversal.stage, len(reversal.obstacles)) == (Stage.REFUSED, 1)
    assert Activity.objects.standing().count() == 2


def test_of_very_many_obstacles_only_some_are_kept(
    officer: Client, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    Activity.objects.update(version=2)
    monkeypatch.setattr(Reversal, "SHOWN", 1)
    officer.post(page_of(run))
    reversal = reverted(run)
    assert (str(reversal), len(reversal.obstacles), reversal.unshown) == (str(run), 1, 1)
    assert reversal.obstacles[0] in officer.get(page_of(run)).content.decode()
    assert tasks.revert_run.call(run.pk, reversal.attempt) is None


def test_the_worker_itself_takes_back(
    transactional_db: None, staff: User, run: ImportRun, run_tasks: Callable[[], Any]
) -> None:
    uploads.order_reverting(run, staff, "")
    run_tasks()
    run.refresh_from_db()
    assert (run.reverted_by, Activity.objects.standing().count()) == (staff, 0)
