"""The follow-up of a class: until when a job counts and can be entered, and how many findings are to be checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from laborportal.parameters.reading import Schedule, schedules
from laborportal.rocyear.dates import format_date
from programs.training.models import EmploymentFinding, TrainingClass
from programs.training.parameters import ENTRY_DAYS, MATCH_DAYS, PHONE_SHARES, VISIT_SHARES
from programs.training.states import Evidence

BY_MATCH = frozenset({Evidence.SYSTEM})


@dataclass(frozen=True)
class LastDay:
    """*day* is None where no term is known for the end of the class."""

    ends_on: date
    days: int | None

    @property
    def day(self) -> date | None:
        return None if self.days is None else self.ends_on + timedelta(days=self.days)

    def __str__(self) -> str:
        if self.day is None:
            return _("no term is known for that time")
        return _("{end} + {days} days = {last}").format(
            end=format_date(self.ends_on), days=self.days, last=format_date(self.day)
        )

    def passed_by(self, day: date) -> bool:
        return self.day is not None and day > self.day


@dataclass(frozen=True)
class Terms:
    """The last day on which a job counts, and the last on which a finding without a match can be entered."""

    match: LastDay
    entry: LastDay


def terms_of(classes: Sequence[TrainingClass]) -> Mapping[int, Terms]:
    """By class, in one query: the days that were in force when each class ended."""
    known = schedules(MATCH_DAYS.code, ENTRY_DAYS.code)
    match, entry = known[MATCH_DAYS.code], known[ENTRY_DAYS.code]
    return {found.pk: Terms(_last(match, found.ends_on), _last(entry, found.ends_on)) for found in classes}


def _last(schedule: Schedule, ends_on: date) -> LastDay:
    found = schedule.on(ends_on)
    return LastDay(ends_on, int(found.value) if found else None)


@dataclass(frozen=True)
class Checks:
    """Of the jobs found by one kind of evidence: how many were asked again, of how many that should be."""

    evidence: Evidence
    found: int
    phoned: int
    to_phone: int
    visited: int
    to_visit: int

    @property
    def enough(self) -> bool:
        return self.phoned >= self.to_phone and self.visited >= self.to_visit


def checks_of(training_class: TrainingClass) -> Sequence[Checks]:
    """In two queries; only kinds of evidence by which a job was found."""
    shares = schedules(*PHONE_SHARES.values(), *VISIT_SHARES.values())
    findings = EmploymentFinding.objects.standing().filter(enrolment__training_class=training_class, employed=True)
    counted = (
        findings.order_by("evidence")
        .values("evidence")
        .annotate(
            found=Count("pk"),
            phoned=Count("pk", filter=Q(phoned_on__isnull=False)),
            visited=Count("pk", filter=Q(visited_on__isnull=False)),
        )
    )
    return [_checks(training_class.ends_on, shares, **row) for row in counted]


def _checks(
    ends_on: date, shares: Mapping[str, Schedule], *, evidence: str, found: int, phoned: int, visited: int
) -> Checks:
    kind = Evidence(evidence)

    def demanded(codes: Mapping[Evidence, str]) -> int:
        share = shares[codes[kind]].on(ends_on) if kind in codes else None
        return -(-found * int(share.value) // 100) if share else 0

    return Checks(kind, found, phoned, demanded(PHONE_SHARES), visited, demanded(VISIT_SHARES))
