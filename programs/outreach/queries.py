"""The contests of a year, group by group; where the numbers of the media come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laborportal.accounts.models import User
from laborportal.rocyear.dates import format_date
from programs.outreach.models import ContestEntry, MediaMetric
from programs.outreach.states import Contest

SOURCES_SHOWN = 5


@dataclass(frozen=True)
class Group:
    """`name` is blank for the entries of no group; `crowded` has the schools that sent in more than *most* works."""

    name: str
    entries: int
    schools: int
    winners: int
    crowded: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Held:
    contest: Contest
    groups: Sequence[Group]
    schools: int

    @property
    def entries(self) -> int:
        return sum(group.entries for group in self.groups)

    @property
    def winners(self) -> int:
        return sum(group.winners for group in self.groups)


def years_of(user: User) -> list[int]:
    years = ContestEntry.objects.standing().visible_to(user).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def contests_of(user: User, year: int, most: int | None) -> list[Held]:
    """Three queries, whatever was handed in; *most* works of one school in one group are in order."""
    entries = ContestEntry.objects.standing().visible_to(user).filter(year=year)
    schools = Count("school_key", filter=~Q(school_key=""), distinct=True)
    winners = Count("pk", filter=Q(won=True))
    rows = list(
        entries.order_by("contest", "group_key")
        .values("contest", "group_key")
        .annotate(name=Min("group"), entries=Count("pk"), schools=schools, winners=winners)
    )
    whole = dict(entries.order_by().values_list("contest").annotate(schools=schools))
    crowded = _crowded(entries, most)
    return [
        Held(Contest(contest), [_group(row, crowded) for row in found], whole[contest])
        for contest, found in groupby(rows, lambda row: str(row["contest"]))
    ]


Crowded = Mapping[tuple[str, str], Sequence[tuple[str, int]]]


def _group(row: Mapping[str, Any], crowded: Crowded) -> Group:
    several = crowded.get((row["contest"], row["group_key"]), ())
    return Group(row["name"], row["entries"], row["schools"], row["winners"], several)


def _crowded(entries: "QuerySet[ContestEntry]", most: int | None) -> Crowded:
    """Only pupils' comics are limited by school and group."""
    if most is None:
        return {}
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    schools = entries.filter(contest=Contest.COMIC).exclude(school_key="").order_by("group_key", "school_key")
    for row in schools.values("group_key", "school_key").annotate(name=Min("school"), works=Count("pk")):
        if row["works"] > most:
            found.setdefault((Contest.COMIC, row["group_key"]), []).append((row["name"], row["works"]))
    return found


def sources_of(metrics: "QuerySet[MediaMetric]") -> str:
    """Where the numbers were read and on which days, for whoever reads a figure made of them."""
    found = metrics.order_by("source_key", "as_of").values_list("source", "as_of").distinct()[: SOURCES_SHOWN + 1]
    named = [_("{source} (as of {day})").format(source=source, day=format_date(day)) for source, day in found]
    if len(named) > SOURCES_SHOWN:
        named[SOURCES_SHOWN] = _("and others")
    return _("Source: {sources}.").format(sources=pgettext("between the items of a list", ", ").join(named))
