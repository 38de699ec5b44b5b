"""On which days offices rest: Saturdays, Sundays and holidays, but not make-up workdays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from laborportal.parameters.models import Holiday
from laborportal.rocyear.dates import from_roc

SATURDAY, SUNDAY = 5, 6
LONGEST_REST = timedelta(days=31)
"""No row of rest days is longer; what has to be known of the calendar after a last day."""


@dataclass(frozen=True)
class RestDays:
    """The calendar between two days, both included, and of all of their years."""

    calendar: Mapping[date, tuple[str, str]]
    """Day to kind and name."""

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        kind, _name = self.calendar.get(day, ("", ""))
        return kind == Holiday.Kind.HOLIDAY or (day.weekday() >= SATURDAY and kind != Holiday.Kind.WORKDAY)

    def is_workday(self, day: date) -> bool:
        return day not in self

    def named(self, day: date) -> str:
        """The name of a holiday or make-up workday; blank for any other day."""
        return self.calendar.get(day, ("", ""))[1]

    def known(self, year: int) -> bool:
        """Whether the official calendar of this ROC year was entered, which each begins with 1 January.

        Of a year that is not known only Saturdays and Sundays are rest days.
        """
        return date(from_roc(year), 1, 1) in self.calendar

    def first_workday(self, day: date) -> date:
        """*day* itself, or the next day that is no rest day."""
        while day in self:
            day += timedelta(days=1)
        return day


def rest_days(first: date, last: date) -> RestDays:
    """One query, for the whole years of *first* and *last* and what lies between."""
    whole_years = (date(first.year, 1, 1), date(last.year, 12, 31))
    rows = Holiday.objects.standing().filter(day__range=whole_years).values_list("day", "kind", "name")
    return RestDays({day: (kind, name) for day, kind, name in rows})
