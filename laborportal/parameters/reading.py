"""What a parameter is worth on a day. A later value never changes what held before it."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from operator import attrgetter

from django.utils.translation import gettext as _

from laborportal.parameters.declarations import Parameter, parameter_of
from laborportal.parameters.models import ParameterValue


@dataclass(frozen=True)
class Dated:
    """*valid_until* is the last day; None while nothing newer is known."""

    value: Decimal
    valid_from: date
    valid_until: date | None
    citation: str
    note: str


class NoValue(LookupError):
    """str(error) says in a sentence which parameter has no value, and who enters it."""


@dataclass(frozen=True)
class Schedule:
    parameter: Parameter
    periods: tuple[Dated, ...]

    def on(self, day: date) -> Dated | None:
        """None before the first value."""
        found = bisect_right(self.periods, day, key=attrgetter("valid_from"))
        return self.periods[found - 1] if found else None

    def on_or_oldest(self, day: date) -> Dated:
        """The oldest value stands for the days before it too, where nothing could be reckoned without one.

        Raises NoValue where none is on file.
        """
        found = self.on(day) or next(iter(self.periods), None)
        if found is None:
            words = _("“{parameter}” has no value: an administrator enters it first.")
            raise NoValue(words.format(parameter=self.parameter.label))
        return found


def schedule(code: str) -> Schedule:
    """One query; raises UnknownParameter."""
    return schedules(code)[code]


def schedules(*codes: str) -> Mapping[str, Schedule]:
    """One query for all of them; raises UnknownParameter."""
    parameters = {code: parameter_of(code) for code in codes}
    rows = ParameterValue.objects.standing().filter(code__in=codes).order_by("code", "valid_from", "pk")
    found = {code: list(group) for code, group in groupby(rows, key=attrgetter("code"))}
    return {
        code: Schedule(parameter, _periods(parameter, found.get(code, []))) for code, parameter in parameters.items()
    }


def _periods(parameter: Parameter, rows: list[ParameterValue]) -> tuple[Dated, ...]:
    return tuple(
        Dated(
            value=exact(parameter, row.value),
            valid_from=row.valid_from,
            valid_until=following.valid_from - timedelta(days=1) if following else None,
            citation=row.citation,
            note=row.note,
        )
        for row, following in pairwise([*rows, None])
        if row is not None
    )


def exact(parameter: Parameter, value: Decimal) -> Decimal:
    """*value* with the decimals of its parameter, so that it is written as the statute writes it."""
    return value.quantize(Decimal(1).scaleb(-parameter.decimals))
