"""Which rules hold for a sector in a month: those of its first day, read from the dated parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Self

from laborportal.employers.models import Employer
from laborportal.parameters.declarations import Parameter
from laborportal.parameters.parameters import BASIC_WAGE
from laborportal.parameters.reading import Dated, Schedule, schedules
from programs.quota import parameters
from programs.quota.calculation import Rules

PRIVATE, PUBLIC = Employer.Sector.PRIVATE, Employer.Sector.PUBLIC
THRESHOLDS = {PRIVATE: parameters.THRESHOLD_PRIVATE, PUBLIC: parameters.THRESHOLD_PUBLIC}
RATES = {PRIVATE: parameters.RATE_PRIVATE, PUBLIC: parameters.RATE_PUBLIC}
MINIMUMS = {PRIVATE: parameters.MINIMUM_PRIVATE, PUBLIC: parameters.MINIMUM_PUBLIC}
HUNDRED = 100


@dataclass(frozen=True)
class InForce:
    """The values that hold, each with its source; *wage* is None while none is known for the month."""

    threshold: Dated
    rate: Dated
    minimum: Dated
    multiplier: Dated
    wage: Dated | None

    @cached_property
    def rules(self) -> Rules:
        return Rules(
            threshold=int(self.threshold.value),
            rate=Fraction(self.rate.value) / HUNDRED,
            minimum=int(self.minimum.value),
            wage=None if self.wage is None else int(self.wage.value),
            multiplier=Fraction(self.multiplier.value),
        )


class Rulebook:
    """Everything that assessments go by, read once."""

    def __init__(self, found: Mapping[str, Schedule]) -> None:
        self._schedules = found
        self._known: dict[tuple[str, date], InForce] = {}

    @classmethod
    def read(cls) -> Self:
        """One query."""
        return cls(schedules(*(parameter.code for parameter in parameters.ASSESSED_BY)))

    def on(self, sector: str, month: date) -> InForce:
        """*month* is the first day of one. Raises NoValue."""
        known = self._known.get((sector, month))
        if known is None:
            known = self._known[sector, month] = self._look_up(Employer.Sector(sector), month)
        return known

    def _look_up(self, sector: Employer.Sector, month: date) -> InForce:
        return InForce(
            threshold=self._held(THRESHOLDS[sector], month),
            rate=self._held(RATES[sector], month),
            minimum=self._held(MINIMUMS[sector], month),
            multiplier=self._held(parameters.MULTIPLIER, month),
            wage=self._schedules[BASIC_WAGE.code].on(month),
        )

    def _held(self, parameter: Parameter, month: date) -> Dated:
        return self._schedules[parameter.code].on_or_oldest(month)


@dataclass(frozen=True)
class LateFeeTerms:
    """*rate* is the share of the unpaid amount for a day, *cap* how many times the amount the fee is at most."""

    rate: Fraction
    cap: Fraction

    @classmethod
    def on(cls, day: date) -> Self:
        """Those of *day*, the first after the deadline: one query. Raises NoValue."""
        rate, cap = parameters.LATE_FEE_RATE, parameters.LATE_FEE_CAP
        found = schedules(rate.code, cap.code)
        return cls(
            Fraction(found[rate.code].on_or_oldest(day).value) / HUNDRED,
            Fraction(found[cap.code].on_or_oldest(day).value),
        )
