"""The orders that a person gives about an uploaded file and about an import; the worker carries them out (`tasks`)."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import translation

from laborportal.accounts.models import User
from laborportal.imports import progress, tasks
from laborportal.imports.importable import Importable
from laborportal.imports.models import Errand, ImportRun, Reversal, Upload
from laborportal.imports.reading import fingerprint
from laborportal.imports.stages import Stage, move, next_attempt


def receive(importable: Importable, file: "File[Any]", person: User) -> Upload:
    """Stores the file and lets the worker read it."""
    name = Path(str(file.name)).name[-255:]
    language = translation.get_language() or ""
    upload = Upload(dataset=importable.name, file_name=name, person=person, language=language)
    upload.file.save(name, file, save=False)
    upload.sha256 = fingerprint(upload.path)
    upload.save()
    order_reading(upload)
    return upload


def order_reading(upload: Upload) -> None:
    _order(upload, Stage.WAITING, tasks.read_upload)


def order_applying(upload: Upload, *, accept_valid: bool) -> None:
    _order(upload, Stage.ORDERED, tasks.apply_upload, accept_valid=accept_valid)


def restart(upload: Upload) -> None:
    """Gives the order again that nothing came of; an upload that broke off is read first."""
    if upload.stage in {Stage.ORDERED, Stage.APPLYING}:
        order_applying(upload, accept_valid=upload.accept_valid)
    else:
        order_reading(upload)


def discard(upload: Upload) -> None:
    """Nothing is written and the file is deleted; what was found in it can still be read."""
    with transaction.atomic():
        move(next_attempt(upload), Stage.DISCARDED)
    upload.path.unlink(missing_ok=True)
    progress.forget(upload.path)


def order_reverting(run: ImportRun, person: User, reason: str) -> None:
    """Raises Superseded when somebody else orders it at this moment."""
    reversal, _new = Reversal.objects.get_or_create(run=run, defaults={"person": person})
    _order(
        reversal,
        Reversal.Stage.WAITING,
        tasks.revert_run,
        person=person,
        language=translation.get_language() or "",
        reason=reason,
        obstacles=[],
        unshown=0,
    )


def _order(errand: Errand, stage: str, task: Any, **values: Any) -> None:
    with transaction.atomic():
        errand = next_attempt(errand)
        move(errand, stage, complaint="", **values)
        task.enqueue(errand.pk, errand.attempt)
    progress.forget(errand.path)
