"""How many persons with disabilities an employer must employ in a month, and what it pays for each that is missing.

The statute is the People with Disabilities Rights Protection Act (身心障礙者權益保障法) §§38, 43 and 103 with its
Enforcement Rules (施行細則) §§13-16. Heads are counted on the first day of the month. Everything is exact and floored
once at the end: what falls short of a whole person is not counted (Enforcement Rules §14).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

HALF = Fraction(1, 2)
SEVERE = 2
"""A person whose disability is severe counts as two (§38(4)), in the numerator alone."""


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Heads of one month. The four counts of persons with disabilities are disjoint; *below_wage* is none of them."""

    sector: str
    insured: int
    excluded: int = 0
    ordinary: int = 0
    severe: int = 0
    half_time: int = 0
    half_time_severe: int = 0
    below_wage: int = 0

    @property
    def halves(self) -> int:
        """Persons of whom two count as one."""
        return self.half_time + self.half_time_severe

    @property
    def exact_total(self) -> Fraction:
        return self.insured - self.excluded - self.below_wage - self.halves * HALF

    @property
    def exact_counted(self) -> Fraction:
        return self.ordinary + SEVERE * self.severe + (self.half_time + SEVERE * self.half_time_severe) * HALF


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What holds for one sector in one month; *rate* is a share (1/100 for 1 %), *wage* in NT$, None while unknown."""

    threshold: int
    rate: Fraction
    minimum: int
    wage: int | None
    multiplier: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Persons, and *levy* in NT$; None while no basic wage is known for the month, whatever the shortage."""

    total: int
    counted: int
    required: int
    shortage: int
    levy: int | None


def assess(roster: Roster, rules: Rules) -> Assessment:
    total = floor(roster.exact_total)
    counted = floor(roster.exact_counted)
    required = max(rules.minimum, floor(total * rules.rate)) if total >= rules.threshold else 0
    shortage = max(0, required - counted)
    levy = None if rules.wage is None else floor(shortage * rules.wage * rules.multiplier)
    return Assessment(total, counted, required, shortage, levy)


@dataclass(frozen=True, kw_only=True)
class LateFee:
    """The surcharge of §103(3): *rate* of the unpaid amount for each of *days*, never more than *cap* times it."""

    days: int
    uncapped: Fraction
    amount: int
    capped: bool


def late_fee(unpaid: int, due: date, paid_on: date, *, rate: Fraction, cap: Fraction = Fraction(1)) -> LateFee:
    """NT$ for *unpaid* that was due by *due* and paid in full on *paid_on*.

    The days run from the one after the deadline to the one before payment; a fraction of a dollar is not charged.
    """
    days = max(0, (paid_on - due).days - 1)
    uncapped, limit = unpaid * rate * days, unpaid * cap
    return LateFee(days=days, uncapped=uncapped, amount=floor(min(uncapped, limit)), capped=uncapped > limit)


def due_on(month: date) -> date:
    """The tenth of the month after *month* (Enforcement Rules §16)."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 10)
