"""Admission makes a trainee of an applicant; a place that falls free goes to whoever has waited longest."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.audit.recording import Act, record, register_action
from laborportal.imports.rows import Row
from laborportal.workflow.performing import NotAllowed, stale
from programs.training.imports.loaders import EnrolmentLoader
from programs.training.models import Applicant, Enrolment, TrainingClass
from programs.training.queries import first_waiting, places_taken
from programs.training.states import TO_BE_ADMITTED, Standing, Status

ADMITTED = "training.admitted"

register_action(ADMITTED, gettext_lazy("admitted the applicant"))


def refusal(applicant: Applicant) -> str:
    """Why *applicant* cannot be admitted now; blank when nothing stands in the way."""
    found = applicant.training_class
    if applicant.standing not in TO_BE_ADMITTED:
        return _("Only who has applied or waits can be admitted.")
    if places_taken(found) >= found.capacity:
        return _("All {capacity} places of the class are taken: nobody moves up until one falls free.").format(
            capacity=found.capacity
        )
    first = first_waiting(found)
    if applicant.standing == Standing.WAITING and first is not None and first.pk != applicant.pk:
        return _("{first} has waited longer: the waiting list moves up in order.").format(first=first)
    if found.enrolments.standing().filter(trainee_key=applicant.applicant_key).exists():
        return _("This person is a trainee of the class already.")
    return ""


def admit(applicant: Applicant, act: Act, *, seen_version: int | None) -> Enrolment:
    """The enrolment that it makes, in one transaction with both events; raises Stale, NotAllowed.

    The class is locked, so that two people cannot give its last place away twice.
    """
    with transaction.atomic():
        found = TrainingClass.objects.select_for_update().get(pk=applicant.training_class_id)
        locked = Applicant.objects.select_for_update().get(pk=applicant.pk)
        if locked.version != seen_version or locked.voided_at is not None:
            raise stale(locked)
        locked.training_class = found
        if sentence := refusal(locked):
            raise NotAllowed(sentence)
        before, locked.standing = locked.standing, Standing.ADMITTED
        locked.version += 1
        locked.save()
        record(act, ADMITTED, locked, {"standing": (before, locked.standing)})
        return _enrolled(locked, act)


def _enrolled(applicant: Applicant, act: Act) -> Enrolment:
    values = {"trainee": applicant.applicant, "status": Status.ENROLLED.value}
    row = Row(1, values=values, links={"training_class": applicant.training_class})
    return EnrolmentLoader().create([row], act)[0]
