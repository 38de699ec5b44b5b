"""What a fine under §96 item 2 may amount to, and what practice would say: a person decides the amount."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from laborportal.parameters.reading import Schedule, schedules
from laborportal.rocyear.dates import today
from programs.quota import parameters

LIMITS = (parameters.FINE_MINIMUM, parameters.FINE_MAXIMUM, parameters.FINE_MITIGATED)


@dataclass(frozen=True)
class FineLimits:
    schedules: Mapping[str, Schedule]

    @classmethod
    def read(cls) -> Self:
        """One query."""
        return cls(schedules(*(parameter.code for parameter in (*LIMITS, parameters.FINE_STEP))))

    def _value(self, code: str, day: date) -> int:
        return int(self.schedules[code].on_or_oldest(day).value)

    def on(self, day: date | None) -> tuple[int, int, int]:
        """NT$: least, most, and least when mitigated (Administrative Penalty Act §18(3))."""
        least, most, mitigated = (self._value(parameter.code, day or today()) for parameter in LIMITS)
        return least, most, mitigated

    def hint(self, day: date | None, earlier: int) -> int:
        """What practice would fine after *earlier* ones: 20,000, 40,000, 60,000 …, never above the highest fine."""
        least, most, _mitigated = self.on(day)
        return min(most, least + earlier * self._value(parameters.FINE_STEP.code, day or today()))
