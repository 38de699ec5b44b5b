"""How grave an accident is in law: whether it is a major one, and whether and when the employer had to report it.

Major: Enforcement Rules of the Labor Inspection Act, article 31 (勞動檢查法施行細則). The duty to report reaches
further: Occupational Safety and Health Act, article 37(2), from when the employer knew or could have known (its
Enforcement Rules, article 47).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import F, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MANY_VICTIMS = 3
IN_HOSPITAL = 1


class Harm(Protocol):
    """What the law asks of an accident; `hospitalised` is None while nobody knows."""

    deaths: int
    injuries: int
    hospitalised: int | None
    gas_leak: bool
    designated: bool


IS_MAJOR = (
    Q(deaths__gt=0)
    | Q(injuries__gte=Value(MANY_VICTIMS) - F("deaths"))
    | Q(gas_leak=True, hospitalised__isnull=False, hospitalised__gte=IN_HOSPITAL)
    | Q(designated=True)
)
"""The same as `major_grounds`, asked of the database."""


def major_grounds(harm: Harm) -> list[str]:
    """Why the accident is a major one, in words; empty when it is none as far as is known."""
    leaked = harm.gas_leak and (harm.hospitalised or 0) >= IN_HOSPITAL
    gas = [_("a listed gas leaked and a victim is in hospital")] if leaked else []
    return [*_grounds_of_both(harm), *gas, *_designation(harm)]


def reporting_grounds(harm: Harm) -> list[str]:
    """Why the employer has to report the accident, in words; empty when it need not as far as is known."""
    hospital = [_("a victim is in hospital")] if (harm.hospitalised or 0) >= IN_HOSPITAL else []
    return [*_grounds_of_both(harm), *hospital, *_designation(harm)]


def _grounds_of_both(harm: Harm) -> list[str]:
    victims = harm.deaths + harm.injuries
    deaths = [ngettext("{number} death", "{number} deaths", harm.deaths).format(number=harm.deaths)]
    many = [_("{number} victims, at least {many}").format(number=victims, many=MANY_VICTIMS)]
    return (deaths if harm.deaths else []) + (many if victims >= MANY_VICTIMS else [])


def _designation(harm: Harm) -> list[str]:
    return [_("the ministry has designated such accidents")] if harm.designated else []


@dataclass(frozen=True, slots=True)
class Report:
    """When the employer's report was due, `hours` after it knew, and when it came in; None is not known, or not yet."""

    known_at: datetime | None
    received_at: datetime | None
    hours: int | None

    @property
    def due_at(self) -> datetime | None:
        """None while nobody has written down when the employer knew: the time does not run yet."""
        if self.known_at is None or self.hours is None:
            return None
        return self.known_at + timedelta(hours=self.hours)

    def lateness(self, now: datetime) -> timedelta:
        """How long after its time the report came in or, missing, is by *now*; zero while it is in time."""
        if self.due_at is None:
            return timedelta()
        return max(timedelta(), (self.received_at or now) - self.due_at)
