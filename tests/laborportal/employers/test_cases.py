import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.employers.casework import Cases
from laborportal.employers.models import Employer
from tests.conftest import ClientFor
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory

pytestmark = pytest.mark.django_db


def cases(client: Client, employer: Employer) -> dict[str, Cases]:
    return {found.dataset.name: found for found in client.get(employer.get_absolute_url()).context["cases"]}


def test_an_employers_page_has_its_newest_cases_of_every_dataset(staff: User, client_for: ClientFor) -> None:
    employer = EmployerFactory.create()
    made = [application("gold", employer=employer, year=year) for year in (112, 111, 110)]
    application("gold")
    found = cases(client_for(staff), employer)["certification_applications"]
    assert (found.count, len(found.rows)) == (3, 3)
    assert [cells[0] for _url, cells in found.rows] == [case.number for case in made]
    assert [cells[2] for _url, cells in found.rows] == ["112", "111", "110"]
    page = client_for(staff).get(found.url)
    assert page.context["page"].count == 3


def test_only_the_newest_five_are_shown_and_only_what_the_person_may_see(
    outsider: User, auditor: User, client_for: ClientFor
) -> None:
    employer = EmployerFactory.create()
    ViolationFactory.create_batch(6, penalty=InspectionPenaltyFactory.create(employer=employer))
    for person, count in ((auditor, 6), (outsider, 0)):
        found = cases(client_for(person), employer)["violations"]
        assert (found.count, len(found.rows)) == (count, min(count, 5))


def test_an_employers_page_costs_the_same_number_of_queries_for_one_case_and_for_three(
    auditor: User, client_for: ClientFor
) -> None:
    reader, employer = client_for(auditor), EmployerFactory.create()
    reader.get(employer.get_absolute_url())  # the first page of a session also writes the session
    costs = []
    for year, awards in ((110, "gold"), (111, ""), (112, "gold;creativity:友善孕育措施獎;progress")):
        application(awards, employer=employer, year=year)
        ViolationFactory.create(penalty=InspectionPenaltyFactory.create(employer=employer))
        with CaptureQueriesContext(connection) as queries:
            reader.get(employer.get_absolute_url())
        costs.append(len(queries))
    assert costs[0] == costs[2]
