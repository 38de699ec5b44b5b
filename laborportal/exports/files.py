"""The files of exports that ran in the background: kept for a day, in a folder that no address leads to."""

import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from laborportal.exports.models import KEPT_FOR, Export


def folder() -> Path:
    return Path(settings.PRIVATE_FILES) / "exports"


def path_of(export: Export) -> Path:
    return folder() / f"{export.pk}.{export.format}"


def write(export: Export, chunks: Iterable[bytes]) -> None:
    """The file appears when it is complete; one that breaks half-way never does."""
    path = path_of(export)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as stream:
        for chunk in chunks:
            stream.write(chunk)
    unfinished.replace(path)
    remove_expired.using(run_after=timezone.now() + KEPT_FOR).enqueue()


@task()
def remove_expired() -> None:
    """Also what a killed worker left behind."""
    oldest = time.time() - KEPT_FOR.total_seconds()
    for path in folder().iterdir() if folder().is_dir() else ():
        if path.stat().st_mtime <= oldest:
            path.unlink(missing_ok=True)
