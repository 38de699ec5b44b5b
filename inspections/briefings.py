"""What an inspector has to know before going out: the employer's standing, and what was found at all its sites.

That it was shown, to whom, when and what it said is on record, and goes with the inspection that came of it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from inspections.models import Briefing, Inspection
from inspections.queries import Remembered, history_of_employer
from laborportal.accounts.models import User
from laborportal.employers.models import Employer
from laborportal.employers.standing import Fact, facts
from laborportal.rocyear.dates import format_date, today

FRESH = timedelta(days=30)
"""What was shown longer ago may have been overtaken."""


@dataclass(frozen=True)
class Shown:
    employer: Employer
    facts: list[Fact]
    history: list[Remembered]

    def __bool__(self) -> bool:
        return bool(self.facts or self.history)


def known_of(employer: Employer) -> Shown:
    told = facts([employer.pk], today()).get(employer.pk, [])
    return Shown(employer, list(told), history_of_employer(employer.pk))


def show(employer: Employer, person: User) -> Shown:
    """Keeps that *person* is shown it now."""
    shown = known_of(employer)
    told = [fact.words for fact in shown.facts]
    told += [f"{format_date(one.on)} {one.words}" for one in shown.history]
    Briefing.objects.create(employer=employer, person=person, told=told)
    return shown


def fresh(employer: Employer, person: User) -> Briefing | None:
    """What *person* was shown lately and has not gone out with yet."""
    since = timezone.now() - FRESH
    found = Briefing.objects.filter(employer=employer, person=person, shown_at__gte=since, inspection=None)
    return found.order_by("-pk").first()


def go_with(inspection: Inspection, person: User) -> None:
    if (briefing := fresh(inspection.employer, person)) is not None:
        briefing.inspection = inspection
        briefing.save(update_fields=["inspection"])
