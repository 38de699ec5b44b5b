"""Moving an uploaded file from stage to stage.

Each order to the worker has a number (`attempt`). A worker that was taken for dead and is not finds another number
and leaves everything as it is, so that an order may be given again at any time.
"""

from typing import Any

from django.utils import timezone

from laborportal.imports.models import Upload

Stage = Upload.Stage


class Superseded(Exception):
    """Somebody gave the order again, or took it back, while this one was carried out."""


def next_attempt(upload: Upload) -> Upload:
    """Raises Superseded when somebody else has moved the upload on since it was looked at."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if (locked.stage, locked.attempt) != (upload.stage, upload.attempt):
        raise Superseded
    locked.attempt += 1
    Upload.objects.filter(pk=locked.pk).update(attempt=locked.attempt)
    return locked


def move(upload: Upload, stage: Stage, **values: Any) -> None:
    """Raises Superseded."""
    ours = Upload.objects.filter(pk=upload.pk, attempt=upload.attempt)
    if not ours.update(stage=stage, since=timezone.now(), **values):
        raise Superseded
    upload.stage = stage
