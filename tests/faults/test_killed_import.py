"""A worker that is killed while it writes: nothing is half done, and the run can be repeated."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from laborportal.audit.models import Event
from laborportal.imports import progress, uploads
from laborportal.imports.models import ImportRun, Upload
from tests.factories.activities import SeriesFactory
from tests.factories.uploads import handed_in

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 5_000
SECONDS = 120


def database_url() -> str:
    """The test's own database, for a process of its own."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    place = (
        f"{quote(str(found['HOST']), safe='')}:{found['PORT']}" if found["PORT"] else quote(str(found["HOST"]), safe="")
    )
    return f"postgres://{quote(found['USER'])}:{quote(found['PASSWORD'])}@{place}/{found['NAME']}"


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker", "--no-reload", "--verbosity", "0"]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PRIVATE_FILES": str(settings.PRIVATE_FILES),
        "DJANGO_SETTINGS_MODULE": "laborportal.settings",
    }
    program = subprocess.Popen([*command, "--interval", "0.1", "--no-startup-delay"], env=environment)
    try:
        yield program
    finally:
        program.kill()
        program.wait()


def wait_for(what: Callable[[], bool]) -> None:
    ends = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < ends, "the worker did not come that far"
        time.sleep(0.02)


def test_a_worker_killed_while_it_writes_leaves_nothing_half_done(staff: User) -> None:
    SeriesFactory.create()
    rows = "".join(f"K{number},gender_advocacy,112/3/29,座談會\n" for number in range(ROWS))
    upload = handed_in(staff, f"number,series,held_on,title\n{rows}")

    def stage() -> str:
        upload.refresh_from_db()
        return str(upload.stage)

    def writes() -> bool:
        """The bar starts once more when the reading is over."""
        seen.append(upload.progress.done)
        return stage() == "applying" and any(later < before for before, later in pairwise(seen))

    with worker() as program:
        wait_for(lambda: stage() == "read")
        seen: list[int] = []
        uploads.order_applying(upload, accept_valid=False)
        wait_for(lambda: writes() and upload.progress.done > 0)
        program.kill()
        program.wait()
    assert stage() == "applying"
    assert (Activity.objects.count(), ImportRun.objects.count(), Event.objects.count()) == (0, 0, 0)
    progress.forget(upload.path)
    Upload.objects.filter(pk=upload.pk).update(since=timezone.now() - timedelta(hours=1))
    upload.refresh_from_db()
    assert upload.stuck
    uploads.restart(upload)
    with worker():
        wait_for(lambda: stage() == "applied")
    assert Activity.objects.count() == ROWS
