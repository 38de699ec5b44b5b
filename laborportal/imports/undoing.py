"""Taking back an import as a whole: what it created is voided, what it changed has its old values again.

Which records those are is read from the history. The history keeps both the import and its taking back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from laborportal.audit.models import Event, Tracked
from laborportal.audit.recording import Act, Change, action_words
from laborportal.imports.held import withdraw
from laborportal.imports.loading import loader_of
from laborportal.imports.models import ImportRun
from laborportal.rocyear.dates import format_datetime
from laborportal.workflow.voiding import restore, void_many

BATCH = 1000
Hook = Callable[[ImportRun, Act], None]
Progress = Callable[[int, int], None]
_hooks: list[Hook] = []


def unwatched(done: int, total: int) -> None:
    """Nobody looks on."""


def register_undo(hook: Hook) -> Hook:
    """*hook* takes back what the import left beside tracked records (aliases); runs inside the transaction, last."""
    _hooks.append(hook)
    return hook


class NotReverted(Exception):
    """Nothing was undone; `obstacles` are sentences, one for each thing that stands in the way."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__("\n".join(obstacles))
        self.obstacles = list(obstacles)


@dataclass
class Touched:
    """What an import did to the records of one model; `last` has the pk of its last event of each."""

    model: Any
    versions: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    created: set[int] = field(default_factory=set)
    voided: set[int] = field(default_factory=set)
    changes: dict[int, dict[str, Change]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, event: Event) -> None:
        self.versions[event.target_id] = event.target_version
        self.last[event.target_id] = event.pk
        if event.action == "created":
            self.created.add(event.target_id)
        if event.action == "voided":
            self.voided.add(event.target_id)
        if event.changes:
            fold(self.changes[event.target_id], event)

    @property
    def changed(self) -> set[int]:
        """The records that were there before."""
        return self.changes.keys() - self.created

    @property
    def stays_when_used(self) -> bool:
        loader = loader_of(self.model)
        return loader is not None and loader.stays_when_used

    def records(self, pks: Sequence[int], *, lock: bool = False) -> dict[int, Any]:
        loader = loader_of(self.model)
        related = loader.related if loader else ()
        queryset = self.model._base_manager.filter(pk__in=pks).select_related(*related)
        return {record.pk: record for record in (queryset.select_for_update(of=("self",)) if lock else queryset)}


def revert(
    run: ImportRun, act: Act, *, progress: Progress = unwatched, written: Callable[[], None] = lambda: None
) -> ImportRun:
    """Raises NotReverted, with all that stands in the way, and then changes nothing.

    *progress* is told how many records are done of how many; *written* ends the transaction and may still stop it.
    """
    reason = act.reason or _("Import {number} was taken back.").format(number=run.pk)
    act = replace(act, reason=reason, import_id=None)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.reverted_at is not None:
            raise NotReverted(
                [_("This import was taken back on {when} already.").format(when=format_datetime(run.reverted_at))]
            )
        _undo(run, act, progress)
        run.reverted_at, run.reverted_by_id = timezone.now(), act.actor.pk
        run.save(update_fields=["reverted_at", "reverted_by"])
        written()
    return run


def _undo(run: ImportRun, act: Act, progress: Progress) -> None:
    touched = touched_by(run)
    kept = [found for found in touched if found.stays_when_used]
    others = [found for found in touched if not found.stays_when_used]
    obstacles = [sentence for found in others for sentence in _in_the_way(found, touched)]
    obstacles += [sentence for found in kept for sentence in _changed_since(found, found.changed)]
    if obstacles:
        raise NotReverted(obstacles)
    count = _Count(progress, sum(len(found.versions) for found in touched))
    for found in others:
        _restore(found, found.changed, act, count)
        _void(found, found.created, act, count)
        _let_stand_again(found, found.voided - found.created, act, count)
    for found in kept:
        _undo_unused(found, act, count)
    withdraw(run)
    for hook in _hooks:
        hook(run, act)


def _undo_unused(found: Touched, act: Act, count: "_Count") -> None:
    """Voids what nobody else uses by now; from what stays it takes what a row of the import gave it afterwards."""
    used = users_of(found.model, found.created, {}).keys()
    if sentences := list(_changed_since(found, found.created - used)):
        raise NotReverted(sentences)
    untouched = used - set(_written_since(found, used))
    _restore(found, found.changed | (found.changes.keys() & untouched), act, count)
    _void(found, found.created - used, act, count)


def touched_by(run: ImportRun) -> list[Touched]:
    found: dict[str, Touched] = {}
    events = Event.objects.filter(import_id=run.pk).order_by("pk")
    for event in events.iterator(chunk_size=BATCH):
        if event.target_type not in found:
            found[event.target_type] = Touched(apps.get_model(event.target_type))
        found[event.target_type].add(event)
    return list(found.values())


def _in_the_way(found: Touched, touched: Sequence[Touched]) -> Iterator[str]:
    yield from _changed_since(found, found.versions)
    ours: dict[type[Model], set[int]] = {other.model: other.created for other in touched}
    for pk, users in users_of(found.model, found.created, ours).items():
        record = found.model._base_manager.get(pk=pk)
        yield _("{user} refers to {record}: void it, or let it refer to another record, first.").format(
            user=users[0], record=record
        )


def _changed_since(found: Touched, pks: Iterable[int]) -> Iterator[str]:
    """A sentence for each of *pks* that somebody has written after the import."""
    for pk in _written_since(found, pks):
        last = Event.objects.filter(target_type=found.model._meta.label_lower, target_id=pk).order_by("-pk")[0]
        yield _("After the import {person} {action}: {record} ({when}).").format(
            person=last.actor_name,
            action=action_words(last.action),
            record=last.target_label,
            when=format_datetime(last.at),
        )


def _written_since(found: Touched, pks: Iterable[int]) -> Iterator[int]:
    for chunk in chunks(pks):
        locked = found.model._base_manager.filter(pk__in=chunk).order_by("pk").select_for_update()
        versions = dict(locked.values_list("pk", "version"))
        yield from (
            pk for pk in chunk if versions[pk] != found.versions[pk] and _differs_since(found, pk, versions[pk])
        )


def _differs_since(found: Touched, pk: int, version: int) -> bool:
    """Whether anything of what was written later still stands; a later import that was taken back left nothing."""
    kind = found.model._meta.label_lower
    later = list(Event.objects.filter(target_type=kind, target_id=pk, pk__gt=found.last[pk]).order_by("pk"))
    if not later or later[-1].target_version != version:
        return True
    net: dict[str, Change] = {}
    for event in later:
        fold(net, event)
    voided = [event.action for event in later if event.action in {"voided", "restored"}]
    return "voided" in voided[-1:] or any(before != after for before, after in net.values())


def fold(known: dict[str, Change], event: Event) -> None:
    """Adds what *event* changed to what the events before it did: the first value before, the last one after."""
    for name, (before, after) in event.changes.items():
        known[name] = (known[name][0] if name in known else before, after)


def users_of(model: Any, pks: set[int], leave_out: dict[type[Model], set[int]]) -> dict[int, list[Any]]:
    """The standing records that refer to each of *pks*, but for those that *leave_out* names by model."""
    found: dict[int, list[Any]] = defaultdict(list)
    for user, key in foreign_keys_to(model):
        ours = leave_out.get(user, set())
        for chunk in chunks(pks):
            referring = user._base_manager.filter(**{f"{key.name}__in": chunk}, voided_at__isnull=True)
            for record in (record for record in referring if record.pk not in ours):
                found[getattr(record, key.attname)].append(record)
    return found


def foreign_keys_to(model: Any) -> Iterator[tuple[Any, Any]]:
    """Each model of records that can be voided, with its foreign key to *model*.

    Left out is a model that says `only_remembers`: what it keeps is true whatever becomes of the record.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        user = relation.related_model
        if not (relation.auto_created and relation.one_to_many and issubclass(user, Tracked)):
            continue
        if hasattr(user, "voided_at") and not getattr(user, "only_remembers", False):
            yield user, relation.field


def _restore(found: Touched, pks: Iterable[int], act: Act, count: "_Count") -> None:
    loader = loader_of(found.model)
    for chunk in chunks(pks):
        if loader is None:
            raise LookupError(f"no loader is registered that could restore {found.model._meta.label}")
        records = found.records(chunk, lock=True)
        loader.restore([(records[pk], found.changes[pk]) for pk in chunk], act)
        count.add(len(chunk))


def _void(found: Touched, pks: Iterable[int], act: Act, count: "_Count") -> None:
    for chunk in chunks(pks):
        void_many(found.records(chunk).values(), act)
        count.add(len(chunk))


def _let_stand_again(found: Touched, pks: Iterable[int], act: Act, count: "_Count") -> None:
    for chunk in chunks(pks):
        for record in found.records(chunk).values():
            restore(record, act)
        count.add(len(chunk))


@dataclass
class _Count:
    """How many of the touched records are as they were before."""

    progress: Progress
    total: int
    done: int = 0

    def add(self, records: int) -> None:
        self.done += records
        self.progress(self.done, self.total)


def chunks(pks: Iterable[int]) -> Iterator[list[int]]:
    iterator = iter(sorted(pks))
    while chunk := list(islice(iterator, BATCH)):
        yield chunk
