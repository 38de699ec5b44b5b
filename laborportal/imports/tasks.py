"""What the background worker does with an uploaded file, and with an import that is to be taken back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import TypeVar

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from laborportal.audit.recording import Act
from laborportal.imports import progress
from laborportal.imports.engine import FilePlan, read_plan
from laborportal.imports.importable import importable_named, may_write_of
from laborportal.imports.models import Errand, Reversal, Upload
from laborportal.imports.policies import may_revert
from laborportal.imports.preview import keep_lines
from laborportal.imports.progress import Done
from laborportal.imports.reading import Unreadable, count_rows
from laborportal.imports.stages import Stage, Superseded, move
from laborportal.imports.undoing import NotReverted, revert

E = TypeVar("E", bound=Errand)


class NotAllowed(Exception):
    """The person may not import such a file any more; str() is a translated sentence."""


@task()
def read_upload(pk: int, attempt: int) -> None:
    _carry_out(Upload, pk, attempt, Stage.WAITING, Stage.READING, _read)


@task()
def apply_upload(pk: int, attempt: int) -> None:
    _carry_out(Upload, pk, attempt, Stage.ORDERED, Stage.APPLYING, _apply)


@task()
def revert_run(pk: int, attempt: int) -> None:
    _carry_out(Reversal, pk, attempt, Reversal.Stage.WAITING, Reversal.Stage.REVERTING, _revert)


def _carry_out(kind: type[E], pk: int, attempt: int, ordered: str, doing: str, work: Callable[[E], None]) -> None:
    errands = kind._default_manager.select_related("person")
    errand = errands.filter(pk=pk, attempt=attempt, stage=ordered).first()
    if errand is None:
        return
    with suppress(Superseded), translation.override(errand.language):
        try:
            move(errand, doing)
            work(errand)
        except Superseded:
            raise
        except (Unreadable, NotAllowed) as error:
            move(errand, Stage.UNREADABLE, complaint=str(error))
        except Exception:
            broken = _("Something went wrong on our side; nothing was written. Try again, or ask an administrator.")
            move(errand, Stage.FAILED, complaint=broken)
            raise


def _read(upload: Upload) -> None:
    _show(upload, _planned(upload, to_be_written=False))


def _apply(upload: Upload) -> None:
    found = _planned(upload, to_be_written=True)
    if found.plan.digest != upload.digest:
        _show(upload, found, _("Records were changed after the preview, so nothing was imported. Look at it again."))
        return
    result = found.apply(
        Act(upload.person),
        accept_valid=upload.accept_valid,
        progress=_reporter(upload, found.plan.counts.created + found.plan.counts.updated),
        written=lambda run: move(upload, Stage.APPLIED, run=run),
    )
    if result.import_id is None:  # somebody was quicker between the second reading and the writing
        _show(upload, _planned(upload, to_be_written=False), result.errors[-1].message)


def _planned(upload: Upload, *, to_be_written: bool) -> FilePlan:
    """Raises Unreadable, NotAllowed."""
    importable = importable_named(upload.dataset)
    if importable is None or not importable.may_import(upload.person):
        raise NotAllowed(_("You may no longer import such a file."))
    return read_plan(
        importable.loader(),
        upload.path,
        dataset=upload.dataset,
        file=upload.file_name,
        may_write=may_write_of(upload.person),
        progress=_reporter(upload, count_rows(upload.path)),
        to_be_written=to_be_written,
    )


def _reporter(upload: Upload, total: int) -> Callable[[int], None]:
    def report(done: int) -> None:
        progress.tell(upload.path, Done(done, total))

    report(0)
    return report


def _show(upload: Upload, found: FilePlan, complaint: str = "") -> None:
    with transaction.atomic():
        move(upload, Stage.READ, counts=asdict(found.plan.counts), digest=found.plan.digest, complaint=complaint)
        keep_lines(upload, found.plan)


def _revert(reversal: Reversal) -> None:
    try:
        if not may_revert(reversal.person, reversal.run):
            raise NotReverted([_("You may no longer take this import back.")])
        revert(
            reversal.run,
            Act(reversal.person, reversal.reason),
            progress=lambda done, total: progress.tell(reversal.path, Done(done, total)),
            written=lambda: move(reversal, Reversal.Stage.DONE),
        )
    except NotReverted as refused:
        shown, unshown = refused.obstacles[: Reversal.SHOWN], refused.obstacles[Reversal.SHOWN :]
        move(reversal, Reversal.Stage.REFUSED, obstacles=shown, unshown=len(unshown))
