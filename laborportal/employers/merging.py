"""Taking one employer into another, with every case of every app, and the way back.

Which cases those are is read from the foreign keys to the register, so that an app takes part without knowing of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.audit.recording import Act, Change, Entry, record_many, register_action
from laborportal.employers.imports import set_aliases
from laborportal.employers.models import (
    Employer,
    EmployerAlias,
    FormerNumber,
    KeptSeparate,
    MergeRecord,
    MergeRequest,
    MergeState,
    matching_key,
)
from laborportal.imports.undoing import chunks, foreign_keys_to
from laborportal.rocyear.dates import today
from laborportal.workflow.voiding import void, void_many

MOVING, STANDING = "moving", "standing"
MOVED, MOVED_BACK = "employers.moved", "employers.moved_back"
FILLED = ("ubn", "district", "industry_code", "employees", "address")

register_action("employers.took_in", gettext_lazy("merged another employer into this one"))
register_action(MOVED, gettext_lazy("moved the record to the employer that stays after a merge"))
register_action(MOVED_BACK, gettext_lazy("moved the record back when the merge was split"))
register_action("employers.let_go", gettext_lazy("split the merge: the other employer stands by itself again"))


class NotMerged(Exception):
    """str(error) is a sentence for the person; nothing was written."""


@dataclass(frozen=True)
class Key:
    """A foreign key to the register."""

    model: Any
    field: Any

    @property
    def name(self) -> str:
        return str(self.field.name)

    @property
    def others(self) -> list[str]:
        """The other ends of a record that joins two employers."""
        keys = (field for field in self.model._meta.concrete_fields if field.related_model is Employer)
        return [field.attname for field in keys if field != self.field]

    def records(self, merged: Employer, kept: Employer) -> models.QuerySet[Any]:
        """What moves: every standing record, but of requests for a merge only the open ones about others."""
        manager = self.model._base_manager
        found: models.QuerySet[Any] = manager.filter(**{self.name: merged}, voided_at=None).order_by("pk")
        if self.model is not MergeRequest:
            return found
        pair = {merged.pk, kept.pk}
        return found.filter(state=MergeState.ASKED).exclude(kept__in=pair, merged__in=pair)


def keys_to_the_register() -> Iterator[Key]:
    for model, field in foreign_keys_to(Employer):
        yield Key(model, field)
    for model in (KeptSeparate, MergeRequest):
        for field in model._meta.concrete_fields:
            if field.related_model is Employer:
                yield Key(model, field)


@dataclass(frozen=True)
class Collision:
    """Two records of which only one can stand once their employers are one; `message` is that of the constraint."""

    moving: Any
    standing: Any
    message: str

    @property
    def name(self) -> str:
        return f"{self.moving._meta.label_lower}-{self.moving.pk}"


@dataclass(frozen=True)
class Group:
    """What one foreign key moves; `ties` join the two employers with each other and lose their sense."""

    key: Key
    moving: Sequence[Any]
    collisions: Sequence[Collision]
    ties: Sequence[Any]


@dataclass(frozen=True)
class Prospect:
    kept: Employer
    merged: Employer
    groups: Sequence[Group]

    @cached_property
    def collisions(self) -> list[Collision]:
        return [collision for group in self.groups for collision in group.collisions]

    @property
    def count(self) -> int:
        return sum(len(group.moving) for group in self.groups)


def prospect(kept: Employer, merged: Employer) -> Prospect:
    """What a merge would do: two queries for each foreign key, one more for each constraint that could be broken."""
    groups = (_group(key, kept, merged) for key in keys_to_the_register())
    return Prospect(kept, merged, [group for group in groups if group.moving or group.ties])


def _group(key: Key, kept: Employer, merged: Employer) -> Group:
    found = list(key.records(merged, kept))
    ties = [record for record in found if kept.pk in {getattr(record, other) for other in key.others}]
    moving = [record for record in found if record not in ties]
    return Group(key, moving, list(_collisions(key, moving, kept)) if moving else [], ties)


def _collisions(key: Key, moving: Sequence[Any], kept: Employer) -> Iterator[Collision]:
    by_pk = {record.pk: record for record in moving}
    met: set[Any] = set()
    for constraint in key.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or key.name not in constraint.fields:
            continue
        about = [key.model._meta.get_field(name).attname for name in constraint.fields if name != key.name]
        manager, condition = key.model._base_manager, constraint.condition or Q()
        theirs = manager.filter(condition, **{key.name: kept}, **{f"{about[0]}__in": _values(moving, about[0])})
        standing = {_values_of(record, about): record for record in theirs}
        ours = manager.filter(condition, pk__in=by_pk).values_list("pk", *about).order_by("pk") if standing else ()
        for pk, *values in ours:
            if tuple(values) in standing and pk not in met:
                met.add(pk)
                yield Collision(by_pk[pk], standing[tuple(values)], str(constraint.violation_error_message))


def _values(records: Sequence[Any], name: str) -> set[Any]:
    return {getattr(record, name) for record in records}


def _values_of(record: Any, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def packed(employer: Employer) -> dict[str, Any]:
    return {"id": employer.pk, "label": f"{employer.name} {employer.ubn}".strip()}


def move(key: Key, pks: Sequence[int], to: Employer, action: str, act: Act) -> list[Any]:
    """Lets records name another employer, each with a version and an event; returns them as they are now."""
    moved: list[Any] = []
    for chunk in chunks(pks):
        records = list(key.model._base_manager.select_for_update(of=("self",)).filter(pk__in=chunk).order_by("pk"))
        before = {record.pk: packed(getattr(record, key.name)) for record in _with_employers(records, key)}
        key.model._base_manager.filter(pk__in=chunk).update(
            **{key.name: to, "version": F("version") + 1, "changed_at": timezone.now()}
        )
        for record in records:
            record.version += 1
            setattr(record, key.name, to)
        record_many(act, [Entry(action, record, {key.name: (before[record.pk], packed(to))}) for record in records])
        moved += records
    return moved


def _with_employers(records: Sequence[Any], key: Key) -> Sequence[Any]:
    models.prefetch_related_objects(records, key.name)
    return records


def merge(kept: Employer, merged: Employer, stands: Mapping[str, str], act: Act) -> MergeRecord:
    """Takes *merged* into *kept*; *stands* says of each collision by name which of its records stands.

    Raises NotMerged, and then writes nothing, when one of them is voided or a collision is undecided.
    """
    with transaction.atomic():
        kept, merged = _locked(kept, merged)
        plan = prospect(kept, merged)
        if any(stands.get(collision.name) not in {MOVING, STANDING} for collision in plan.collisions):
            raise NotMerged(_("Say of each pair of colliding records which one stands."))
        record = MergeRecord(kept=kept, merged=merged, reason=act.reason[:500])
        losers = [
            collision.standing if stands[collision.name] == MOVING else collision.moving
            for collision in plan.collisions
        ]
        losers += [tie for group in plan.groups for tie in group.ties]
        record.voided = _void_all(losers, act)
        lost = {(type(loser), loser.pk) for loser in losers}
        for group in plan.groups:
            pks = [found.pk for found in group.moving if (group.key.model, found.pk) not in lost]
            moved = move(group.key, pks, kept, MOVED, act)
            record.moved += [[group.key.model._meta.label_lower, group.key.name, found.pk] for found in moved]
        void(merged, act)
        _take_over(record, kept, merged, act)
        merged.refresh_from_db()
        record.merged_version = merged.version
        record.save()
        record_many(act, [Entry("created", record)])
    return record


def _locked(kept: Employer, merged: Employer) -> tuple[Employer, Employer]:
    if kept.pk == merged.pk:
        raise NotMerged(_("An employer cannot be merged with itself."))
    found = {
        employer.pk: employer
        for employer in Employer.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    }
    for employer in found.values():
        if employer.voided_at is not None:
            raise NotMerged(_("{name} does not stand any more: look it up again.").format(name=employer.name))
    return found[kept.pk], found[merged.pk]


def _void_all(records: Sequence[Any], act: Act) -> list[list[Any]]:
    """Voids *records* of several models; returns what a merge remembers of each."""
    found: dict[Any, dict[int, Any]] = {}
    for record in records:
        found.setdefault(type(record), {})[record.pk] = record
    voided = []
    for model, by_pk in found.items():
        void_many(by_pk.values(), act)
        versions = model._base_manager.filter(pk__in=by_pk).order_by("pk").values_list("pk", "version")
        voided += [[model._meta.label_lower, pk, version] for pk, version in versions]
    return voided


def _take_over(record: MergeRecord, kept: Employer, merged: Employer, act: Act) -> None:
    """The one that stays answers to the names and numbers of the other, and learns what it did not know."""
    changes: dict[str, Change] = {}
    for name in FILLED:
        if getattr(kept, name) in ("", None) and getattr(merged, name) not in ("", None):
            changes[name] = (getattr(kept, name), getattr(merged, name))
    if merged.matched_by_name and not kept.matched_by_name:
        changes["matched_by_name"] = (False, True)
    for name, (_before, after) in changes.items():
        setattr(kept, name, after)
    record.filled = {name: list(change) for name, change in changes.items()}
    aliases = kept.alias_names
    record.names = _new_names(kept, merged)
    if record.names:
        changes["aliases"] = (aliases, [*aliases, *record.names])
    record.numbers = _new_numbers(kept, merged)
    kept.version += 1
    kept.save()
    _give_names(kept, merged, aliases, record.names, act)
    FormerNumber.objects.bulk_create(FormerNumber(employer=kept, ubn=ubn, until=today()) for ubn in record.numbers)
    label = _("{name} ({number})").format(name=merged.name, number=merged.ubn or _("no number"))
    record_many(act, [Entry("employers.took_in", kept, {**changes, "taken_in": ("", label)})])


def _new_names(kept: Employer, merged: Employer) -> list[str]:
    known = {matching_key(name) for name in (kept.name, *kept.alias_names)}
    names = {matching_key(name): name for name in (*merged.alias_names, merged.name)}
    return [name for key, name in names.items() if key not in known]


def _new_numbers(kept: Employer, merged: Employer) -> list[str]:
    known = {kept.ubn, *kept.old_numbers}
    return [ubn for ubn in dict.fromkeys((*merged.old_numbers, merged.ubn)) if ubn and ubn not in known]


def _give_names(kept: Employer, merged: Employer, present: Sequence[str], new: Sequence[str], act: Act) -> None:
    """A name that the other employer had for a time keeps that time."""
    set_aliases({kept: [*present, *new]}, act)
    times = {alias.name_key: alias for alias in merged.aliases.all() if alias.voided_at is None}
    given = EmployerAlias.objects.standing().filter(employer=kept, name_key__in=map(matching_key, new))
    for alias in given.filter(name_key__in=times):
        alias.since, alias.until = times[alias.name_key].since, times[alias.name_key].until
        alias.save(update_fields=["since", "until"])


def survivor(employer: Employer) -> Employer | None:
    """Who took *employer* in, and whoever took that one in since."""
    found = None
    record = MergeRecord.objects.filter(merged=employer, split_at=None).select_related("kept").first()
    while record is not None:
        found = record.kept
        record = MergeRecord.objects.filter(merged=found, split_at=None).select_related("kept").first()
    return found


def key_named(label: str, name: str) -> Key:
    model = apps.get_model(label)
    return Key(model, model._meta.get_field(name))
