"""Files handed in as the page does it, and the worker that reads and applies them, without its loop."""

from django.core.files.base import ContentFile
from django_tasks_db.models import DBTaskResult

from laborportal.accounts.models import User
from laborportal.imports import tasks, uploads
from laborportal.imports.importable import importable_named
from laborportal.imports.models import ImportRun, Reversal, Upload


def handed_in(person: User, content: str | bytes, *, name: str = "sessions.csv", dataset: str = "activities") -> Upload:
    importable = importable_named(dataset)
    assert importable is not None
    raw = content.encode() if isinstance(content, str) else content
    return uploads.receive(importable, ContentFile(raw, name=name), User.objects.get(pk=person.pk))


def read_upload(person: User, content: str | bytes, **options: str) -> Upload:
    return worked(handed_in(person, content, **options))


def worked(upload: Upload) -> Upload:
    """What the worker was asked to do about *upload* is done."""
    upload.refresh_from_db()
    DBTaskResult.objects.all().delete()
    tasks.read_upload.call(upload.pk, upload.attempt)
    tasks.apply_upload.call(upload.pk, upload.attempt)
    upload.refresh_from_db()
    return upload


def reverted(run: ImportRun) -> Reversal:
    """What the worker was asked to take back is taken back, or it is not."""
    reversal = Reversal.objects.get(run=run)
    tasks.revert_run.call(run.pk, reversal.attempt)
    reversal.refresh_from_db()
    run.refresh_from_db()
    return reversal
