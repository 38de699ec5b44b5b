"""What takes place and what is due, day by day: what the person's own pages show, and no more.

A title goes into calendars outside this system: it names neither employers nor persons of a case.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import ngettext

from laborportal.accounts.models import Unit, User
from laborportal.cases.queue import in_scope, kind_code, kinds_of_case, waiting_url
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose calendar, from which day to which, both included, and of which unit (its id; None: of all)."""

    user: User
    first: date
    last: date
    unit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """*identity* stays the same whatever else of it changes; *until* is the last day of what lasts longer."""

    identity: str
    on: date
    until: date | None = None
    title: str
    kind: str
    url: str
    due: bool = False

    @property
    def days(self) -> Iterator[date]:
        """The days on which something happens: the first and the last."""
        yield self.on
        if self.until and self.until != self.on:
            yield self.until


Source = Callable[[Scope], Iterable[Event]]
_sources: list[Source] = []


def register_events(source: Source) -> None:
    """For what is no dataset; a dataset says so itself, by `takes_place`."""
    _sources.append(source)


def events(scope: Scope) -> list[Event]:
    """In the order of the days; one query for what is due, and one for each dataset of what takes place."""
    found = [event for source in _sources for event in source(scope)]
    return sorted(found, key=lambda event: (event.on, event.due, event.kind, event.title, event.identity))


def due(scope: Scope) -> Iterator[Event]:
    """One for each day and kind of case, with the list of exactly those."""
    kinds = kinds_of_case()
    waiting = in_scope(scope.user).filter(due__range=(scope.first, scope.last))
    asked = {}
    if scope.unit:
        waiting = waiting.filter(unit=scope.unit)
        asked["unit"] = Unit.objects.get(pk=scope.unit).code
    rows: Any = waiting.order_by().values("due", "case_type").annotate(count=Count("pk"))
    for row in rows:
        if process := kinds.get(row["case_type"]):
            day, kind = row["due"], kind_code(process)
            words = ngettext("%(kind)s: %(count)s due", "%(kind)s: %(count)s due", row["count"])
            yield Event(
                identity=f"due-{kind}-{day:%Y%m%d}",
                on=day,
                title=words % {"kind": process.name, "count": row["count"]},
                kind=str(process.name),
                url=waiting_url(kind=kind, on=day.isoformat(), **asked),
                due=True,
            )


def taking_place(scope: Scope) -> Iterator[Event]:
    for dataset in all_datasets():
        if dataset.takes_place:
            yield from _records(dataset, scope)


def _records(dataset: Dataset, scope: Scope) -> Iterator[Event]:
    first, last = dataset.takes_place[0], dataset.takes_place[-1]
    wanted = (scope.first, scope.last)
    found = dataset.visible_to(scope.user).filter(Q(**{f"{first}__range": wanted}) | Q(**{f"{last}__range": wanted}))
    for record in found.select_related(*dataset.related):
        if scope.unit is None or record.unit_id == scope.unit:
            yield event_of(dataset, record, getattr(record, first), getattr(record, last))


def event_of(dataset: Dataset, record: Any, first: date | None, last: date | None) -> Event:
    on = first or last
    assert on is not None  # one of the two is in the range
    return Event(
        identity=f"{dataset.name}-{record.pk}",
        on=on,
        until=last if last and last > on else None,
        title=dataset.title(record),
        kind=str(dataset.label_one),
        url=dataset.record_url(record),
    )


register_events(due)
register_events(taking_place)
