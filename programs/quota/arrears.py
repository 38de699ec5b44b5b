"""What is paid of a month's difference subsidy, what is not, and the late fee with its arithmetic.

Each part of the subsidy is late from the day after the tenth of the following month to the day before it was paid
(People with Disabilities Rights Protection Act §103); what is not paid yet is reckoned as if it were paid today.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.quota.calculation import LateFee, due_on, late_fee
from programs.quota.explanation import dollars, written
from programs.quota.models import LevyPayment, QuotaMonth
from programs.quota.rules import HUNDRED, LateFeeTerms


@dataclass(frozen=True)
class Part:
    """NT$ of the subsidy that were paid at once; *payment* is None for what is not paid."""

    amount: int
    payment: LevyPayment | None
    fee: LateFee
    rate: Fraction

    @property
    def arithmetic(self) -> str:
        if not self.fee.days:
            return _("Not late")
        days = ngettext("{days} day", "{days} days", self.fee.days).format(days=self.fee.days)
        product = _("{amount} × {rate}% × {days} = {product}").format(
            amount=dollars(self.amount),
            rate=written(self.rate * HUNDRED),
            days=days,
            product=written(self.fee.uncapped),
        )
        if self.fee.capped:
            return _("{product}; at most the unpaid amount itself").format(product=product)
        return product


@dataclass(frozen=True)
class Arrears:
    levy: int
    due: date
    parts: tuple[Part, ...]
    overpaid: int

    @property
    def open(self) -> int:
        return sum(part.amount for part in self.parts if part.payment is None)

    @property
    def paid(self) -> int:
        return self.levy - self.open + self.overpaid

    @property
    def fee(self) -> int:
        return sum(part.fee.amount for part in self.parts)


def arrears(levy: int, due: date, payments: Iterable[LevyPayment], terms: LateFeeTerms, today: date) -> Arrears:
    """*payments* are those that stand, of one month."""
    parts, overpaid = [], 0
    still = levy
    for payment in sorted(payments, key=lambda found: (found.paid_on, found.pk or 0)):
        covered = min(still, payment.amount)
        overpaid += payment.amount - covered
        still -= covered
        if covered:
            parts.append((covered, payment, payment.paid_on))
    whole = [*parts, (still, None, today)] if still else parts
    return Arrears(levy, due, tuple(_part(amount, payment, due, on, terms) for amount, payment, on in whole), overpaid)


def _part(amount: int, payment: LevyPayment | None, due: date, on: date, terms: LateFeeTerms) -> Part:
    return Part(amount, payment, late_fee(amount, due, on, rate=terms.rate, cap=terms.cap), terms.rate)


def arrears_of(month: QuotaMonth, today: date) -> Arrears | None:
    """Two queries; None where nothing was to be paid."""
    if not month.levy:
        return None
    due = due_on(month.month)
    payments = LevyPayment.objects.standing().filter(about=month)
    return arrears(month.levy, due, payments, LateFeeTerms.on(due), today)


def open_amounts(months: Iterable[QuotaMonth]) -> Iterator[tuple[QuotaMonth, int]]:
    """What is not paid of the subsidy of each of *months*; one query."""
    found = list(months)
    paid: dict[int, int] = defaultdict(int)
    payments = LevyPayment.objects.standing().filter(about__in=found)
    for about, amount in payments.values_list("about", "amount"):
        paid[about] += amount
    for month in found:
        yield month, max(0, (month.levy or 0) - paid[month.pk])
