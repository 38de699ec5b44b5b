"""What the six cities' statistics are measured by: rates, ranks, and which source a figure rests on."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inspections.models import CityStatistic
from inspections.queries import newest_of
from inspections.states import SIX_MUNICIPALITIES, TAIPEI
from laborportal.datasets.measures import Measured, NamedMeasure
from laborportal.exports.normalise import normalise
from laborportal.rocyear.dates import format_date

PER = 1000
WHOLE_YEAR = "1-12"
NEW_INSURANCE = 111
"""In May of that ROC year benefits began to come from the occupational accident insurance."""
RATED = Q(accident_cases__isnull=False, average_insured__isnull=False)
COUNTED = Q(fatalities__isnull=False)
RANKED = frozenset(map(normalise, SIX_MUNICIPALITIES))

Value = Callable[[CityStatistic], Fraction | None]


def rate_of(statistic: CityStatistic) -> Fraction | None:
    """Accident benefit cases per 1,000 insured, exact; None without both numbers, or with nobody insured."""
    cases, insured = statistic.accident_cases, statistic.average_insured
    return Fraction(PER * cases, insured) if cases is not None and insured else None


def fatalities_of(statistic: CityStatistic) -> Fraction | None:
    return None if statistic.fatalities is None else Fraction(statistic.fatalities)


def rank_among(values: Mapping[str, Fraction], own: str) -> int | None:
    """The rank of *own*, lowest first; ties share the better rank. None where *own* has no value."""
    return 1 + sum(value < values[own] for value in values.values()) if own in values else None


def _rate_parts(q: Q) -> Mapping[str, Combinable]:
    return {
        "cases": Sum("accident_cases", filter=q),
        "insured": Sum("average_insured", filter=q),
        "both": Count("pk", filter=q & RATED),
        "months": Max("period_key", filter=q),
    }


def _rate(found: Mapping[str, Any], year: int) -> Measured:
    given = found["cases"] is not None and found["insured"]
    value = Fraction(PER * found["cases"], found["insured"]) if given else None
    lacking = found["members"] - found["both"]
    notes = []
    if lacking:
        words = ngettext(
            "{number} record lacks one of the two numbers.", "{number} records lack one of the two numbers.", lacking
        )
        notes.append(words.format(number=lacking))
    if year == NEW_INSURANCE:
        notes.append(
            _("Since May of this year benefits come from another insurance: not comparable with the years before.")
        )
    period = _part_of_year(found["months"])
    return Measured(value, found["members"], found["both"], " ".join(notes), period=period)


def _ranking(value_of: Value) -> Callable[[QuerySet[Any], int], Measured]:
    def rank(records: QuerySet[Any], year: int) -> Measured:
        rows = list(records.order_by("pk"))
        values = {
            row.city_key: value for row in rows if row.city_key in RANKED and (value := value_of(row)) is not None
        }
        own = next((row for row in rows if row.city_key == normalise(TAIPEI)), None)
        place = rank_among(values, normalise(TAIPEI))
        if own is None or place is None:
            return Measured(None, len(rows), len(values), _("The source has no number for {city}.").format(city=TAIPEI))
        note = ngettext("Of {number} city, as of {day}.", "Of {number} cities, as of {day}.", len(values)).format(
            number=len(values), day=format_date(own.as_of)
        )
        return Measured(place, len(rows), len(values), note, period=_part_of_year(own.period_key), as_of=own.as_of)

    return rank


def _part_of_year(months: str | None) -> str:
    return "" if months in (None, WHOLE_YEAR) else str(months)


MEASURES: Mapping[str, NamedMeasure] = {
    "accident_rate": NamedMeasure(
        label=gettext_lazy("Accident benefit cases per 1,000 insured"),
        parts=_rate_parts,
        finish=_rate,
        columns=("accident_cases", "average_insured"),
        decimals=3,
    ),
    "accident_rate_rank": NamedMeasure(
        label=gettext_lazy("Rank of Taipei by accident rate, lowest first"),
        compute=_ranking(rate_of),
        columns=("accident_cases", "average_insured"),
        decimals=0,
    ),
    "fatality_rank": NamedMeasure(
        label=gettext_lazy("Rank of Taipei by fatalities, lowest first"),
        compute=_ranking(fatalities_of),
        columns=("fatalities",),
        decimals=0,
    ),
}


def _newest(gives: Q) -> Callable[[int], str | None]:
    def source(year: int) -> str | None:
        own = newest_of(CityStatistic.objects.standing().filter(gives, year=year, city_key=normalise(TAIPEI)))
        return own.source if own else None

    return source


CHOICES: Mapping[str, Callable[[int], str | None]] = {
    "newest_source_of_rate": _newest(RATED),
    "newest_source_of_fatalities": _newest(COUNTED),
}
"""What stands in braces in a filter: the source of the newest `as_of` that gives Taipei's numbers."""
