from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.http import HttpRequest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from laborportal.accounts import locking
from laborportal.accounts.adapter import AccountAdapter
from laborportal.accounts.models import Role, User
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, person

LOGIN = "/accounts/login/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_a_person_signs_in_and_out(client: Client, staff: User) -> None:
    answer = client.post(LOGIN, {"login": "officer", "password": PASSWORD, "next": "/accounts/"})
    assert answer["Location"] == "/accounts/"
    assert "林承辦" in client.get("/accounts/").content.decode()
    assert client.get("/accounts/logout/").status_code == 200  # asks, since a link must not sign anybody out
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert client.get("/accounts/").status_code == 302


def test_a_wrong_password_says_nothing_about_which_was_wrong(client: Client, staff: User) -> None:
    known = client.post(LOGIN, {"login": "officer", "password": "wrong"}).content.decode()
    unknown = client.post(LOGIN, {"login": "nobody", "password": "wrong"}).content.decode()
    for html in (known, unknown):
        assert "The account or the password is wrong." in html


def test_the_way_on_stays_inside_the_site(client: Client, staff: User) -> None:
    answer = client.post(LOGIN, {"login": "officer", "password": PASSWORD, "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


def test_five_failures_lock_the_name_for_everybody_and_every_password(client: Client, staff: User) -> None:
    for _ in range(4):
        assert client.post(LOGIN, {"login": "officer", "password": "wrong"}).status_code == 200
    fifth = client.post(LOGIN, {"login": "Officer", "password": "wrong"})
    assert fifth.status_code == 429
    assert "locked for 15 minutes" in fifth.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.9.8.7", headers={"user-agent": "another"})
    assert elsewhere.post(LOGIN, {"login": "officer", "password": PASSWORD}).status_code == 429
    assert locking.is_locked(staff)


def test_the_lock_ends_after_fifteen_minutes_however_often_one_tries(client: Client, staff: User) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": "officer", "password": "wrong"})
    for minutes_later, status in ((14, 429), (2, 302)):
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes_later))
        assert client.post(LOGIN, {"login": "officer", "password": PASSWORD}).status_code == status


def test_a_success_wipes_the_failures_before_it(client: Client, staff: User) -> None:
    for _ in range(2):
        for _ in range(4):
            client.post(LOGIN, {"login": "officer", "password": "wrong"})
        assert client.post(LOGIN, {"login": "officer", "password": PASSWORD}).status_code == 302
        client.post("/accounts/logout/")
    assert not locking.is_locked(staff)


def test_an_unlocked_person_can_sign_in_at_once(client: Client, staff: User) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": "officer", "password": "wrong"})
    locking.unlock(staff)
    assert not locking.is_locked(staff)
    assert client.post(LOGIN, {"login": "officer", "password": PASSWORD}).status_code == 302


def test_a_deactivated_person_cannot_sign_in(client: Client, db: None) -> None:
    person(Role.STAFF, username="former", is_active=False)
    assert client.post(LOGIN, {"login": "former", "password": PASSWORD}).status_code == 200


def test_a_person_deactivated_meanwhile_is_out_at_the_next_click(client_for: ClientFor, staff: User) -> None:
    client = client_for(staff)
    assert client.get("/accounts/").status_code == 200
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert client.get("/accounts/").status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_nobody_registers_or_resets_by_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert not AccountAdapter().is_open_for_signup(HttpRequest())


@pytest.mark.parametrize(("language", "word"), [("en", "Please use your staff account."), ("zh-hant", "zh-Hant-TW")])
def test_the_sign_in_page_speaks_both_languages(db: None, language: str, word: str) -> None:
    client = Client()
    answer = client.post("/accounts/language/", {"language": language, "next": LOGIN})
    assert answer["Location"] == LOGIN
    assert word in client.get(LOGIN).content.decode()
    assert client.get("/accounts/language/").status_code == 405
