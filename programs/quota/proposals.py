"""The letters that a month gives cause for: whom the unit might write to, and why not to others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from laborportal.parameters.reading import Schedule, schedules
from laborportal.rocyear.dates import format_date, format_month, today
from programs.quota import parameters
from programs.quota.arrears import open_amounts
from programs.quota.calculation import due_on
from programs.quota.models import Notice, QuotaMonth, month_before
from programs.quota.queries import consecutive_months_short
from programs.quota.states import NoticeKind, NoticeState

LARGE = (parameters.LARGE_STAFF, parameters.LONG_SHORT_MONTHS)


@dataclass(frozen=True)
class Proposal:
    kind: NoticeKind
    about: QuotaMonth
    months_short: int


@dataclass
class Proposals:
    """*remarks* are sentences: what could not be told from the months on file."""

    month: date
    found: list[Proposal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def of(self, kind: NoticeKind) -> list[Proposal]:
        return [proposal for proposal in self.found if proposal.kind == kind]


def proposals(month: date) -> Proposals:
    """*month* is the first day of one. What was proposed for it before is left out."""
    wanted = Proposals(month)
    months = QuotaMonth.objects.standing().short().filter(month=month)
    short = list(months.select_related("employer", "unit").order_by("-shortage", "pk"))
    running = consecutive_months_short(month)
    known = set(
        Notice.objects.standing()
        .exclude(state=NoticeState.WITHDRAWN)
        .filter(about__month=month)
        .values_list("kind", "about")
    )
    everything = [*_newly(wanted, short, running), *_long(short, running), *_unpaid(wanted, short, running)]
    wanted.found = [proposal for proposal in everything if (proposal.kind, proposal.about.pk) not in known]
    return wanted


def _newly(wanted: Proposals, short: Sequence[QuotaMonth], running: Mapping[int, int]) -> Iterator[Proposal]:
    """Short in the month, and not in the one before."""
    before = month_before(wanted.month)
    if not QuotaMonth.objects.standing().filter(month=before).exists():
        sentence = _("No month {before} is on file: who is newly short in {month} cannot be told.")
        wanted.remarks.append(sentence.format(before=format_month(before), month=format_month(wanted.month)))
        return
    for about in short:
        if running[about.employer_id] == 1:
            yield Proposal(NoticeKind.NEWLY_SHORT, about, 1)


def _long(short: Sequence[QuotaMonth], running: Mapping[int, int]) -> Iterator[Proposal]:
    """Large, and short for long: once while the shortage lasts."""
    if not short:
        return
    staff, months = (_value(found, short[0].month) for found in schedules(*(one.code for one in LARGE)).values())
    large = [about for about in short if about.total >= staff and running[about.employer_id] >= months]
    written = _written_to({about.employer_id for about in large})
    for about in large:
        begun = _months_back(about.month, running[about.employer_id] - 1)
        if not any(begun <= month <= about.month for month in written.get(about.employer_id, ())):
            yield Proposal(NoticeKind.LONG_SHORT, about, running[about.employer_id])


def _written_to(employers: Iterable[int]) -> dict[int, list[date]]:
    letters = Notice.objects.standing().filter(kind=NoticeKind.LONG_SHORT, about__employer__in=list(employers))
    sent = letters.exclude(state__in=(NoticeState.DROPPED, NoticeState.WITHDRAWN))
    found: dict[int, list[date]] = {}
    for employer, month in sent.values_list("about__employer", "about__month"):
        found.setdefault(employer, []).append(month)
    return found


def _unpaid(wanted: Proposals, short: Sequence[QuotaMonth], running: Mapping[int, int]) -> Iterator[Proposal]:
    """Who has not paid by the tenth of the month after."""
    due = due_on(wanted.month)
    if today() <= due:
        sentence = _("The difference subsidy of {month} can be paid until {day}: nobody is assessed before.")
        wanted.remarks.append(sentence.format(month=format_month(wanted.month), day=format_date(due)))
        return
    if unknown := sum(about.levy is None for about in short):
        sentence = _("No basic wage is known for {month}: {number} employers cannot be assessed.")
        wanted.remarks.append(sentence.format(month=format_month(wanted.month), number=unknown))
    for about, amount in open_amounts(short):
        if amount:
            yield Proposal(NoticeKind.ASSESSMENT, about, running[about.employer_id])


def _value(found: Schedule, day: date) -> int:
    return int(found.on_or_oldest(day).value)


def _months_back(month: date, number: int) -> date:
    index = month.year * 12 + month.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)
