"""What inspections know of an employer: fines, fatal accidents, orders to stop work, what is not corrected yet."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.models import Accident, InspectionPenalty, StopWorkOrder, Violation
from inspections.states import AccidentStatus, Correction, StopWorkState
from laborportal.employers.standing import Fact, register_facts
from laborportal.penalties.ledger import Appeal
from laborportal.rocyear.dates import format_date, years_later

LOOKS_BACK_YEARS = 5
"""As long as a fine can be enforced (Administrative Execution Act, article 7)."""
RUNNING = (StopWorkState.IN_FORCE, StopWorkState.APPLIED)

Told = Iterator[tuple[int, Fact]]


def inspection_facts(employers: Sequence[int], as_of: date) -> Mapping[int, Sequence[Fact]]:
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    sources: tuple[Callable[[Sequence[int], date], Told], ...] = (stopped, fatal, uncorrected, unpaid)
    for source in sources:
        for pk, fact in source(employers, as_of):
            found[pk].append(fact)
    return found


def stopped(employers: Sequence[int], as_of: date) -> Told:
    orders = StopWorkOrder.objects.standing().filter(
        inspection__employer__in=employers, inspection__voided_at=None, state__in=RUNNING, stopped_on__lte=as_of
    )
    for order in orders.select_related("inspection").order_by("stopped_on", "pk"):
        words = _("Work is stopped at {place} since {day}.").format(
            place=order.place, day=format_date(order.stopped_on)
        )
        yield (
            order.inspection.employer_id,
            Fact(kind="stop_work", words=words, url=order.get_absolute_url(), mark="stop", on=order.stopped_on),
        )


def fatal(employers: Sequence[int], as_of: date) -> Told:
    since = years_later(as_of, -LOOKS_BACK_YEARS)
    accidents = Accident.objects.standing().exclude(state=AccidentStatus.EXCLUDED)
    counted = accidents.filter(employer__in=employers, deaths__gt=0, occurred_on__range=(since, as_of))
    for row in _by_employer(counted).annotate(number=Count("pk"), deaths_of=Sum("deaths"), last=Max("occurred_on")):
        words = ngettext(
            "{number} fatal accident since {since}, the last on {day}; deaths: {deaths}.",
            "{number} fatal accidents since {since}, the last on {day}; deaths: {deaths}.",
            row["number"],
        ).format(number=row["number"], since=format_date(since), day=format_date(row["last"]), deaths=row["deaths_of"])
        url = _list("accidents", employer=row["ubn"] or row["name"], deaths_min="1", occurred_on_from=since.isoformat())
        yield row["employer"], Fact(kind="fatal_accident", words=words, url=url, mark="stop", on=row["last"])


def uncorrected(employers: Sequence[int], as_of: date) -> Told:
    found = Violation.objects.standing().filter(employer__in=employers, state=Correction.OPEN, counted_on__lte=as_of)
    # Where no notice is served yet the term has not started, and nothing is overdue.
    started = Q(inspection=None) | Q(inspection__served_on__isnull=False)
    overdue = Count("pk", filter=started & Q(correct_by__lt=as_of))
    for row in _by_employer(found).annotate(number=Count("pk"), overdue=overdue):
        words = ngettext(
            "{number} violation is not corrected yet ({overdue} overdue).",
            "{number} violations are not corrected yet ({overdue} overdue).",
            row["number"],
        ).format(number=row["number"], overdue=row["overdue"])
        url = _list("violations", employer=row["ubn"] or row["name"], state=Correction.OPEN)
        yield (
            row["employer"],
            Fact(kind="uncorrected_violations", words=words, url=url, mark="stop" if row["overdue"] else "warn"),
        )


def unpaid(employers: Sequence[int], as_of: date) -> Told:
    since = years_later(as_of, -LOOKS_BACK_YEARS)
    penalties: QuerySet[InspectionPenalty] = InspectionPenalty.objects.standing()
    open_ones = penalties.filter(employer__in=employers, paid_on=None, decided_on__range=(since, as_of))
    rows = _by_employer(open_ones.exclude(appeal=Appeal.REVOKED))
    for row in rows.annotate(number=Count("pk"), total=Sum("amount"), last=Max("decided_on")):
        words = ngettext(
            "{number} fine since {since} is not noted as paid; known amounts: NT${total}.",
            "{number} fines since {since} are not noted as paid; known amounts: NT${total}.",
            row["number"],
        ).format(number=row["number"], since=format_date(since), total=f"{row['total'] or 0:,}")
        url = _list("penalties", employer=row["ubn"] or row["name"], decided_on_from=since.isoformat())
        yield row["employer"], Fact(kind="open_fines", words=words, url=url, mark="warn", on=row["last"])


def _by_employer(records: Any) -> Any:
    """One row for each employer, with what its lists are filtered by."""
    return records.order_by("employer").values("employer", ubn=F("employer__ubn"), name=F("employer__name"))


def _list(namespace: str, **conditions: str) -> str:
    return f"{reverse(f'{namespace}:list')}?{urlencode(conditions)}"


register_facts(inspection_facts)
