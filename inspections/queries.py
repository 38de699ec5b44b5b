"""What of the official lists waits for a person, which source is the newest, and what is known of an employer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from inspections.models import Accident, CityStatistic, InspectionPenalty, PublishedLetter, StopWorkOrder, Violation
from inspections.states import AccidentStatus, Correction, StopWorkState
from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.employers.standing import OFF_PLANNED_LISTS, Fact, facts
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.penalties.ledger import Appeal

OFFICIAL_LISTS = ("taipei_violation_list", "ministry_violation_list")
MOST_REMEMBERED = 50
DAYS_BEFORE_LISTED = 365
IN_EFFECT = (StopWorkState.IN_FORCE, StopWorkState.APPLIED, StopWorkState.RESUMED)


def held_rows() -> QuerySet[HeldRow]:
    waiting = HeldRow.objects.filter(dataset__in=OFFICIAL_LISTS, outcome=HeldRow.Outcome.OPEN)
    return waiting.select_related("run").order_by("-run", "row", "pk")


def undecided_penalties(user: User) -> QuerySet[InspectionPenalty]:
    found: QuerySet[InspectionPenalty] = InspectionPenalty.objects.undecided().visible_to(user)
    return found


def published() -> Q:
    """Published violators: from the announcement on and for good, also while an appeal runs; only a revocation takes
    one off (Labor Standards Act, article 80-1)."""
    return Q(announced_on__isnull=False) & ~Q(appeal=Appeal.REVOKED)


def next_held_row(done: HeldRow) -> HeldRow | None:
    """The one below *done* in the review list; after the last one the first that still waits."""
    waiting = held_rows().exclude(pk=done.pk)
    below = waiting.filter(Q(run__lt=done.run_id) | Q(run=done.run_id, row__gt=done.row))
    return below.first() or waiting.first()


def unread_references(user: User) -> QuerySet[Violation]:
    unread = Violation.objects.standing().visible_to(user).filter(unread=True)
    return unread.select_related("employer", "inspection", "penalty").order_by(
        F("counted_on").desc(nulls_last=True), "inspection", "penalty", "position", "pk"
    )


def differing_letters(user: User, import_id: int | None = None) -> QuerySet[InspectionPenalty]:
    """The letters of which two lists say different things; *import_id* leaves those that one import brought up."""
    said = PublishedLetter.objects.differing().filter(penalty=OuterRef("pk"))
    if import_id is not None:
        said = said.filter(import_id=import_id)
    found: QuerySet[InspectionPenalty] = InspectionPenalty.objects.standing().visible_to(user).filter(Exists(said))
    current = Prefetch("publications", queryset=PublishedLetter.objects.current().order_by("pk"), to_attr="said")
    return found.select_related("employer").prefetch_related(current).order_by("-decided_on", "-number", "-pk")


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


@dataclass(frozen=True)
class Remembered:
    """What was found at an employer on a day, whatever the site; *kind* is `violation`, `accident` or `stop_work`."""

    on: date
    kind: str
    words: str
    url: str
    mark: str


def history_of_employer(employer_id: int) -> list[Remembered]:
    """Violations, accidents and orders to stop work at all its sites, the MOST_REMEMBERED newest; three queries.

    For whoever inspects it next, so of every unit; complaints and who complained are never in it.
    """
    found = chain(_violations_of(employer_id), _accidents_of(employer_id), _stops_of(employer_id))
    return sorted(found, key=lambda one: one.on, reverse=True)[:MOST_REMEMBERED]


def _violations_of(employer_id: int) -> Iterator[Remembered]:
    violations = Violation.objects.standing().filter(employer=employer_id, counted_on__isnull=False)
    for violation in violations.order_by("-counted_on", "-pk")[:MOST_REMEMBERED]:
        assert violation.counted_on is not None  # only these were asked for
        mark = "stop" if violation.state == Correction.OPEN else ""
        words = _(" — ").join(filter(None, (str(violation), violation.description)))
        yield Remembered(violation.counted_on, "violation", words, violation.get_absolute_url(), mark)


def _accidents_of(employer_id: int) -> Iterator[Remembered]:
    accidents = Accident.objects.standing().exclude(state=AccidentStatus.EXCLUDED).filter(employer=employer_id)
    for accident in accidents.select_related("kind").order_by("-occurred_on", "-pk")[:MOST_REMEMBERED]:
        words = _("{kind}; deaths {deaths}, injuries {injuries}; {site}").format(
            kind=accident.kind,
            deaths=accident.deaths,
            injuries=accident.injuries,
            site=accident.site or _("site not given"),
        )
        mark = "stop" if accident.deaths else "warn"
        yield Remembered(accident.occurred_on, "accident", words, accident.get_absolute_url(), mark)


def _stops_of(employer_id: int) -> Iterator[Remembered]:
    orders = StopWorkOrder.objects.standing().filter(
        inspection__employer=employer_id, inspection__voided_at=None, state__in=IN_EFFECT
    )
    for order in orders.order_by("-stopped_on", "-pk")[:MOST_REMEMBERED]:
        words = _("{place}; {state}").format(place=order.place, state=order.get_state_display())
        mark = "" if order.state == StopWorkState.RESUMED else "stop"
        yield Remembered(order.stopped_on, "stop_work", words, order.get_absolute_url(), mark)


def off_planned_lists(employers: Sequence[int], as_of: date) -> Mapping[int, Fact]:
    """Who is not to be put on a list that a unit plans by itself, and why; complaints and accidents are no such list.

    A gold award does it only for an employer that broke no law in the year before.
    """
    golden = {
        pk: fact for pk, told in facts(employers, as_of).items() for fact in told if fact.kind == OFF_PLANNED_LISTS
    }
    last_year = (as_of - timedelta(days=DAYS_BEFORE_LISTED), as_of)
    broke = Violation.objects.standing().filter(employer__in=golden, counted_on__range=last_year)
    found = set(broke.values_list("employer", flat=True))
    return {pk: fact for pk, fact in golden.items() if pk not in found}
