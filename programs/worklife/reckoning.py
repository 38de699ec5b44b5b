"""What a subsidy may come to: the ratio, the cap and what is left of the budget, each with its arithmetic."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext as _

from laborportal.parameters.reading import Dated, Schedule, schedules
from laborportal.rocyear.dates import year_bounds
from programs.worklife.models import ChildcareSubsidy
from programs.worklife.parameters import BUDGET, CAPS, RATIO
from programs.worklife.states import SubsidyKind


def money(amount: int) -> str:
    return f"{amount:,}"


class Grant(NamedTuple):
    """*employer* is whatever tells two employers apart, since one of a file may not be saved yet."""

    year: int
    employer: Hashable
    kind: str
    spent: int
    amount: int


class Limits(NamedTuple):
    """Of one kind of subsidy in one ROC year; None where no value is on file."""

    ratio: Dated | None
    cap: Dated | None
    budget: Dated | None


class Rules:
    """The dated limits, read once for a run."""

    @cached_property
    def _schedules(self) -> Mapping[str, Schedule]:
        return schedules(RATIO.code, BUDGET.code, *(cap.code for cap in CAPS.values()))

    def limits(self, year: int, kind: str) -> Limits:
        day = year_bounds(year)[1]
        codes = (RATIO.code, CAPS[SubsidyKind(kind)].code, BUDGET.code)
        return Limits(*(self._schedules[code].on(day) for code in codes))

    def budget(self, year: int) -> Dated | None:
        return self._schedules[BUDGET.code].on(year_bounds(year)[1])


@dataclass
class Spending:
    """What was granted so far by year, and by year, employer and kind; one query for the years that are new."""

    leave_out: int | None = None
    _years: set[int] = field(default_factory=set)
    _granted: dict[tuple[Hashable, ...], int] = field(default_factory=lambda: defaultdict(int))

    def learn(self, years: Iterable[int]) -> None:
        new = set(years) - self._years
        if not new:
            return
        self._years |= new
        found = ChildcareSubsidy.objects.granted().filter(year__in=new)
        if self.leave_out is not None:
            found = found.exclude(pk=self.leave_out)
        sums = found.order_by().values_list("year", "employer", "kind").annotate(total=Sum("granted"))
        for year, employer, kind, total in sums:
            self.add(Grant(year, employer, kind, 0, total or 0))

    def knows(self, year: int) -> bool:
        return year in self._years

    def add(self, grant: Grant) -> None:
        self._granted[(grant.year,)] += grant.amount
        self._granted[grant.year, grant.employer, grant.kind] += grant.amount

    def take_away(self, grant: Grant) -> None:
        self.add(grant._replace(amount=-grant.amount))

    def of_year(self, year: int) -> int:
        return self._granted[(year,)]

    def to_employer(self, grant: Grant) -> int:
        return self._granted[grant.year, grant.employer, grant.kind]


@dataclass(frozen=True)
class Line:
    """One limit in words, its source, and by how much the grant goes beyond it; `known` is false without a value."""

    words: str
    excess: int = 0
    source: str = ""
    known: bool = True

    @property
    def fits(self) -> bool:
        return self.known and self.excess <= 0

    @property
    def sentence(self) -> str:
        if not self.known:
            return self.words
        if self.fits:
            return _("{arithmetic}.").format(arithmetic=self.words)
        return _("{arithmetic}: that is NT${excess} too much.").format(arithmetic=self.words, excess=money(self.excess))


def reckon(grant: Grant, limits: Limits, spending: Spending) -> list[Line]:
    """The three limits of a grant that is not among *spending* yet."""
    return [_ratio(grant, limits.ratio), _cap(grant, limits.cap, spending), _budget(grant, limits.budget, spending)]


def _ratio(grant: Grant, ratio: Dated | None) -> Line:
    if ratio is None:
        return _unknown(RATIO.label, grant.year)
    most = int(grant.spent * ratio.value // 100)
    words = _("NT${spent} spent × {ratio}% = NT${most} at most; the grant is NT${amount}").format(
        ratio=ratio.value, spent=money(grant.spent), most=money(most), amount=money(grant.amount)
    )
    return Line(words, grant.amount - most, ratio.citation)


def _cap(grant: Grant, cap: Dated | None, spending: Spending) -> Line:
    if cap is None:
        return _unknown(CAPS[SubsidyKind(grant.kind)].label, grant.year)
    before, most = spending.to_employer(grant), int(cap.value)
    left = max(0, most - before)
    words = _(
        "The cap of {year} for this kind is NT${cap}, NT${before} was granted to this employer before, so NT${left} is "
        "left; the grant is NT${amount}"
    ).format(year=grant.year, cap=money(most), before=money(before), left=money(left), amount=money(grant.amount))
    return Line(words, grant.amount - left, cap.citation)


def _budget(grant: Grant, budget: Dated | None, spending: Spending) -> Line:
    if budget is None:
        return _unknown(BUDGET.label, grant.year)
    before, whole = spending.of_year(grant.year), int(budget.value)
    left = max(0, whole - before)
    words = _(
        "The budget of {year} is NT${budget}, NT${before} is granted, so NT${left} is left; the grant is NT${amount}"
    ).format(
        year=grant.year,
        budget=money(whole),
        before=money(before),
        left=money(left),
        amount=money(grant.amount),
    )
    return Line(words, grant.amount - left, budget.citation)


def _unknown(label: Any, year: int) -> Line:
    words = _("“{limit}” has no value for {year}: an administrator enters it among the parameters first.")
    return Line(words.format(limit=label, year=year), known=False)


def reckoned(subsidy: ChildcareSubsidy, amount: int) -> Sequence[Line]:
    """The limits of a grant of *amount* to this case as things are now; two queries."""
    spending = Spending(leave_out=subsidy.pk)
    spending.learn([subsidy.year])
    grant = Grant(subsidy.year, subsidy.employer_id, subsidy.kind, subsidy.spent, amount)
    return reckon(grant, Rules().limits(subsidy.year, subsidy.kind), spending)


def in_the_way(lines: Iterable[Line]) -> str:
    """What refuses a grant, in sentences; blank where nothing does."""
    return " ".join(line.sentence for line in lines if not line.fits)
