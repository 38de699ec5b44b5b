"""What waits for a person; read from what `perform` leaves, in a number of queries that does not grow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.cases.steps import cases_of
from laborportal.datasets import registry
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Waiting, WaitingQuerySet
from laborportal.workflow.processes import Process, all_processes

SHOWN = 100


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
    def days_waited(self) -> int:
        return (today() - timezone.localdate(self.waiting.since)).days

    @property
    def days_late(self) -> int:
        return max(0, (today() - self.waiting.due).days) if self.waiting.due else 0


@dataclass(frozen=True)
class Queue:
    entries: Sequence[Entry]
    count: int

    @property
    def overdue(self) -> list[Entry]:
        return self._due(lambda due, now: due < now)

    @property
    def due_today(self) -> list[Entry]:
        return self._due(lambda due, now: due == now)

    @property
    def later(self) -> list[Entry]:
        return self._due(lambda due, now: due > now)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.entries)

    def _due(self, when: Callable[[date, date], bool]) -> list[Entry]:
        now = today()
        return [entry for entry in self.entries if when(entry.waiting.due or date.max, now)]


NOTHING = Queue((), 0)


def _queue(waiting: WaitingQuerySet) -> Queue:
    rows = list(waiting.select_related("unit", "submitted_by", "officer")[:SHOWN])
    cases = cases_of(rows, all_processes())
    by_kind = {ContentType.objects.get_for_model(process.model).pk: process for process in all_processes()}
    entries = []
    for row in rows:
        case, process = cases[row.case_type_id, row.case_id], by_kind[row.case_type_id]
        dataset = registry.of_model(process.model)
        entries.append(Entry(row, case, process, dataset.record_url(case) if dataset else case.get_absolute_url()))
    return Queue(entries, waiting.count() if len(rows) == SHOWN else len(rows))


def for_decision(user: User) -> Queue:
    return _queue(Waiting.objects.for_decision_by(user))


def with_others(user: User) -> Queue:
    return _queue(Waiting.objects.decided_by_others(user))


def to_finish(user: User) -> Queue:
    return _queue(Waiting.objects.to_finish_by(user))
