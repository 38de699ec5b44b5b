"""What waits, and for whom; read from what `perform` leaves, in a number of queries that does not grow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit, User
from laborportal.accounts.policies import sees_everything, units_of
from laborportal.cases.steps import cases_of
from laborportal.datasets import registry
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Waiting, WaitingQuerySet
from laborportal.workflow.processes import Process, all_processes

SHOWN = 100


class Period(TextChoices):
    OVERDUE = "overdue", _("Overdue")
    TODAY = "today", _("Due today")
    WEEK = "week", _("Later this week")
    LATER = "later", _("Next week or later")


class Whose(TextChoices):
    DECIDE = "decide", _("for my decision")
    FINISH = "finish", _("for me to finish")
    OTHERS = "others", _("mine, decided by others")


MARKS = {Period.OVERDUE: "stop", Period.TODAY: "warn"}
SCOPES: Mapping[str, Callable[[WaitingQuerySet, User], WaitingQuerySet]] = {
    Whose.DECIDE: lambda waiting, user: waiting.for_decision_by(user),
    Whose.FINISH: lambda waiting, user: waiting.to_finish_by(user),
    Whose.OTHERS: lambda waiting, user: waiting.decided_by_others(user),
}


def period_q(period: str, now: date) -> Q:
    """A week ends on its Sunday; what has no day is due later."""
    sunday = now + timedelta(days=6 - now.weekday())
    return {
        Period.OVERDUE: Q(due__lt=now),
        Period.TODAY: Q(due=now),
        Period.WEEK: Q(due__gt=now, due__lte=sunday),
        Period.LATER: Q(due__gt=sunday) | Q(due=None),
    }[Period(period)]


def period_of(due: date | None, now: date) -> Period:
    if due is None or due > now + timedelta(days=6 - now.weekday()):
        return Period.LATER
    if due < now:
        return Period.OVERDUE
    return Period.TODAY if due == now else Period.WEEK


def waiting_url(**conditions: str | Sequence[str]) -> str:
    """The list of what waits under these conditions."""
    url = reverse("cases:waiting")
    return f"{url}?{urlencode(conditions, doseq=True)}" if conditions else url


@dataclass(frozen=True)
class Entry:
    waiting: Waiting
    case: Any
    process: Process[Any]
    url: str

    @property
    def subject(self) -> str:
        return self.process.subject(self.case)

    @property
    def matter(self) -> str:
        return self.process.matter(self.case)

    @property
    def state_label(self) -> str:
        return str(self.process.states(self.waiting.state).label)

    @property
    def mark(self) -> str:
        return self.process.marks.get(self.waiting.state, "")

    @property
    def step(self) -> str:
        wait = self.process.waits.get(self.waiting.state)
        return str(wait.words) if wait else ""

    @property
    def days_waited(self) -> int:
        return (today() - timezone.localdate(self.waiting.since)).days

    @property
    def days_late(self) -> int:
        return max(0, (today() - self.waiting.due).days) if self.waiting.due else 0


@dataclass(frozen=True)
class Group:
    period: Period
    entries: Sequence[Entry]
    count: int
    url: str

    @property
    def mark(self) -> str:
        return MARKS.get(self.period, "")


@dataclass(frozen=True)
class Queue:
    entries: Sequence[Entry] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    whose: str = ""

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.entries)

    @property
    def url(self) -> str:
        return waiting_url(whose=self.whose)

    @property
    def groups(self) -> list[Group]:
        """By due date; each number is the number of its list, however many are shown."""
        now = today()
        shown: dict[Period, list[Entry]] = {period: [] for period in Period}
        for entry in self.entries:
            shown[period_of(entry.waiting.due, now)].append(entry)
        return [
            Group(period, shown[period], self.counts[period], waiting_url(whose=self.whose, due=period))
            for period in Period
            if self.counts.get(period)
        ]


NOTHING = Queue()


def in_scope(user: User) -> WaitingQuerySet:
    """What waits in the units of *user*, for whomever; everywhere for those who read everything."""
    waiting = Waiting.objects.all()
    return waiting if sees_everything(user) else waiting.filter(unit__in=units_of(user))


def queue_of(user: User, whose: str) -> Queue:
    waiting = SCOPES[whose](in_scope(user), user)
    counts = counted(waiting)
    return Queue(entries_of(waiting[:SHOWN]) if any(counts.values()) else (), counts, whose)


def counted(waiting: WaitingQuerySet) -> dict[str, int]:
    """How many are due when; one query."""
    found: dict[str, int] = waiting.order_by().aggregate(**_counts())
    return found


def entries_of(waiting: WaitingQuerySet) -> list[Entry]:
    """One query, and one for each kind of case."""
    rows = list(waiting.select_related("unit", "submitted_by", "officer", "person"))
    kinds = kinds_of_case()
    cases = cases_of(rows, all_processes())
    found = []
    for row in rows:
        if case := cases.get((row.case_type_id, row.case_id)):
            dataset = registry.of_model(type(case))
            url = dataset.record_url(case) if dataset else case.get_absolute_url()
            found.append(Entry(row, case, kinds[row.case_type_id], url))
    return found


def kinds_of_case() -> dict[int, Process[Any]]:
    return {ContentType.objects.get_for_model(process.model).pk: process for process in all_processes()}


def kind_code(process: Process[Any]) -> str:
    return str(process.model._meta.label_lower)


@dataclass(frozen=True)
class Line:
    """How many wait of one kind, or in one unit: each number with its list."""

    label: str
    count: int
    overdue: int
    week: int
    conditions: Mapping[str, str]

    @property
    def url(self) -> str:
        return waiting_url(**self.conditions)

    @property
    def overdue_url(self) -> str:
        return waiting_url(**self.conditions, due=Period.OVERDUE)

    @property
    def week_url(self) -> str:
        return waiting_url(**self.conditions, due=(Period.TODAY, Period.WEEK))


def by_kind(user: User) -> list[Line]:
    """What waits in the person's scope, a line for each kind of case; one query."""
    kinds = kinds_of_case()
    rows = in_scope(user).order_by().values("case_type").annotate(**_counts())
    lines = [
        _line(str(kinds[row["case_type"]].name), row, {"kind": kind_code(kinds[row["case_type"]])})
        for row in rows
        if row["case_type"] in kinds
    ]
    return sorted(lines, key=lambda line: line.label)


def by_unit(user: User) -> list[Line]:
    """The same, a line for each unit; two queries."""
    rows = {row["unit"]: row for row in in_scope(user).order_by().values("unit").annotate(**_counts())}
    return [_line(unit.label, rows[unit.pk], {"unit": unit.code}) for unit in Unit.objects.filter(pk__in=rows)]


def _counts() -> dict[str, Count]:
    now = today()
    return {period: Count("pk", filter=period_q(period, now)) for period in Period}


def _line(label: str, row: Mapping[str, Any], conditions: Mapping[str, str]) -> Line:
    count = sum(row[period] for period in Period)
    return Line(label, count, row[Period.OVERDUE], row[Period.TODAY] + row[Period.WEEK], conditions)
