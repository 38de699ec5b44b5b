"""Undoing a merge from what its record remembers: what was moved goes back, what was voided stands again."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from laborportal.audit.recording import Act, Change, Entry, action_words, history_of, record_many
from laborportal.employers.imports import set_aliases
from laborportal.employers.merging import MOVED_BACK, key_named, move
from laborportal.employers.models import Employer, FormerNumber, MergeRecord, matching_key
from laborportal.rocyear.dates import format_datetime
from laborportal.workflow.voiding import restore


class NotSplit(Exception):
    """Nothing was written; `obstacles` are sentences, one for each thing that stands in the way."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__("\n".join(obstacles))
        self.obstacles = list(obstacles)


def obstacles(record: MergeRecord) -> list[str]:
    """What stands in the way of a split now."""
    if record.split_at is not None:
        return [_("This merge was split on {when} already.").format(when=format_datetime(record.split_at))]
    return [*_of_the_employers(record), *_of_the_voided(record)]


def _of_the_employers(record: MergeRecord) -> Iterator[str]:
    kept, merged = record.kept, record.merged
    if kept.voided_at is not None:
        yield _("{name} does not stand by itself any more: split or restore that first.").format(name=kept.name)
    if merged.version != record.merged_version:
        yield _written_since(merged)
    released = "ubn" in record.filled and kept.ubn == merged.ubn
    holder = Employer.objects.standing().filter(ubn=merged.ubn).exclude(ubn="").first()
    if holder is not None and not (holder == kept and released):
        yield _("The number {ubn} belongs to {name} by now.").format(ubn=merged.ubn, name=holder.name)


def _of_the_voided(record: MergeRecord) -> Iterator[str]:
    for label, pk, version in record.voided:
        found: Any = apps.get_model(label)._base_manager.get(pk=pk)
        if found.version != version:
            yield _written_since(found)


def _written_since(found: Any) -> str:
    last = history_of(found).first()
    assert last is not None  # a merge leaves one itself
    return _("After the merge {person} {action}: {record} ({when}).").format(
        person=last.actor_name, action=action_words(last.action), record=found, when=format_datetime(last.at)
    )


def elsewhere(record: MergeRecord) -> list[Any]:
    """Records that the merge moved and that somebody has given to another employer since: a split leaves them."""
    found = []
    for (label, name), pks in _by_key(record).items():
        key = key_named(label, name)
        left = key.model._base_manager.filter(pk__in=pks).exclude(**{name: record.kept})
        found += list(left.order_by("pk"))
    return found


def split(record: MergeRecord, act: Act) -> MergeRecord:
    """Raises NotSplit with all that stands in the way, and then changes nothing."""
    with transaction.atomic():
        record = MergeRecord.objects.select_for_update().get(pk=record.pk)
        pair = Employer.objects.select_for_update().filter(pk__in=[record.kept_id, record.merged_id]).order_by("pk")
        found = {employer.pk: employer for employer in pair}
        record.kept, record.merged = found[record.kept_id], found[record.merged_id]
        if sentences := obstacles(record):
            raise NotSplit(sentences)
        _give_back(record, act)
        restore(record.merged, act)
        for (label, name), pks in _by_key(record).items():
            key = key_named(label, name)
            ours = key.model._base_manager.filter(pk__in=pks, **{name: record.kept})
            move(key, list(ours.values_list("pk", flat=True)), record.merged, MOVED_BACK, act)
        _restore_voided(record, act)
        record.split_at = timezone.now()
        record.version += 1
        record.save()
        record_many(act, [Entry("employers.let_go", record)])
    return record


def _by_key(record: MergeRecord) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for label, name, pk in record.moved:
        found.setdefault((label, name), []).append(pk)
    return found


def _give_back(record: MergeRecord, act: Act) -> None:
    """The one that stays loses what it learned, except for what somebody has changed since."""
    kept = record.kept
    changes: dict[str, Change] = {
        name: (after, before) for name, (before, after) in record.filled.items() if getattr(kept, name) == after
    }
    for name, (_after, before) in changes.items():
        setattr(kept, name, before)
    aliases, gained = kept.alias_names, {matching_key(name) for name in record.names}
    left = [name for name in aliases if matching_key(name) not in gained]
    if left != aliases:
        changes["aliases"] = (aliases, left)
    kept.version += 1
    kept.save()
    set_aliases({kept: left}, act)
    numbers = FormerNumber.objects.standing().filter(employer=kept, ubn__in=record.numbers)
    numbers.update(voided_at=timezone.now())
    record_many(act, [Entry("employers.let_go", kept, changes)])


def _restore_voided(record: MergeRecord, act: Act) -> None:
    in_the_way = []
    for label, pk, _version in record.voided:
        found: Any = apps.get_model(label)._base_manager.get(pk=pk)
        found.voided_at = None
        try:
            found.validate_constraints()
        except ValidationError as error:
            in_the_way += [f"{found}: {message}" for message in error.messages]
        else:
            restore(found, act)
    if in_the_way:
        raise NotSplit(in_the_way)
