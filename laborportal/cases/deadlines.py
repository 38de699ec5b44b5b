"""When a term ends, with its arithmetic in words: Administrative Procedure Act (行政程序法) §48 (2) to (5).

A term is counted from service; without a date of service it has not started and is never overdue.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laborportal.parameters.restdays import LONGEST_REST, SATURDAY, SUNDAY, RestDays, rest_days
from laborportal.rocyear.dates import format_date, format_day, format_month, to_roc, today

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Term:
    """*source* is the provision that sets it.

    *burden*: a punishment or another adverse decision. Its first day counts as a whole day and a last day that is a
    rest day counts too (§48(5)), unless counting by (2) and (4) favours the person, which *later_favours* tells: so
    it is where the person has to do something within the term, and not where something is forbidden throughout it.
    """

    length: int
    unit: Literal["days", "weeks", "months", "years"]
    burden: bool = False
    later_favours: bool = False
    source: "StrOrPromise"

    @property
    def words(self) -> str:
        return {
            "days": ngettext("%(number)s day", "%(number)s days", self.length),
            "weeks": ngettext("%(number)s week", "%(number)s weeks", self.length),
            "months": ngettext("%(number)s month", "%(number)s months", self.length),
            "years": ngettext("%(number)s year", "%(number)s years", self.length),
        }[self.unit] % {"number": self.length}

    @property
    def strict(self) -> bool:
        """Counted by §48(5)."""
        return self.burden and not self.later_favours


@dataclass(frozen=True)
class Deadline:
    served_on: date | None
    last_day: date | None
    until_noon: bool
    steps: tuple[str, ...]
    term: Term

    @property
    def started(self) -> bool:
        return self.served_on is not None

    def overdue(self, today: date) -> bool:
        return self.last_day is not None and today > self.last_day

    @property
    def days_late(self) -> int:
        return max(0, (today() - self.last_day).days) if self.last_day else 0


def deadline(term: Term, served_on: date | None, rest: RestDays) -> Deadline:
    """*rest* covers the term and the month after it; `deadlines` sees to that itself."""
    if served_on is None:
        words = _("No date of service is on file: the term has not started.")
        return Deadline(None, None, False, (words,), term)
    counted, how = _counted(term, first := _first_day(term, served_on))
    last, until_noon, moved = (counted, False, _stays(counted, rest)) if term.strict else _moved(counted, rest)
    steps = (_start(term, served_on, first), how, *moved, *_unknown(counted, last, rest))
    return Deadline(served_on, last, until_noon, steps, term)


def deadlines(asked: Iterable[tuple[Term, date | None]]) -> list[Deadline]:
    """One query for all of them; none where no term has started."""
    pairs = list(asked)
    ends = [_counted(term, _first_day(term, served))[0] for term, served in pairs if served]
    rest = rest_days(min(ends), max(ends) + LONGEST_REST) if ends else RestDays({})
    return [deadline(term, served, rest) for term, served in pairs]


def _first_day(term: Term, served_on: date) -> date:
    return served_on if term.strict else served_on + DAY


def _counted(term: Term, first: date) -> tuple[date, str]:
    """The last day before anything moves it, §48(3)."""
    facts = {"term": term.words}
    if term.unit in ("days", "weeks"):
        last = first + (term.length * (7 if term.unit == "weeks" else 1) - 1) * DAY
        return last, _("{term} from then on end on {day}.").format(**facts, day=format_day(last))
    months = first.year * 12 + first.month - 1 + term.length * (12 if term.unit == "years" else 1)
    year, month = months // 12, months % 12 + 1
    days = monthrange(year, month)[1]
    if first.day > days:
        last = date(year, month, days)
        words = _(
            "{term} from then on: {month} has no day that corresponds, so the last day of the month, {day} (§48(3))."
        )
        return last, words.format(**facts, month=format_month(last), day=format_day(last))
    last = date(year, month, first.day) - DAY
    words = _("{term} from then on end on the day before the one that corresponds, {day} (§48(3)).")
    return last, words.format(**facts, day=format_day(last))


def _start(term: Term, served_on: date, first: date) -> str:
    if term.strict:
        words = _("Served on {served}. For a burden the first day counts as a whole day (§48(5)).")
    elif term.burden:
        words = _(
            "Served on {served}. The day of service does not count, as favours the person (§48(5), (2)): from {first}."
        )
    else:
        words = _("Served on {served}. The day of service does not count (§48(2)): from {first}.")
    return words.format(served=format_day(served_on), first=format_day(first))


def _moved(day: date, rest: RestDays) -> tuple[date, bool, list[str]]:
    """Where §48(4) moves a last day to, whether it ends there at noon, and why."""
    if day not in rest:
        named = rest.named(day)
        why = _("{day} is a make-up workday, so it stays.").format(day=format_day(day)) if named else ""
        return day, False, [why] if why else []
    if day.weekday() == SATURDAY and not rest.named(day):
        monday = day + 2 * DAY
        if monday not in rest:
            words = _("A Saturday: it ends on the Monday after it, {day}, at noon (§48(4)).")
            return monday, True, [words.format(day=format_day(monday))]
    last = rest.first_workday(day)
    words = _("{reason}: it ends on the next working day, {day} (§48(4)).")
    return last, False, [words.format(reason=_reasons(day, last, rest), day=format_day(last))]


def _stays(day: date, rest: RestDays) -> list[str]:
    if day not in rest:
        return []
    return [_("{reason}: for a burden such a last day counts too (§48(5)).").format(reason=_reason(day, rest))]


def _reasons(first: date, after: date, rest: RestDays) -> str:
    days = [first + number * DAY for number in range((after - first).days)]
    return _(", ").join(_reason(day, rest) for day in days)


def _reason(day: date, rest: RestDays) -> str:
    weekend = {SATURDAY: _("Saturday"), SUNDAY: _("Sunday")}.get(day.weekday(), "")
    return _("{day} {reason}").format(day=format_date(day), reason=rest.named(day) or weekend)


def _unknown(counted: date, last: date, rest: RestDays) -> Iterator[str]:
    for year in dict.fromkeys((to_roc(counted.year), to_roc(last.year))):
        if not rest.known(year):
            yield _(
                "The office calendar of the year {year} has not been entered: only its Saturdays and Sundays were "
                "taken for rest days. An administrator can enter its holidays."
            ).format(year=year)
