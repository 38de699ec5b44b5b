"""Questions to the database that rules and pages ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import has_post
from laborportal.rocyear.dates import today
from programs.training.models import Applicant, Enrolment, TrainingClass
from programs.training.states import Standing, Status

INSTITUTE = "vocational"
GAVE_THEIR_PLACE_BACK = (Status.LEFT, Status.EXPELLED)


def institute() -> Unit:
    """The unit that keeps all records of training."""
    return Unit.objects.get(code=INSTITUTE)


def keeps_training(user: User) -> bool:
    """Whether *user* writes in the institute."""
    return has_post(user, INSTITUTE, Role.STAFF, Role.SUPERVISOR)


def places_taken(training_class: TrainingClass) -> int:
    enrolled = Enrolment.objects.standing().filter(training_class=training_class)
    return enrolled.exclude(status__in=GAVE_THEIR_PLACE_BACK).count()


def first_waiting(training_class: TrainingClass) -> Applicant | None:
    """Who has waited longest: by the day of the application, then as they were entered."""
    waiting = Applicant.objects.standing().filter(training_class=training_class, standing=Standing.WAITING)
    return waiting.order_by("applied_on", "pk").first()


def to_be_followed_up() -> Q:
    """Classes that have ended, of whose graduates nobody knows yet whether they have a job."""
    graduates = Enrolment.objects.standing().filter(training_class=OuterRef("pk"), status=Status.COMPLETED)
    return Q(ends_on__lt=today()) & Q(Exists(graduates.filter(employed__isnull=True)))


@dataclass(frozen=True)
class Counted:
    """A number of a class with the list of exactly those that it counts."""

    label: str | Promise
    value: int
    url: str


def _list(namespace: str, training_class: TrainingClass, conditions: Mapping[str, str]) -> str:
    return f"{reverse(f'{namespace}:list')}?{urlencode({'class': training_class.code, **conditions})}"


Numbers = Sequence[tuple[str, str | Promise, Mapping[str, str]]]
APPLICANTS: Numbers = (
    ("applicants", _("Applicants"), {}),
    ("waiting", Standing.WAITING.label, {"standing": Standing.WAITING.value}),
)
TRAINEES: Numbers = (
    ("trainees", _("Trainees"), {}),
    *((status.value, status.label, {"status": status.value}) for status in Status),
    ("employed", _("Completed and employed"), {"status": Status.COMPLETED.value, "employed": "yes"}),
)


def numbers_of(training_class: TrainingClass) -> Sequence[Counted]:
    """In two queries."""
    of_class = {"training_class": training_class}
    applicants = Applicant.objects.standing().filter(**of_class)
    trainees = Enrolment.objects.standing().filter(**of_class)
    waiting = Count("pk", filter=Q(standing=Standing.WAITING))
    employed = Count("pk", filter=Q(status=Status.COMPLETED, employed=True))
    by_status = {status.value: Count("pk", filter=Q(status=status)) for status in Status}
    found = applicants.aggregate(applicants=Count("pk"), waiting=waiting)
    found |= trainees.aggregate(trainees=Count("pk"), employed=employed, **by_status)
    return [
        Counted(label, found[name], _list(namespace, training_class, conditions))
        for namespace, offered in (("training_applicants", APPLICANTS), ("enrolments", TRAINEES))
        for name, label, conditions in offered
    ]
