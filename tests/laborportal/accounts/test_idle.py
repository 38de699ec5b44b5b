import time
from contextlib import AbstractContextManager
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, MembershipFactory, unit

LOGIN = "/accounts/login/"
MINUTE = 60


def after(minutes: float) -> AbstractContextManager[object]:
    return mock.patch("laborportal.accounts.middleware.time.time", return_value=time.time() + minutes * MINUTE)


@pytest.fixture
def client(client_for: ClientFor, admin: User) -> Client:
    client = client_for(admin)
    client.cookies["django_language"] = "en"
    client.get("/people/")
    return client


def test_work_keeps_a_session_and_idleness_ends_it(client: Client) -> None:
    for minutes, status in ((25, 200), (50, 200), (81, 302)):
        with after(minutes):
            assert client.get("/people/").status_code == status
    assert settings.IDLE_MINUTES == 30


def test_the_session_is_not_written_at_every_click(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/people/")
    assert queries.captured_queries
    assert not [query["sql"] for query in queries.captured_queries if query["sql"].startswith("UPDATE")]


def test_whoever_is_asked_again_learns_why(client: Client) -> None:
    with after(31):
        answer = client.get("/people/", follow=True)
    assert answer.redirect_chain == [(f"{LOGIN}?next=%2Fpeople%2F", 302)]
    assert "You were signed out because nothing happened for a while." in answer.content.decode()


def test_staying_is_asked_by_post_and_prolongs_the_session(client: Client) -> None:
    with after(29):
        assert client.post("/accounts/stay/").status_code == 204
    with after(58):
        assert client.get("/people/").status_code == 200
    with after(90):
        assert client.post("/accounts/stay/").status_code == 401
    assert client.get("/accounts/stay/").status_code == 405


def test_a_part_of_a_page_sends_the_whole_page_to_the_sign_in(client: Client) -> None:
    with after(31):
        answer = client.get("/people/", headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith(LOGIN)


def submit_expired(client: Client, **fields: object) -> str:
    with after(31):
        answer = client.post("/people/new/", {"username": "novice", "name": "新人\n第二行", **fields}, follow=True)
    (address, _status), *_more = answer.redirect_chain
    assert address.startswith(f"{LOGIN}?next=%2Faccounts%2Fkept%2F")
    return address


def sign_in(client: Client, address: str, login: str) -> Any:
    target = address.split("next=")[1].replace("%2F", "/")
    return client.post(LOGIN, {"login": login, "password": PASSWORD, "next": target}, follow=True)


def test_what_was_posted_too_late_waits_for_its_author(client: Client) -> None:
    address = submit_expired(client, password="secret", csrfmiddlewaretoken="x")
    answer = sign_in(client, address, "planner")
    html = answer.content.decode()
    assert "Nothing has been written yet." in html
    assert 'action="/people/new/"' in html
    assert '<input type="hidden" name="username" value="novice">' in html
    assert "新人\n第二行" in html
    assert "secret" not in html
    assert not User.objects.filter(username="novice").exists()


def test_somebody_else_at_the_same_desk_does_not_see_it(client: Client, staff: User) -> None:
    MembershipFactory.create(user=staff, unit=unit("planning"))
    answer = sign_in(client, submit_expired(client), "officer")
    assert answer.status_code == 404


def test_files_are_not_kept_and_the_page_says_so(client: Client) -> None:
    address = submit_expired(client, letter=SimpleUploadedFile("letter.pdf", b"content"))
    assert "Files could not be kept" in sign_in(client, address, "planner").content.decode()


def test_a_very_long_text_or_nothing_is_not_kept(client: Client) -> None:
    with after(31):
        assert client.post("/people/new/", {"name": "長" * 200_001})["Location"] == f"{LOGIN}?next=%2Fpeople%2Fnew%2F"
        assert client.post("/people/new/", {})["Location"] == f"{LOGIN}?next=%2Fpeople%2Fnew%2F"


def test_only_the_last_three_forms_wait(db: None) -> None:
    client = Client()
    for number in range(5):
        client.post("/people/new/", {"name": f"人{number}"})
    kept = client.session["kept_forms"].values()
    assert [form["fields"] for form in kept] == [[["name", f"人{number}"]] for number in (2, 3, 4)]
