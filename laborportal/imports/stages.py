"""Moving what the worker has to do from stage to stage.

Each order to the worker has a number (`attempt`). A worker that was taken for dead and is not finds another number
and leaves everything as it is, so that an order may be given again at any time.
"""

from typing import Any, TypeVar

from django.utils import timezone

from laborportal.imports.models import Errand, Upload

Stage = Upload.Stage
E = TypeVar("E", bound=Errand)


class Superseded(Exception):
    """Somebody gave the order again, or took it back, while this one was carried out."""


def next_attempt(errand: E) -> E:
    """Raises Superseded when somebody else has moved the errand on since it was looked at."""
    errands = type(errand)._default_manager
    locked = errands.select_for_update().get(pk=errand.pk)
    if (locked.stage, locked.attempt) != (errand.stage, errand.attempt):
        raise Superseded
    locked.attempt += 1
    errands.filter(pk=locked.pk).update(attempt=locked.attempt)
    return locked


def move(errand: Errand, stage: str, **values: Any) -> None:
    """Raises Superseded."""
    ours = type(errand)._default_manager.filter(pk=errand.pk, attempt=errand.attempt)
    if not ours.update(stage=stage, since=timezone.now(), **values):
        raise Superseded
    errand.stage = stage
