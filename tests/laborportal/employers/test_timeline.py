"""What happened in the cases of all programmes, on the page of the employer."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, record
from laborportal.employers.history import EVENTS_SHOWN
from laborportal.employers.models import Employer
from laborportal.workflow.voiding import void
from tests.conftest import ClientFor
from tests.factories.certifications import application, in_review
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory

pytestmark = pytest.mark.django_db


def told(client: Client, employer: Employer, **params: str) -> list[tuple[str, str]]:
    page = client.get(employer.get_absolute_url(), params)
    return [(one.dataset.name, one.event.action) for one in page.context["happened"]]


def written(target: object, act: Act) -> None:
    record(act, "changed", target, {"remark": ("", "訴願駁回")})  # type: ignore[arg-type]


def test_events_of_all_programmes_are_told_newest_first_and_of_one_when_asked(
    auditor: User, staff: User, act: Act, client_for: ClientFor
) -> None:
    reader, employer = client_for(auditor), EmployerFactory.create()
    in_review(staff, employer=employer)
    letter = InspectionPenaltyFactory.create(employer=employer)
    written(letter, act)
    written(ViolationFactory.create(penalty=letter), act)
    written(InspectionPenaltyFactory.create(), act)
    assert told(reader, employer) == [
        ("violations", "changed"),
        ("inspection_penalties", "changed"),
        ("certification_applications", "certifications.submit"),
    ]
    assert told(reader, employer, programme="inspection_penalties") == [("inspection_penalties", "changed")]
    assert told(reader, employer, programme="unknown") == []
    text = reader.get(employer.get_absolute_url()).content.decode()
    assert letter.get_absolute_url() in text
    assert "訴願駁回" in text


def test_only_cases_that_the_person_may_see_and_that_stand_are_told_of(
    outsider: User, auditor: User, act: Act, client_for: ClientFor
) -> None:
    employer = EmployerFactory.create()
    letter = InspectionPenaltyFactory.create(employer=employer)
    written(letter, act)
    assert told(client_for(outsider), employer) == []
    void(letter, act)
    assert told(client_for(auditor), employer) == []


def test_the_programme_is_no_condition_of_the_list_that_led_here(auditor: User, client_for: ClientFor) -> None:
    reader, employer = client_for(auditor), EmployerFactory.create(district="大安區")
    EmployerFactory.create(district="大安區")
    page = reader.get(employer.get_absolute_url(), {"district": "大安區", "programme": "violations"})
    assert page.context["neighbours"] is not None
    assert "programme" not in page.context["list_query"]


def test_the_timeline_is_bounded_and_costs_the_same_for_one_case_and_for_many(
    auditor: User, act: Act, client_for: ClientFor
) -> None:
    reader, employer = client_for(auditor), EmployerFactory.create()
    costs = []
    application("gold", employer=employer)
    ViolationFactory.create(penalty__employer=employer)
    reader.get(employer.get_absolute_url())
    for number in (1, EVENTS_SHOWN + 5):
        for letter in InspectionPenaltyFactory.create_batch(number, employer=employer):
            written(letter, act)
        with CaptureQueriesContext(connection) as queries:
            events = told(reader, employer)
        costs.append(len(queries))
    assert len(events) == EVENTS_SHOWN
    assert costs[0] == costs[1]
