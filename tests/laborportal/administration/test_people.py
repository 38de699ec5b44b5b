import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from laborportal.accounts import locking
from laborportal.accounts.models import Membership, Role, User
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import history_of
from tests.conftest import ClientFor
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory, person, unit


@pytest.fixture
def client(admin: User, client_for: ClientFor) -> Client:
    client = client_for(admin)
    client.cookies["django_language"] = "en"
    return client


def html_of(client: Client, path: str, **data: str) -> str:
    return str(client.get(path, data).content.decode())


def test_the_list_shows_people_with_their_roles_and_not_the_system(client: Client, staff: User) -> None:
    system_user()
    html = html_of(client, "/people/")
    assert "林承辦" in html
    assert "Employment Security Division　Case officer" in html
    assert "2 people" in html


def test_people_are_found_by_part_of_a_name_or_account(client: Client, staff: User) -> None:
    assert "1 person whose name or account contains “承辦”" in html_of(client, "/people/", q="承辦")
    assert "林承辦" in html_of(client, "/people/", q="OFFI")
    assert "Nobody has such a name or account." in html_of(client, "/people/", q="沒有")


def test_a_long_list_has_pages(client: Client) -> None:
    UserFactory.create_batch(60)
    assert "Page 1 of 2" in html_of(client, "/people/")
    assert "Page 2 of 2" in html_of(client, "/people/", page="2")


def test_one_person_or_three_take_the_same_number_of_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/people/")
    with django_assert_num_queries(7):
        client.get("/people/")
    for roles in ((), (Role.STAFF,), (Role.STAFF, Role.SUPERVISOR, Role.AUDITOR)):
        person(*roles)
    with django_assert_num_queries(7):
        client.get("/people/")


def test_a_new_person_gets_a_password_that_is_shown_once_and_must_be_changed(client: Client, admin: User) -> None:
    answer = client.post("/people/new/", {"username": "Novice", "name": "新進", "email": ""})
    assert answer["Cache-Control"].startswith("max-age=0")
    found = re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", answer.content.decode())
    assert found
    user = User.objects.get(username="novice")
    assert user.check_password(found[1])
    assert user.must_change_password
    event = history_of(user).get()
    assert (event.action, event.actor, event.changes) == ("created", admin, {})
    assert found[1] not in html_of(client, f"/people/{user.pk}/")


def test_an_account_is_taken_once_in_any_case(client: Client, staff: User) -> None:
    html = client.post("/people/new/", {"username": "OFFICER", "name": "另一人"}).content.decode()
    assert "Somebody has this account already." in html
    assert 'value="另一人"' in html
    assert User.objects.filter(name="另一人").count() == 0


def test_a_change_of_name_is_recorded_with_before_after_and_reason(client: Client, staff: User) -> None:
    data = {"name": "林專員", "email": "", "version": "1", "reason": "更名"}
    assert client.post(f"/people/{staff.pk}/edit/", data)["Location"] == f"/people/{staff.pk}/"
    staff.refresh_from_db()
    assert (staff.name, staff.version) == ("林專員", 2)
    event = history_of(staff).get()
    assert (event.changes, event.reason, event.target_version) == ({"name": ["林承辦", "林專員"]}, "更名", 2)
    html = html_of(client, f"/people/{staff.pk}/")
    assert "from <del>林承辦</del> to <ins>林專員</ins>" in html


def test_saving_without_a_change_leaves_no_event(client: Client, staff: User) -> None:
    client.post(f"/people/{staff.pk}/edit/", {"name": "林承辦", "email": "", "version": "1"})
    assert not history_of(staff).exists()


def test_a_stale_page_overwrites_nothing(client: Client, staff: User) -> None:
    User.objects.filter(pk=staff.pk).update(version=2, name="別人改的")
    html = client.post(f"/people/{staff.pk}/edit/", {"name": "我改的", "version": "1"}).content.decode()
    assert "Somebody has changed this person since you opened the page." in html
    assert "我改的" in html
    staff.refresh_from_db()
    assert staff.name == "別人改的"


def test_a_role_is_given_and_ended_with_history(client: Client, outsider: User) -> None:
    data = {"unit": unit("inspection_office").pk, "role": "supervisor"}
    client.post(f"/people/{outsider.pk}/roles/", data)
    membership = outsider.memberships.get(role=Role.SUPERVISOR)
    client.post(f"/people/{outsider.pk}/roles/{membership.pk}/end/")
    client.post(f"/people/{outsider.pk}/roles/{membership.pk}/end/")  # a second click changes nothing
    assert [event.action for event in history_of(outsider)] == ["role_ended", "role_given"]
    assert Membership.objects.get(pk=membership.pk).ended_at
    html = html_of(client, f"/people/{outsider.pk}/")
    assert "Role: from <del>nothing</del> to <ins>Labor Inspection Office　Supervisor</ins>" in html
    assert "Former roles" in html


def test_a_role_is_held_once_and_a_blank_one_is_refused(client: Client, outsider: User) -> None:
    held = outsider.memberships.get()
    html = client.post(f"/people/{outsider.pk}/roles/", {"unit": held.unit_id, "role": held.role}).content.decode()
    assert "This person already holds this role in this unit." in html
    html = client.post(f"/people/{outsider.pk}/roles/", {"unit": "", "role": ""}).content.decode()
    assert "2 problems need your attention" in html
    assert not history_of(outsider).exists()


def test_the_last_administrator_stays_one(client: Client, admin: User) -> None:
    membership = admin.memberships.get()
    path = f"/people/{admin.pk}/roles/{membership.pk}/end/"
    assert "This is the last administrator." in client.post(path, follow=True).content.decode()
    assert not Membership.objects.get(pk=membership.pk).ended_at
    person(Role.ADMIN, units=("planning",), is_active=False)
    assert "This is the last administrator." in client.post(path, follow=True).content.decode()
    person(Role.ADMIN, units=("planning",))
    client.post(path)
    assert Membership.objects.get(pk=membership.pk).ended_at


def test_a_role_ends_only_on_the_page_of_its_person(client: Client, staff: User, outsider: User) -> None:
    held = outsider.memberships.get()
    assert client.post(f"/people/{staff.pk}/roles/{held.pk}/end/").status_code == 404


def test_an_account_is_deactivated_and_reactivated(client: Client, staff: User, client_for: ClientFor) -> None:
    theirs = client_for(staff)
    for action, active, status in (("deactivate", False, 302), ("reactivate", True, 200)):
        for _click in range(2):
            client.post(f"/people/{staff.pk}/{action}/")
        staff.refresh_from_db()
        assert staff.is_active is active
        assert theirs.get("/accounts/").status_code == status
    assert [event.action for event in history_of(staff)] == ["reactivated", "deactivated"]


def test_nobody_deactivates_the_own_account(client: Client, admin: User) -> None:
    html = client.post(f"/people/{admin.pk}/deactivate/", follow=True).content.decode()
    assert "You cannot deactivate your own account." in html
    assert User.objects.get(pk=admin.pk).is_active


def test_a_reset_password_replaces_the_old_one_and_unlocks(client: Client, staff: User) -> None:
    AccessAttempt.objects.create(
        username="officer", failures_since_start=5, attempt_time=timezone.now(), ip_address="10.0.0.1"
    )
    answer = client.post(f"/people/{staff.pk}/password/")
    found = re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", answer.content.decode())
    assert found
    staff.refresh_from_db()
    assert staff.check_password(found[1])
    assert not staff.check_password(PASSWORD)
    assert staff.must_change_password
    assert not locking.is_locked(staff)
    event = history_of(staff).get()
    assert (event.action, event.changes) == ("password_reset", {})


def test_a_locked_account_says_so_and_is_unlocked(client: Client, staff: User) -> None:
    for _ in range(5):
        Client().post("/accounts/login/", {"login": "officer", "password": "wrong"})
    assert "Locked after failed sign-ins" in html_of(client, f"/people/{staff.pk}/")
    client.post(f"/people/{staff.pk}/unlock/")
    assert not locking.is_locked(staff)
    assert history_of(staff).get().action == "unlocked"


def test_the_system_is_nobody_to_manage(client: Client) -> None:
    assert client.get(f"/people/{system_user().pk}/").status_code == 404


def test_without_a_role_the_page_says_what_follows(client: Client) -> None:
    nobody = UserFactory.create()
    assert "sees no records" in html_of(client, f"/people/{nobody.pk}/")
    MembershipFactory.create(user=nobody)
    assert "sees no records" not in html_of(client, f"/people/{nobody.pk}/")
