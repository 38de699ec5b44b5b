"""As many queries for one row and one award as for three."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import Role, User
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.certifications import application, in_review


def count(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        ask()
    return len(found)


@pytest.fixture
def client(supervisor: User, client_for: ClientFor) -> Client:
    client = client_for(supervisor)
    client.get("/")
    return client


@pytest.mark.parametrize("path", ["list", "export"])
def test_a_list_asks_as_often_for_one_application_as_for_three(client: Client, path: str) -> None:
    def ask() -> None:
        response = client.get(reverse(f"certifications:{path}"))
        assert response.status_code == 200
        b"".join(response)

    application()
    ask()
    one = count(ask)
    application("gold")
    application("silver;creativity:工作與家庭平衡獎;progress", scheme="gender")
    assert count(ask) == one


def test_a_record_asks_as_often_with_one_award_as_with_three(client: Client) -> None:
    one, three = application("gold"), application("silver;creativity:友善孕育措施獎;progress")
    client.get(one.get_absolute_url())
    assert count(lambda: client.get(one.get_absolute_url())) == count(lambda: client.get(three.get_absolute_url()))


def test_a_case_in_review_asks_as_often_with_one_supervisor_as_with_three(client: Client, staff: User) -> None:
    case = in_review(staff)
    client.get(case.get_absolute_url())
    one = count(lambda: client.get(case.get_absolute_url()))
    person(Role.SUPERVISOR)
    person(Role.SUPERVISOR)
    assert count(lambda: client.get(case.get_absolute_url())) == one


def test_the_queue_asks_as_often_for_one_case_as_for_three(client: Client, staff: User) -> None:
    in_review(staff)
    client.get("/")
    one = count(lambda: client.get("/"))
    in_review(person(Role.STAFF), "silver")
    in_review(person(Role.STAFF), "bronze;progress")
    assert count(lambda: client.get("/")) == one
