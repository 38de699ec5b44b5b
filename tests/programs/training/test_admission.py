"""遞補: who becomes a trainee, in which order, and what stands in the way."""

import datetime
from html import escape

import pytest
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from laborportal.workflow.performing import NotAllowed, Stale
from programs.training.admission import admit
from programs.training.models import Applicant, Enrolment, TrainingClass
from programs.training.states import Standing, Status
from tests.conftest import ClientFor
from tests.factories.training import ApplicantFactory, EnrolmentFactory, TrainingClassFactory
from tests.programs.training.reading import figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def full() -> TrainingClass:
    """Two places, both taken, and two who wait; the one entered last has waited longest."""
    found: TrainingClass = TrainingClassFactory.create(code="112-自-001", capacity=2)
    EnrolmentFactory.create_batch(2, training_class=found, status=Status.ENROLLED)
    for applicant, day in (("後到", 9), ("先到", 3)):
        ApplicantFactory.create(training_class=found, applicant=applicant, applied_on=datetime.date(2023, 2, day))
    return found


def waiting(found: TrainingClass, applicant: str) -> Applicant:
    return Applicant.objects.get(training_class=found, applicant=applicant)


def leave(found: TrainingClass, status: Status = Status.LEFT) -> None:
    gone = found.enrolments.filter(status=Status.ENROLLED)[0]
    Enrolment.objects.filter(pk=gone.pk).update(status=status)


def refused(applicant: Applicant, act: Act) -> str:
    with pytest.raises(NotAllowed) as refusal:
        admit(applicant, act, seen_version=applicant.version)
    return str(refusal.value)


def test_nobody_moves_up_before_a_place_falls_free(full: TrainingClass, act: Act) -> None:
    assert "2" in refused(waiting(full, "先到"), act)
    leave(full, Status.EARLY_EMPLOYED)
    assert "2" in refused(waiting(full, "先到"), act)
    assert full.enrolments.count() == 2


@pytest.mark.parametrize("status", [Status.LEFT, Status.EXPELLED])
def test_who_leaves_or_is_expelled_gives_the_place_to_the_first_of_the_waiting_list(
    full: TrainingClass, act: Act, status: Status
) -> None:
    leave(full, status)
    assert "先到" in refused(waiting(full, "後到"), act)
    enrolment = admit(waiting(full, "先到"), act, seen_version=1)
    assert (enrolment.training_class_id, enrolment.trainee, enrolment.status) == (full.pk, "先到", Status.ENROLLED)
    assert waiting(full, "先到").standing == Standing.ADMITTED
    assert "2" in refused(waiting(full, "後到"), act)


def test_admission_leaves_one_event_at_the_applicant_and_one_at_the_trainee(full: TrainingClass, act: Act) -> None:
    leave(full)
    enrolment = admit(waiting(full, "先到"), act, seen_version=1)
    (event,) = history_of(waiting(full, "先到"))
    assert (event.action, event.changes) == ("training.admitted", {"standing": ["waiting", "admitted"]})
    assert [(one.action, one.changes) for one in history_of(enrolment)] == [("created", {})]


def test_applicants_are_no_trainees_before_they_are_admitted(full: TrainingClass, act: Act) -> None:
    assert figure("training.trainees").value == 2
    leave(full)
    admit(waiting(full, "先到"), act, seen_version=1)
    assert figure("training.trainees").value == 3


def test_an_applicant_that_somebody_changed_meanwhile_is_not_admitted(full: TrainingClass, act: Act) -> None:
    leave(full)
    with pytest.raises(Stale):
        admit(waiting(full, "先到"), act, seen_version=0)
    assert full.enrolments.count() == 2


def test_who_has_withdrawn_or_is_a_trainee_already_is_not_admitted(full: TrainingClass, act: Act) -> None:
    full.capacity = 9
    full.save()
    gone = ApplicantFactory.create(training_class=full, standing=Standing.WITHDRAWN)
    assert refused(gone, act)
    twice = ApplicantFactory.create(
        training_class=full, standing=Standing.APPLIED, applicant=full.enrolments.all()[0].trainee.lower()
    )
    assert refused(twice, act)
    assert full.enrolments.count() == 2


def test_who_has_only_applied_is_chosen_in_any_order(act: Act) -> None:
    found = TrainingClassFactory.create()
    later = ApplicantFactory.create(training_class=found, standing=Standing.APPLIED)
    ApplicantFactory.create(training_class=found, standing=Standing.WAITING)
    assert admit(later, act, seen_version=1).trainee == later.applicant


def test_the_page_says_what_will_happen_and_then_does_it(full: TrainingClass, officer: Client) -> None:
    leave(full)
    first = waiting(full, "先到")
    url = reverse("training_applicants:admit", args=[first.pk])
    assert url in officer.get(first.get_absolute_url()).content.decode()
    assert url in officer.get(full.get_absolute_url()).content.decode()
    form = officer.get(url).context["form"]
    answer = officer.post(url, {"seen_version": form["seen_version"].value()})
    assert (answer.status_code, answer["Location"]) == (302, full.get_absolute_url())
    assert full.enrolments.filter(trainee="先到").exists()


def test_the_page_says_in_words_why_somebody_cannot_be_admitted(full: TrainingClass, officer: Client) -> None:
    first = waiting(full, "先到")
    url = reverse("training_applicants:admit", args=[first.pk])
    for page in (officer.get(first.get_absolute_url()), officer.get(url), officer.post(url, {"seen_version": 1})):
        assert page.status_code == 200
        assert escape(page.context["refused"]) in page.content.decode()
    assert url not in officer.get(first.get_absolute_url()).content.decode()
    assert full.enrolments.count() == 2


def test_a_page_that_somebody_overtook_says_so(full: TrainingClass, officer: Client) -> None:
    leave(full)
    first = waiting(full, "先到")
    answer = officer.post(reverse("training_applicants:admit", args=[first.pk]), {"seen_version": "7"})
    assert answer.status_code == 409
    assert full.enrolments.count() == 2


def test_the_page_of_an_admitted_applicant_offers_nothing_more(full: TrainingClass, officer: Client, act: Act) -> None:
    leave(full)
    first = waiting(full, "先到")
    admit(first, act, seen_version=1)
    assert "admit/" not in officer.get(first.get_absolute_url()).content.decode()
