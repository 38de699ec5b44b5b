"""What of the official lists waits for a person."""

from django.db.models import Q, QuerySet

from inspections.models import InspectionPenalty, Violation
from laborportal.accounts.models import User
from laborportal.imports.models import HeldRow

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
