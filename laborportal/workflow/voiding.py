"""A voided record stays on file with its reason and counts nowhere. Nothing is ever deleted."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from laborportal.audit.models import Tracked
from laborportal.audit.recording import Act, Entry, record_many
from laborportal.workflow.models import Stateful, Waiting
from laborportal.workflow.waiting import wait_anew

BATCH = 500


def on_file(model: type[Tracked]) -> QuerySet[Any]:
    """What can be opened and written: all but the voided, also what does not count yet.

    A model of which some do not count yet says so with `on_file()` on its queryset, beside `standing()`.
    """
    manager: Any = model._default_manager
    found: QuerySet[Any] = manager.on_file() if hasattr(manager, "on_file") else manager.standing()
    return found


def void(record: Tracked, act: Act) -> None:
    void_many([record], act)


def void_many(records: Iterable[Tracked], act: Act) -> int:
    """Voids those of *records* (of one model) that still stand, with act.reason, one event each; returns how many.

    The model has `voided_at` and `void_reason`. The objects handed over are not refreshed.
    """
    found = list(records)
    if not found:
        return 0
    model = type(found[0])
    with transaction.atomic():
        return sum(
            _void_batch(model, [record.pk for record in found[start : start + BATCH]], act)
            for start in range(0, len(found), BATCH)
        )


def _void_batch(model: type[Tracked], ids: Sequence[Any], act: Act) -> int:
    manager: Any = model._base_manager
    standing = list(manager.select_for_update().filter(pk__in=ids, voided_at=None).order_by("pk"))
    now = timezone.now()
    for record in standing:
        record.version += 1
    manager.filter(pk__in=[record.pk for record in standing]).update(
        voided_at=now, changed_at=now, void_reason=act.reason[:500], version=F("version") + 1
    )
    Waiting.objects.filter(case_type=ContentType.objects.get_for_model(model), case_id__in=ids).delete()
    record_many(act, [Entry("voided", record) for record in standing])
    return len(standing)


def restore(record: Tracked, act: Act) -> None:
    """Lets a voided *record* stand again; what waited of it waits anew. Raises IntegrityError where it cannot."""
    model: Any = type(record)
    with transaction.atomic():
        locked = model._base_manager.select_for_update().get(pk=record.pk)
        locked.voided_at, locked.void_reason = None, ""
        locked.version += 1
        locked.save(update_fields=["voided_at", "void_reason", "version", "changed_at"])
        if isinstance(locked, Stateful):
            wait_anew([locked], act.reason)
        record_many(act, [Entry("restored", locked)])
