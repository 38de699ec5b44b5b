"""What others are told of an employer: what its newest check found lacking."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.employers.standing import facts
from programs.worklife.standing import FACILITIES_LACKING, lacking
from tests.conftest import ClientFor
from tests.factories import worklife
from tests.factories.worklife import FacilityCheckFactory

pytestmark = pytest.mark.django_db
TODAY = date(2024, 6, 1)


def test_the_newest_check_says_what_is_lacking_until_a_newer_one_finds_it() -> None:
    check = worklife.lacking()
    (fact,) = facts([check.employer_id], TODAY)[check.employer_id]
    assert (fact.kind, fact.mark, fact.on) == (FACILITIES_LACKING, "warn", check.checked_on)
    assert check.lacks in fact.words
    FacilityCheckFactory.create(employer=check.employer, year=113, checked_on=date(2024, 3, 1))
    assert facts([check.employer_id], TODAY)[check.employer_id] == []
    assert len(facts([check.employer_id], date(2024, 2, 29))[check.employer_id]) == 1


def test_the_fact_leads_to_the_check(client_for: ClientFor, staff: User) -> None:
    check, client = worklife.lacking(), client_for(staff)
    (fact,) = lacking([check.employer_id], TODAY)[check.employer_id]
    assert [found.pk for found in client.get(fact.url).context["page"].records] == [check.pk]
    assert fact.words in employer_page(client, check.employer_id)


def employer_page(client: Client, pk: int) -> str:
    return client.get(f"/employers/{pk}/").content.decode()


def test_it_asks_as_often_for_one_employer_as_for_three() -> None:
    checks = [worklife.lacking() for _employer in range(3)]
    costs = []
    for asked in (checks[:1], checks):
        with CaptureQueriesContext(connection) as queries:
            lacking([check.employer_id for check in asked], TODAY)
        costs.append(len(queries))
    assert costs == [1, 1]
