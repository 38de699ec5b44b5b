"""The one way into the history: every writer passes through here, in the transaction of its change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from laborportal.audit import context
from laborportal.audit.models import Event, EventQuerySet, Tracked

SYSTEM = "system"
BATCH = 1000

Change = tuple[Any, Any]
"""Before and after, as JSON primitives; a reference as {"id": 5, "label": "…"}."""

_actions: dict[str, Promise] = {}


class UnknownAction(LookupError):
    pass


@dataclass(frozen=True)
class Act:
    """Who acts, why, and in which import; every writer is handed one."""

    actor: AbstractBaseUser
    reason: str = ""
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    action: str
    target: Tracked
    changes: Mapping[str, Change] = field(default_factory=dict)
    row: int | None = None
    reason: str = ""


def register_action(code: str, words: Promise) -> None:
    """*words* follow the person's name: "Wang  approved the award"."""
    _actions[code] = words


def action_words(code: str) -> str:
    return str(_actions.get(code, code))


register_action("created", _("created the record"))
register_action("changed", _("changed the record"))
register_action("voided", _("voided the record"))
register_action("restored", _("restored the record"))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Change]:
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}


def record(
    act: Act,
    action: str,
    target: Tracked,
    changes: Mapping[str, Change] | None = None,
    *,
    row: int | None = None,
    reason: str = "",
) -> Event:
    """Raises UnknownAction for an action nobody registered, TransactionManagementError outside `atomic`."""
    event = _event(act, Entry(action, target, changes or {}, row, reason))
    _demand_transaction()
    event.save(force_insert=True)
    return event


def record_many(act: Act, entries: Iterable[Entry]) -> None:
    _demand_transaction()
    Event.objects.bulk_create((_event(act, entry) for entry in entries), batch_size=BATCH)


def history_of(target: models.Model) -> EventQuerySet:
    """Newest first."""
    return Event.objects.of(target).order_by("-pk")


def _event(act: Act, entry: Entry) -> Event:
    if entry.action not in _actions:
        raise UnknownAction(entry.action)
    return Event(
        actor_id=act.actor.pk,
        actor_name=str(act.actor)[:150],
        action=entry.action,
        target_type=entry.target._meta.label_lower,
        target_id=entry.target.pk,
        target_label=str(entry.target)[:200],
        target_version=entry.target.version,
        changes={name: list(change) for name, change in entry.changes.items()},
        reason=entry.reason or act.reason,
        request_id=context.request_id(),
        import_id=act.import_id,
        row=entry.row,
    )


def _demand_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("history is written in the transaction of the change it tells of")
