"""Until when the gold award of the gender-equality certification keeps an employer off planned inspection lists."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from certifications.models import Application
from certifications.parameters import GOLD_YEARS
from certifications.states import AwardCode, SchemeCode, State
from laborportal.employers.standing import OFF_PLANNED_LISTS, Fact, register_facts
from laborportal.parameters.reading import Schedule, schedule
from laborportal.rocyear.dates import format_date, year_bounds, years_later


def gold_until(employers: Sequence[int], as_of: date) -> Mapping[int, Sequence[Fact]]:
    """Of several gold awards the one that reaches furthest."""
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    years = schedule(GOLD_YEARS.code)
    for application in _gold(employers):
        found[application.employer_id] += _facts(application, years, as_of)
    return {pk: sorted(told, key=lambda fact: fact.on or date.min)[-1:] for pk, told in found.items()}


def _gold(employers: Sequence[int]) -> Iterator[Application]:
    golden = Application.objects.standing().filter(
        employer__in=employers,
        state=State.DECIDED,
        round__scheme__code=SchemeCode.GENDER,
        awards__level__code=AwardCode.GOLD,
    )
    yield from golden.select_related("round").order_by("pk").distinct()


def _facts(application: Application, years: Schedule, as_of: date) -> Iterator[Fact]:
    given = application.round.ceremony_on or year_bounds(application.round.year)[1]
    length = years.on(given)
    if length is None:
        return
    until = years_later(given, int(length.value)) - timedelta(days=1)
    if given <= as_of <= until:
        words = _(
            "Gold award of {year}: until {day} off the inspection lists that the bureau plans by itself; complaints "
            "and accidents are inspected all the same."
        )
        yield Fact(
            kind=OFF_PLANNED_LISTS,
            words=words.format(year=application.round.year, day=format_date(until)),
            url=application.get_absolute_url(),
            mark="done",
            on=until,
        )


register_facts(gold_until)
