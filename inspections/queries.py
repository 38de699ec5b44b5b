"""What of the official lists waits for a person."""

from django.db.models import Max, Q, QuerySet

from inspections.models import CityStatistic, InspectionPenalty, Violation
from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.imports.models import HeldRow, ImportRun

OFFICIAL_LISTS = ("taipei_violation_list",)


def held_rows() -> QuerySet[HeldRow]:
    waiting = HeldRow.objects.filter(dataset__in=OFFICIAL_LISTS, outcome=HeldRow.Outcome.OPEN)
    return waiting.select_related("run").order_by("-run", "row", "pk")


def undecided_penalties(user: User) -> QuerySet[InspectionPenalty]:
    found: QuerySet[InspectionPenalty] = InspectionPenalty.objects.undecided().visible_to(user)
    return found


def next_held_row(done: HeldRow) -> HeldRow | None:
    """The one below *done* in the review list; after the last one the first that still waits."""
    waiting = held_rows().exclude(pk=done.pk)
    below = waiting.filter(Q(run__lt=done.run_id) | Q(run=done.run_id, row__gt=done.row))
    return below.first() or waiting.first()


def unread_references(user: User) -> QuerySet[Violation]:
    unread = Violation.objects.standing().visible_to(user).filter(unread=True)
    return unread.select_related("penalty__employer").order_by("-penalty__decided_on", "penalty", "position", "pk")


def newest_of(statistics: QuerySet[CityStatistic]) -> CityStatistic | None:
    """The one of the newest `as_of`; of equal ones that which came in later, by what stands of its history."""
    found = list(statistics.order_by("-as_of", "-pk"))
    equal = [statistic for statistic in found if statistic.as_of == found[0].as_of]
    if len(equal) < 2:
        return equal[0] if equal else None
    came_in = _last_came_in([statistic.pk for statistic in equal])
    return max(equal, key=lambda statistic: (came_in.get(statistic.pk, 0), statistic.pk))


def _last_came_in(pks: list[int]) -> dict[int, int]:
    """The last event by which a person entered each, or an import that was not taken back wrote it."""
    taken_back = ImportRun.objects.filter(reverted_at__isnull=False).values("pk")
    events = Event.objects.filter(target_type=CityStatistic._meta.label_lower, target_id__in=pks)
    events = events.filter(Q(action="created") | Q(import_id__isnull=False)).exclude(import_id__in=taken_back)
    return dict(events.values_list("target_id").annotate(last=Max("pk")))
