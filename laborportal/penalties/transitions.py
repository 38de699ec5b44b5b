"""What is noted of a decided penalty: each step adds a line to its ledger, and the penalty stays decided.

An app adds the steps to its own table: `transitions=(SUBMIT, CONFIRM, …, *ledger_steps(may_note, may_revoke))`.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, Change
from laborportal.exports.columns import DateColumn
from laborportal.penalties import posting
from laborportal.penalties.ledger import KIND_FOR, Appeal, Kind, Posting
from laborportal.penalties.states import State
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Decision
from laborportal.workflow.processes import Transition

Permission = Callable[[User, Any], bool]
Effect = Callable[[Any, Act], Mapping[str, Change]]

# Kept under another name until the ledger has it: whether the step is open is asked of what the ledger said before.
PAID_ON = DateColumn(name="paid_on", label=_("Paid on"), field="entry_on", example="2023-05-05")
ENTRY_ON = DateColumn(name="entry_on", label=_("Day"), example="2023-05-05")
OPEN_TO_AN_APPEAL = frozenset({Appeal.NONE, Appeal.DISMISSED, Appeal.WITHDRAWN, Appeal.CONCLUDED})


def possible_day(penalty: Any) -> str:
    """Why the day of an entry cannot be; blank when it can."""
    day = penalty.entry_on
    if day > today():
        return gettext("This day has not come yet: correct it.")
    if day < penalty.decided_on:
        return gettext("This day is before the decision: correct it.")
    return ""


def note_payment(penalty: Any, act: Act) -> Mapping[str, Change]:
    """What the step asks for tells the change."""
    posting.enter(penalty, Posting(Kind.PAID, penalty.entry_on), act)
    return {}


def clear_payment(penalty: Any, act: Act) -> Mapping[str, Change]:
    before = PAID_ON.pack(penalty.paid_on)
    posting.enter(penalty, Posting(Kind.PAYMENT_CLEARED), act)
    return {"paid_on": (before, None)}


def leads_to(appeal: Appeal) -> Effect:
    def effect(penalty: Any, act: Act) -> Mapping[str, Change]:
        before = penalty.appeal
        posting.enter(penalty, Posting(KIND_FOR[appeal], penalty.entry_on), act)
        return {"appeal": (before, appeal.value)}

    return effect


def _step(code: str, words: Promise, done: Promise, permission: Permission, effect: Effect, **more: Any) -> Any:
    return Transition[Any](
        code=code,
        words=words,
        done=done,
        decision=Decision.NOTED,
        sources=frozenset({State.DECIDED}),
        target=State.DECIDED,
        permission=permission,
        effect=effect,
        **more,
    )


def ledger_steps(may_note: Permission, may_revoke: Permission) -> tuple[Transition[Any], ...]:
    """*may_note* asks who may note what others did, *may_revoke* who may take the penalty or an entry back."""
    return (*_of_payments(may_note, may_revoke), *_of_appeals(may_note, may_revoke))


def _of_payments(may_note: Permission, may_revoke: Permission) -> tuple[Transition[Any], ...]:
    return (
        _step(
            "pay",
            _("Note the payment of the fine"),
            _("noted the payment of the fine"),
            lambda user, penalty: penalty.paid_on is None and may_note(user, penalty),
            note_payment,
            asks=(PAID_ON,),
            demand=possible_day,
        ),
        _step(
            "clear_payment",
            _("Take back the entry about the payment"),
            _("took back the entry about the payment"),
            lambda user, penalty: penalty.paid_on is not None and may_revoke(user, penalty),
            clear_payment,
            needs_reason=True,
        ),
    )


def _while_appeal(permission: Permission, states: Collection[Appeal]) -> Permission:
    return lambda user, penalty: penalty.appeal in states and permission(user, penalty)


def _of_appeals(may_note: Permission, may_revoke: Permission) -> tuple[Transition[Any], ...]:
    dated: dict[str, Any] = {"asks": (ENTRY_ON,), "demand": possible_day}
    return (
        _step(
            "lodge",
            _("Note an appeal"),
            _("noted an appeal"),
            _while_appeal(may_note, OPEN_TO_AN_APPEAL),
            leads_to(Appeal.PENDING),
            outlook=_("The penalty stays in every list and figure while the appeal runs."),
            **dated,
        ),
        _step(
            "dismiss",
            _("Note that the appeal was dismissed"),
            _("noted that the appeal was dismissed"),
            _while_appeal(may_note, (Appeal.PENDING,)),
            leads_to(Appeal.DISMISSED),
            **dated,
        ),
        _step(
            "clear_appeal",
            _("Take back the entry about an appeal"),
            _("took back the entry about an appeal"),
            _while_appeal(may_revoke, set(Appeal) - {Appeal.NONE}),
            leads_to(Appeal.NONE),
            needs_reason=True,
        ),
        _step(
            "revoke",
            _("Revoke the penalty"),
            _("revoked the penalty"),
            _while_appeal(may_revoke, set(Appeal) - {Appeal.REVOKED}),
            leads_to(Appeal.REVOKED),
            outlook=_("The penalty stays on file; figures do not count a revoked one."),
            needs_reason=True,
            **dated,
        ),
    )
