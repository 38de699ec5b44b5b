"""The one way from a state to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.audit.models import Tracked
from laborportal.audit.recording import Act, Change, action_words, history_of, record
from laborportal.rocyear.dates import format_datetime
from laborportal.workflow.models import Approval
from laborportal.workflow.processes import C, Transition, action_of
from laborportal.workflow.refusals import refusal
from laborportal.workflow.waiting import wait_anew


class NotAllowed(Exception):
    """str(error) is a sentence for the person."""


@dataclass
class Stale(Exception):
    """Somebody has written the record since the page was shown."""

    who: str
    what: str
    when: datetime | None

    def __str__(self) -> str:
        if self.when is None:
            return _("The record has changed since this page was opened.")
        return _("In the meantime {person} {action} ({when}).").format(
            person=self.who, action=self.what, when=format_datetime(self.when)
        )


def stale(record: Tracked) -> Stale:
    """Who wrote *record* last."""
    last = history_of(record).first()
    return Stale(last.actor_name, action_words(last.action), last.at) if last else Stale("", "", None)


def perform(
    case: C,
    transition: Transition[C],
    *,
    act: Act,
    seen_state: str,
    seen_version: int,
    answers: Mapping[str, Any] | None = None,
) -> C:
    """Takes *transition* and returns the case as it is then; *answers* are the values of the columns it asks for.

    In one transaction: locks the case, compares it with what the person saw (Stale), asks the permission and keeps
    the submitter and earlier signers away (NotAllowed), runs the effect, writes state and version, leaves one
    approval and what waits next, and exactly one event.
    """
    with transaction.atomic():
        locked = type(case)._default_manager.select_for_update().get(pk=case.pk)
        if (locked.state, locked.version) != (seen_state, seen_version):
            raise stale(locked)
        approvals = list(Approval.objects.of(locked))
        _refuse(refusal(cast(User, act.actor), locked, transition, approvals))
        told = _fill_in(locked, transition, answers or {})
        _refuse(_missing(locked, transition, act))
        changes = {"state": (locked.state, transition.target)}
        effect = transition.effect(locked, act) if transition.effect else {}
        locked.state = transition.target
        locked.version += 1
        locked.save()
        Approval.objects.create(
            case=locked,
            version=locked.version,
            step=transition.code,
            person=cast(User, act.actor),
            decision=transition.decision,
            reason=act.reason,
        )
        wait_anew([locked], act.reason, step=True)
        record(act, action_of(type(locked), transition), locked, {**told, **effect, **changes})
    return locked


def _fill_in(case: C, transition: Transition[C], answers: Mapping[str, Any]) -> dict[str, Change]:
    changes: dict[str, Change] = {}
    for column in transition.asks:
        before, after = getattr(case, column.field), answers.get(column.name)
        setattr(case, column.field, after)
        if before != after:
            changes[column.name] = (column.pack(before), column.pack(after))
    return changes


def _missing(case: C, transition: Transition[C], act: Act) -> str:
    if transition.needs_reason and not act.reason.strip():
        return _("Say why: the reason stays on file with this step.")
    return transition.demand(case) if transition.demand else ""


def _refuse(sentence: str) -> None:
    if sentence:
        raise NotAllowed(sentence)
