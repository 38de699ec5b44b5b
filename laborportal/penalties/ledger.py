"""What a penalty amounts to is what its ledger says: entries are added, never changed, and folded in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class Appeal(models.TextChoices):
    NONE = "none", _("No appeal")
    PENDING = "pending", _("Appeal pending")
    DISMISSED = "dismissed", _("Appeal dismissed")
    WITHDRAWN = "withdrawn", _("Appeal withdrawn")
    CONCLUDED = "concluded", _("Proceedings concluded, outcome not published")
    REVOKED = "revoked", _("Penalty revoked")


class Kind(models.TextChoices):
    DECIDED = "decided", _("Penalty decided")
    AMOUNT_CORRECTED = "amount_corrected", _("Amount corrected")
    APPEAL_LODGED = "appeal_lodged", _("Appeal lodged")
    APPEAL_DISMISSED = "appeal_dismissed", _("Appeal dismissed")
    APPEAL_WITHDRAWN = "appeal_withdrawn", _("Appeal withdrawn")
    APPEAL_CONCLUDED = "appeal_concluded", _("Proceedings concluded")
    APPEAL_CLEARED = "appeal_cleared", _("Entry about an appeal taken back")
    REVOKED = "revoked", _("Penalty revoked")
    PAID = "paid", _("Fine paid")
    PAYMENT_CLEARED = "payment_cleared", _("Entry about the payment taken back")


APPEAL_AFTER = {
    Kind.APPEAL_LODGED: Appeal.PENDING,
    Kind.APPEAL_DISMISSED: Appeal.DISMISSED,
    Kind.APPEAL_WITHDRAWN: Appeal.WITHDRAWN,
    Kind.APPEAL_CONCLUDED: Appeal.CONCLUDED,
    Kind.APPEAL_CLEARED: Appeal.NONE,
    Kind.REVOKED: Appeal.REVOKED,
}
KIND_FOR = {appeal: kind for kind, appeal in APPEAL_AFTER.items()}


class Line(Protocol):
    """`on` is None where the day is not known; `amount` is None where the amount is not published."""

    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> date | None: ...
    @property
    def amount(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Posting:
    """A line that is still to be entered."""

    kind: Kind
    on: date | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a penalty stands after its ledger: NT$ as an integer, None where it was never published."""

    amount: int | None = None
    appeal: Appeal = Appeal.NONE
    paid_on: date | None = None


def fold(lines: Iterable[Line], start: Standing = Standing()) -> Standing:
    """How a penalty stands after *lines*, added to a ledger that folded to *start*."""
    standing = start
    for line in lines:
        standing = _after(standing, line)
    return standing


def _after(standing: Standing, line: Line) -> Standing:
    kind = Kind(line.kind)
    if kind in {Kind.DECIDED, Kind.AMOUNT_CORRECTED}:
        return replace(standing, amount=line.amount)
    if kind == Kind.PAID:
        return replace(standing, paid_on=line.on)
    if kind == Kind.PAYMENT_CLEARED:
        return replace(standing, paid_on=None)
    return replace(standing, appeal=APPEAL_AFTER[kind])


def opening(wanted: Standing, on: date) -> list[Posting]:
    """The first lines of a penalty decided *on* a day that stands as *wanted*."""
    decided = Posting(Kind.DECIDED, on, wanted.amount)
    return [decided, *correction(Standing(amount=wanted.amount), wanted)]


def correction(now: Standing, wanted: Standing) -> Iterator[Posting]:
    """The lines that bring a ledger from *now* to *wanted*."""
    if now.amount != wanted.amount:
        yield Posting(Kind.AMOUNT_CORRECTED, amount=wanted.amount)
    if now.appeal != wanted.appeal:
        yield Posting(KIND_FOR[wanted.appeal])
    if now.paid_on != wanted.paid_on:
        yield Posting(Kind.PAID, wanted.paid_on) if wanted.paid_on else Posting(Kind.PAYMENT_CLEARED)
