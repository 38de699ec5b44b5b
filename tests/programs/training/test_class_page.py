"""The page of a class: each number is a link to exactly the records that it counts."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from programs.training.models import TrainingClass
from programs.training.states import Kind, Standing, Status
from tests.conftest import ClientFor
from tests.factories.training import (
    ApplicantFactory,
    EmploymentFindingFactory,
    EnrolmentFactory,
    ExamResultFactory,
    TrainingClassFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def busy() -> TrainingClass:
    found: TrainingClass = TrainingClassFactory.create(code="台-1&2", capacity=9)
    for number, status in enumerate(Status, start=1):
        EnrolmentFactory.create_batch(number, training_class=found, status=status)
    EnrolmentFactory.create_batch(3, training_class=found, employed=True)
    EnrolmentFactory.create_batch(2, employed=True)
    for number, standing in enumerate(Standing, start=1):
        ApplicantFactory.create_batch(number, training_class=found, standing=standing)
    return found


def test_every_number_leads_to_exactly_as_many_records(busy: TrainingClass, officer: Client) -> None:
    numbers = officer.get(busy.get_absolute_url()).context["numbers"]
    assert [one.value for one in numbers] == [15, 2, 18, 1, 5, 3, 4, 5, 3]
    for one in numbers:
        assert officer.get(one.url).context["page"].count == one.value, one.label


def test_the_places_that_are_free_are_those_nobody_holds(busy: TrainingClass, officer: Client) -> None:
    assert officer.get(busy.get_absolute_url()).context["free"] == 0
    busy.capacity = 13
    busy.save()
    assert officer.get(busy.get_absolute_url()).context["free"] == 2  # 18 without 3 who left and 4 expelled


def test_the_page_costs_the_same_for_an_empty_class_and_for_a_busy_one(busy: TrainingClass, officer: Client) -> None:
    empty = TrainingClassFactory.create()
    for enrolment in busy.enrolments.filter(employed=True):
        EmploymentFindingFactory.create(enrolment=enrolment)

    def cost(found: TrainingClass) -> int:
        with CaptureQueriesContext(connection) as queries:
            officer.get(found.get_absolute_url())
        return len(queries)

    cost(empty)
    assert cost(empty) == cost(busy)


def test_the_page_says_until_when_the_follow_up_runs(officer: Client) -> None:
    found = TrainingClassFactory.create(ends_on=datetime.date(2023, 6, 30))
    html = officer.get(found.get_absolute_url()).content.decode()
    assert "112.09.28" in html
    assert "112.10.28" in html


def test_a_class_that_was_contracted_out_names_the_commissioning_body(officer: Client) -> None:
    create = reverse("training_classes:create")
    typed = {"code": "112-公-1", "name": "烘焙班", "kind": "public_contract", "starts_on": "112.3.1"}
    typed |= {"ends_on": "112.6.30", "capacity": "20", "commissioned_by": "青楓市政府", "hours": "240"}
    answer = officer.post(create, typed)
    found = TrainingClass.objects.get()
    assert (answer.status_code, found.commissioned_by, found.hours) == (302, "青楓市政府", 240)
    assert "青楓市政府" in officer.get(found.get_absolute_url()).content.decode()
    page = officer.post(create, {**typed, "code": "112-自-1", "kind": "in_house"})
    assert set(page.context["form"].errors) == {"commissioned_by"}


def test_a_class_to_come_is_nothing_odd_for_whoever_announces_it(officer: Client) -> None:
    typed = {"code": "188-自-1", "name": "烘焙班", "kind": "in_house", "capacity": "20"}
    typed |= {"starts_on": "2099-03-01", "ends_on": "2099-06-30"}
    assert officer.post(reverse("training_classes:create"), typed).status_code == 302


def test_who_only_reads_is_offered_nothing_to_do(busy: TrainingClass, auditor: User, client_for: ClientFor) -> None:
    html = client_for(auditor).get(busy.get_absolute_url()).content.decode()
    assert reverse("training_classes:roll", args=[busy.pk]) not in html
    assert "admit/" not in html


def test_a_class_with_trainees_is_not_voided(busy: TrainingClass, supervisor: User, client_for: ClientFor) -> None:
    url = reverse("training_classes:void", args=[busy.pk])
    page = client_for(supervisor).post(url, {"version": busy.version, "reason": "重複"})
    assert page.context["form"].errors
    assert TrainingClass.objects.standing().filter(pk=busy.pk).exists()


def test_the_page_of_an_examination_says_whether_it_gave_a_certificate(officer: Client) -> None:
    passed = ExamResultFactory.create()
    failed = ExamResultFactory.create(practice="fail")
    pages = [officer.get(one.get_absolute_url()).context["facts"][-1][1] for one in (passed, failed)]
    assert len(set(pages)) == 2


def test_every_kind_of_class_has_its_own_words() -> None:
    assert len({str(kind.label) for kind in Kind}) == 4


def test_a_class_that_ended_before_any_term_was_known_says_so(officer: Client) -> None:
    found = TrainingClassFactory.create(starts_on=datetime.date(2009, 1, 5), ends_on=datetime.date(2009, 6, 30))
    page = officer.get(found.get_absolute_url())
    assert (page.context["terms"].match.day, page.context["terms"].entry.day) == (None, None)
    assert str(page.context["terms"].match) in page.content.decode()
