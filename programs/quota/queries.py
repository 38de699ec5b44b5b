"""Questions about many months at once, each answered by the database in one query."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractMonth, ExtractYear, RowNumber

from laborportal.accounts.models import User
from laborportal.employers.models import Employer
from laborportal.penalties.ledger import Appeal
from laborportal.rocyear.dates import today
from programs.quota.fines import FineLimits
from programs.quota.models import QuotaMonth, QuotaPenalty


def consecutive_months_short(month: date, employers: Iterable[int] | None = None) -> Mapping[int, int]:
    """For each employer that is short in *month*, how many months on end it has been, up to and with *month*.

    A month of which nothing is on record ends the run: nobody can say that the employer was short in it.
    """
    now = QuotaMonth.objects.standing().short().filter(month=month)
    if employers is not None:
        now = now.filter(employer__in=list(employers))
    run = _newest_first(month).filter(
        employer__in=now.values("employer"), index=month.year * 12 + month.month + 1 - F("place")
    )
    return Counter(run.order_by().values_list("employer", flat=True))


@dataclass(frozen=True, slots=True)
class Run:
    """*months* on end short up to and with *month*, the employer's latest on record; in it short of *shortage*."""

    pk: int
    month: date
    shortage: int
    months: int


def runs_of_shortage(employers: Sequence[int], until: date) -> Mapping[int, Run]:
    """The run of each of *employers* that was short in its latest month up to *until*."""
    own = QuotaMonth.objects.standing().filter(employer=OuterRef("employer"), month__lte=until)
    newest = Subquery(own.order_by("-month").values("month")[:1])
    run = (
        _newest_first(until)
        .filter(employer__in=employers)
        .annotate(newest=newest)
        .filter(index=_number_of("newest") + 1 - F("place"))
    )
    found: dict[int, Run] = {}
    rows = run.order_by("-month").values_list("employer", "pk", "month", "shortage")
    for employer, pk, month, shortage in rows:
        latest = found.get(employer, Run(pk, month, shortage, 0))
        found[employer] = replace(latest, months=latest.months + 1)
    return found


def _newest_first(until: date) -> QuerySet[Any]:
    """Months up to *until* in which an employer was short, its newest as *place* 1; *index* counts months.

    Without a gap the n-th is n - 1 months earlier than the first.
    """
    place = Window(RowNumber(), partition_by=F("employer"), order_by=F("month").desc())
    short = QuotaMonth.objects.standing().short().filter(month__lte=until)
    return short.annotate(index=_number_of("month"), place=place)


def _number_of(month: str) -> Combinable:
    return ExtractYear(month) * 12 + ExtractMonth(month)


def closing_shortage(first: date, last: date) -> Subquery:
    """Of the employer of each quota month: its shortage in its latest month between *first* and *last*, else NULL."""
    own = QuotaMonth.objects.standing().filter(employer=OuterRef("employer"), month__range=(first, last))
    return Subquery(own.order_by("-month").values("shortage")[:1])


def has_month(month: date) -> Exists:
    """Whether the employer of a quota month has one of *month* too."""
    return Exists(QuotaMonth.objects.standing().filter(employer=OuterRef("employer"), month=month))


def undecided_penalties(user: User) -> QuerySet[QuotaPenalty]:
    found: QuerySet[QuotaPenalty] = QuotaPenalty.objects.undecided().visible_to(user)
    return found


def employer_named(ubn: str) -> int | None:
    """The id of the employer with this business number."""
    return Employer.objects.standing().filter(ubn=ubn).values_list("pk", flat=True).first() if ubn else None


@dataclass(frozen=True)
class LadderHint:
    """*earlier* penalties of the employer that were not revoked, and what practice would fine next, in NT$."""

    earlier: int
    amount: int


def ladder_hint(employer: int, day: date | None, apart_from: int | None = None) -> LadderHint:
    penalties = QuotaPenalty.objects.standing().filter(employer=employer).exclude(appeal=Appeal.REVOKED)
    earlier = penalties.exclude(pk=apart_from).filter(decided_on__lte=day or today()).count()
    return LadderHint(earlier, FineLimits.read().hint(day, earlier))


def unpaid_fines(employers: Sequence[int], as_of: date) -> QuerySet[QuotaPenalty]:
    """Decided by *as_of*, not revoked, and not paid by then; oldest first."""
    decided = QuotaPenalty.objects.standing().filter(employer__in=employers, decided_on__lte=as_of)
    found: QuerySet[QuotaPenalty] = decided.exclude(appeal=Appeal.REVOKED).filter(
        Q(paid_on=None) | Q(paid_on__gt=as_of)
    )
    return found.order_by("decided_on", "pk")
