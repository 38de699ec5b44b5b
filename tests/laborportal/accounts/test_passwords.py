import re
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from laborportal.accounts.models import PasswordHistory, User
from laborportal.accounts.passwords import one_time_password
from laborportal.audit.recording import history_of
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD

CHANGE = "/accounts/password/change/"


def is_refused(password: str, user: Any) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


def change(client: Client, new: str, old: str = PASSWORD, again: str = "") -> int:
    answer = client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again or new})
    return answer.status_code


@pytest.mark.parametrize("password", ["eleven char", "password1234", "officer12345"])
def test_short_common_and_similar_passwords_are_refused(staff: User, password: str) -> None:
    assert is_refused(password, staff)


def test_a_long_phrase_is_accepted(staff: User) -> None:
    assert not is_refused("夏天的雨落在淡水河上面啊", staff)


def test_the_rules_are_told_before_one_breaks_them() -> None:
    with override("en"):
        assert any("last 3 passwords" in text for text in password_validators_help_texts())


def test_a_password_is_changed_and_leaves_an_event_without_values(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    assert change(client, "a brand new phrase") == 302
    staff.refresh_from_db()
    assert staff.check_password("a brand new phrase")
    event = history_of(staff)[0]
    assert (event.action, event.changes, event.target_version) == ("password_chosen", {}, 2)
    assert client.get("/accounts/").status_code == 200  # still signed in


def test_the_last_three_passwords_do_not_come_back(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    phrases = [PASSWORD, "first new phrase", "second new phrase", "third new phrase", "fourth new phrase"]
    for old, new in pairwise(phrases):
        assert change(client, new, old) == 302
    assert change(client, "second new phrase", phrases[-1]) == 200
    assert change(client, phrases[-1], phrases[-1]) == 200
    assert PasswordHistory.objects.filter(user=staff).count() == 3
    assert change(client, "first new phrase", phrases[-1]) == 302


def test_each_mistake_is_named_at_its_field(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    client.cookies["django_language"] = "en"
    data = {"oldpassword": "wrong", "password1": "a brand new phrase", "password2": "another new phrase"}
    html = client.post(CHANGE, data).content.decode()
    assert "The current password is wrong." in html
    assert "The two new passwords differ." in html
    assert "2 problems need your attention" in html
    assert 'href="#id_oldpassword"' in html


def test_a_password_set_by_others_opens_one_page_only(staff: User, client_for: ClientFor) -> None:
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    client = client_for(staff)
    assert client.get("/accounts/")["Location"] == CHANGE
    assert client.post("/accounts/2fa/totp/activate/")["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200
    assert change(client, "a brand new phrase") == 302
    assert client.get("/accounts/").status_code == 200


def test_a_one_time_password_is_long_and_easy_to_read_out() -> None:
    given = {one_time_password() for _ in range(50)}
    assert len(given) == 50
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", password) for password in given)


def test_nobody_in_particular_has_no_former_passwords() -> None:
    assert not is_refused("a brand new phrase", AnonymousUser())
