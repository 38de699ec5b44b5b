"""Personal tokens on the pages of their person; what a program reads with one is asked beside the API."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from laborportal.accounts.models import PersonalToken, User
from laborportal.accounts.tokens import PRECISION, holder_of, make, withdraw, withdraw_all
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from tests.conftest import ClientFor

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"lcp_[A-Za-z0-9_-]{43}")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def test_a_new_token_is_shown_once_and_kept_only_as_a_digest(officer: Client, staff: User) -> None:
    url = reverse("account_tokens")
    answer = officer.post(url, {"name": "試算表", "days": "30"})
    (secret,) = SECRET.findall(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    token = PersonalToken.objects.get()
    assert holder_of(secret) == staff
    assert secret not in str(PersonalToken.objects.values().get())
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)
    again = officer.get(url).content.decode()
    assert "試算表" in again
    assert not SECRET.search(again)


@pytest.mark.parametrize("typed", [{}, {"name": "", "days": "30"}, {"name": "x", "days": "31"}, {"name": "x" * 101}])
def test_a_token_without_a_name_or_with_another_span_is_not_made(officer: Client, typed: dict[str, str]) -> None:
    answer = officer.post(reverse("account_tokens"), typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not PersonalToken.objects.exists()


def test_a_withdrawn_token_opens_nothing_and_stays_in_the_list(officer: Client, staff: User) -> None:
    token, secret = make(staff, "試算表", 30)
    address = reverse("account_withdraw_token", args=[token.pk])
    assert address in officer.get(reverse("account_tokens")).content.decode()
    assert officer.post(address).status_code == 302
    assert holder_of(secret) is None
    html = officer.get(reverse("account_tokens")).content.decode()
    assert "試算表" in html
    assert address not in html


def test_only_its_person_withdraws_a_token(admin: User, staff: User, client_for: ClientFor) -> None:
    token, secret = make(staff, "試算表", 30)
    assert client_for(admin).post(reverse("account_withdraw_token", args=[token.pk])).status_code == 404
    assert holder_of(secret) == staff


def test_the_log_tells_of_making_and_withdrawing_once_each(staff: User) -> None:
    token, _secret = make(staff, "試算表", 30)
    for _again in range(2):
        withdraw(Act(staff), token)
    found = Event.objects.order_by("pk").values_list("action", "target_label", "actor")
    assert list(found) == [("token_made", "試算表", staff.pk), ("token_withdrawn", "試算表", staff.pk)]


def test_an_administrator_who_closes_an_account_is_named_for_its_tokens(staff: User, admin: User) -> None:
    secrets = [make(staff, name, 30)[1] for name in "ab"]
    withdraw_all(Act(admin), staff)
    assert [holder_of(secret) for secret in secrets] == [None, None]
    assert {event.actor for event in Event.objects.filter(action="token_withdrawn")} == {admin}


def test_the_last_use_is_noted_but_not_every_time(staff: User) -> None:
    token, secret = make(staff, "試算表", 30)
    holder_of(secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    holder_of(secret)
    token.refresh_from_db()
    assert token.last_used_at == first
    PersonalToken.objects.update(last_used_at=first - PRECISION - timedelta(seconds=1))
    holder_of(secret)
    token.refresh_from_db()
    assert token.last_used_at >= first


def test_a_token_that_has_run_out_is_said_to_have(officer: Client, staff: User) -> None:
    token, secret = make(staff, "試算表", 30)
    PersonalToken.objects.update(expires_at=timezone.now())
    assert holder_of(secret) is None
    html = officer.get(reverse("account_tokens")).content.decode()
    assert "state-tag--void" in html
    assert reverse("account_withdraw_token", args=[token.pk]) not in html
