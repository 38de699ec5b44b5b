"""Between what amounts a fine lies, by the law of the day: that in force at the decision, or the earlier one of the
act if that is milder (Administrative Penalty Act, article 5). What is amended and not in force yet counts nowhere."""

from dataclasses import dataclass
from datetime import date

from inspections.parameters import HIGHEST_FINE, LOWEST_FINE
from laborportal.parameters.reading import Schedule, schedules


@dataclass(frozen=True)
class Bounds:
    """In NT$; a lower highest fine is milder, then a lower lowest one."""

    highest: int
    lowest: int
    citation: str

    def hold(self, amount: int) -> bool:
        return self.lowest <= amount <= self.highest


def bounds_of(act: str, decided_on: date, act_ended_on: date | None = None) -> Bounds | None:
    """One query; None where no fines of the act are known for these days."""
    if act not in HIGHEST_FINE:
        return None
    highest, lowest = HIGHEST_FINE[act].code, LOWEST_FINE[act].code
    found = schedules(highest, lowest)
    days = {decided_on, act_ended_on or decided_on}
    known = [bounds for day in days if (bounds := _on(found[highest], found[lowest], day))]
    return min(known, key=lambda bounds: (bounds.highest, bounds.lowest), default=None)


def _on(highest: Schedule, lowest: Schedule, day: date) -> Bounds | None:
    top, bottom = highest.on(day), lowest.on(day)
    return Bounds(int(top.value), int(bottom.value), top.citation) if top and bottom else None
