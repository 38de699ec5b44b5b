import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from laborportal.accounts.models import User
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD

ACTIVATE = "/accounts/2fa/totp/activate/"
CODES = "/accounts/2fa/recovery-codes/"


def code_for(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


@pytest.fixture
def client(staff: User, client_for: ClientFor) -> Client:
    cache.clear()  # codes that were used, and how many were tried
    client = client_for(staff)
    client.cookies["django_language"] = "en"
    return client


def confirm(client: Client, path: str) -> str:
    """Opens a page that first wants the password again."""
    asked = client.get(path)
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    answer = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    return str(answer.content.decode())


@pytest.fixture
def secret(client: Client) -> str:
    found = re.search(r'class="code-list">(\w+)<', confirm(client, ACTIVATE))
    assert found
    answer = client.post(ACTIVATE, {"code": code_for(found[1])})
    assert answer["Location"] == CODES
    cache.clear()
    return found[1]


def test_the_second_factor_is_optional(client: Client) -> None:
    assert "Switched off" in client.get("/accounts/2fa/").content.decode()


def test_a_wrong_password_does_not_open_the_settings(client: Client) -> None:
    html = client.post("/accounts/reauthenticate/", {"password": "wrong"}).content.decode()
    assert "The password is wrong." in html


def test_a_wrong_code_does_not_switch_it_on(client: Client, staff: User) -> None:
    confirm(client, ACTIVATE)
    assert "This code is wrong" in client.post(ACTIVATE, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.filter(user=staff).exists()


def test_after_the_password_the_code_is_asked(client: Client, secret: str, staff: User) -> None:
    other = Client()
    answer = other.post("/accounts/login/", {"login": "officer", "password": PASSWORD, "next": "/accounts/"})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert other.get("/accounts/").status_code == 302  # the password alone opens nothing
    page = other.get("/accounts/2fa/authenticate/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert other.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert other.post("/accounts/2fa/authenticate/", {"code": code_for(secret)})["Location"] == "/accounts/"
    assert other.get("/accounts/").status_code == 200


def test_a_recovery_code_works_once(client: Client, secret: str, staff: User) -> None:
    codes = re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode())
    assert len(codes) == 10
    for attempt, status in ((codes[0], 302), (codes[0], 200)):
        other = Client()
        other.post("/accounts/login/", {"login": "officer", "password": PASSWORD})
        assert other.post("/accounts/2fa/authenticate/", {"code": attempt}).status_code == status
    assert "9 of 10 are still unused" in client.get(CODES).content.decode()
    assert client.get(f"{CODES}download/")["Content-Type"].startswith("text/plain")


def test_new_recovery_codes_void_the_old_ones(client: Client, secret: str) -> None:
    before = client.get(CODES).content.decode()
    assert "become void" in client.get(f"{CODES}generate/").content.decode()
    assert client.post(f"{CODES}generate/")["Location"] == CODES
    assert client.get(CODES).content.decode() != before


def test_switching_it_off_makes_the_password_enough_again(client: Client, secret: str, staff: User) -> None:
    assert "Switched on" in client.get("/accounts/2fa/").content.decode()
    assert "recovery codes are void" in client.get("/accounts/2fa/totp/deactivate/").content.decode()
    assert client.post("/accounts/2fa/totp/deactivate/")["Location"] == "/accounts/2fa/"
    assert not Authenticator.objects.filter(user=staff).exists()
    answer = Client().post("/accounts/login/", {"login": "officer", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_the_app_shows_the_account_and_not_an_address(client: Client, staff: User) -> None:
    confirm(client, ACTIVATE)
    assert "otpauth" in client.get(ACTIVATE).context["totp_url"]
    assert "officer" in client.get(ACTIVATE).context["totp_url"]


def test_instead_of_the_password_the_code_confirms(
    client: Client, secret: str, staff: User, client_for: ClientFor
) -> None:
    other = client_for(staff)
    cache.clear()
    assert other.get("/accounts/2fa/reauthenticate/?next=/accounts/2fa/").status_code == 200
    answer = other.post("/accounts/2fa/reauthenticate/", {"code": code_for(secret), "next": "/accounts/2fa/"})
    assert answer["Location"] == "/accounts/2fa/"
