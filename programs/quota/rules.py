"""Which rules hold for a sector in a month: those of its first day, read from the dated parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Self

from django.utils.translation import gettext as _

from laborportal.employers.models import Employer
from laborportal.parameters.declarations import Parameter
from laborportal.parameters.parameters import BASIC_WAGE
from laborportal.parameters.reading import Dated, Schedule, schedules
from laborportal.rocyear.dates import format_month
from programs.quota import parameters
from programs.quota.calculation import Rules

PRIVATE, PUBLIC = Employer.Sector.PRIVATE, Employer.Sector.PUBLIC
THRESHOLDS = {PRIVATE: parameters.THRESHOLD_PRIVATE, PUBLIC: parameters.THRESHOLD_PUBLIC}
RATES = {PRIVATE: parameters.RATE_PRIVATE, PUBLIC: parameters.RATE_PUBLIC}
MINIMUMS = {PRIVATE: parameters.MINIMUM_PRIVATE, PUBLIC: parameters.MINIMUM_PUBLIC}
HUNDRED = 100


class NoRule(LookupError):
    """str(error) says in a sentence which value is missing, and who enters it."""


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
        """*month* is the first day of one. Raises NoRule."""
        known = self._known.get((sector, month))
        if known is None:
            known = self._known[sector, month] = self._look_up(Employer.Sector(sector), month)
        return known

    def _look_up(self, sector: Employer.Sector, month: date) -> InForce:
        return InForce(
            threshold=self._needed(THRESHOLDS[sector], month),
            rate=self._needed(RATES[sector], month),
            minimum=self._needed(MINIMUMS[sector], month),
            multiplier=self._needed(parameters.MULTIPLIER, month),
            wage=self._schedules[BASIC_WAGE.code].on(month),
        )

    def _needed(self, parameter: Parameter, month: date) -> Dated:
        """The oldest value stands for the months before it too: a month without a threshold could not be counted."""
        schedule = self._schedules[parameter.code]
        found = schedule.on(month) or next(iter(schedule.periods), None)
        if found is None:
            raise NoRule(
                _("“{parameter}” has no value for {month}: an administrator enters it first.").format(
                    parameter=parameter.label, month=format_month(month)
                )
            )
        return found
