"""What became of the employers that a year began with, so that the parts add up to what the figures say.

The cohort of year Y is every employer short in December of Y-1; its closing month is its latest one of Y on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from laborportal.rocyear.dates import year_bounds
from programs.quota.models import QuotaMonth, month_before
from programs.quota.states import Fate

LEFT = (Fate.HIRED, Fate.HEADCOUNT, Fate.CLOSED)


@dataclass(frozen=True)
class Stand:
    """One month: persons to be employed, employed as counted, insured."""

    required: int
    counted: int
    insured: int

    @property
    def shortage(self) -> int:
        return max(0, self.required - self.counted)


def fate_of(start: Stand, end: Stand | None, closed: bool = False) -> Fate:
    """*end* is None where no month of the year is on record: nothing is known to have changed then.

    Who is no longer short left by the larger of two changes: more persons employed, or fewer to be employed.
    """
    if end is None or end.shortage == start.shortage:
        return Fate.UNCHANGED
    if end.shortage:
        return Fate.STILL_SHORT if end.shortage < start.shortage else Fate.WORSE
    if closed or not end.insured:
        return Fate.CLOSED
    return Fate.HIRED if end.counted - start.counted >= start.required - end.required else Fate.HEADCOUNT


@dataclass(frozen=True)
class Member:
    start: QuotaMonth
    end: QuotaMonth | None
    fate: Fate

    @property
    def left(self) -> bool:
        return self.fate in LEFT

    @property
    def lost(self) -> int:
        """Persons of its shortage; less than nothing where it grew."""
        return self.start.shortage - (self.end or self.start).shortage


@dataclass(frozen=True)
class Part:
    """The employers with one fate, and what they lost of their shortage."""

    fate: Fate
    employers: int
    before: int
    lost: int

    @property
    def after(self) -> int:
        return self.before - self.lost


def members_of(year: int) -> list[Member]:
    """The cohort of ROC year *year*, the largest shortage first; two queries."""
    first, last = year_bounds(year)
    of_the_year = QuotaMonth.objects.standing().filter(month__range=(first, last))
    start = QuotaMonth.objects.standing().short().filter(month=month_before(first))
    tracked = start.select_related("employer").order_by("-shortage", "employer__name_text", "pk")
    # Oldest first, so that the latest month of each employer is what remains.
    months = of_the_year.filter(employer__in=start.values("employer")).order_by("month", "pk")
    closing = {month.employer_id: month for month in months}
    return [_member(month, closing.get(month.employer_id), last) for month in tracked]


def _member(start: QuotaMonth, end: QuotaMonth | None, last: date) -> Member:
    closed_on = start.employer.closed_on
    closed = closed_on is not None and closed_on <= last
    return Member(start, end, fate_of(_stand(start), None if end is None else _stand(end), closed))


def _stand(month: QuotaMonth) -> Stand:
    return Stand(month.required, month.counted, month.insured)


def parts_of(members: Iterable[Member]) -> list[Part]:
    """One for each fate, in their order, also where it is nobody's."""
    found: dict[Fate, list[Member]] = {fate: [] for fate in Fate}
    for member in members:
        found[member.fate].append(member)
    return [
        Part(fate, len(those), sum(member.start.shortage for member in those), sum(member.lost for member in those))
        for fate, those in found.items()
    ]
