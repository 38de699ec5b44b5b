"""The generic pages: a record, its form, and voiding. Activities stand for every record type."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from laborportal.audit.models import Event
from laborportal.audit.recording import history_of
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "number": "112-活-90001",
    "series": "gender_advocacy",
    "held_on": "112.03.29",
    "title": "職場平權研習會",
    "sessions": "2",
    "attendance": "1,234",
}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def activity() -> Activity:
    found: Activity = ActivityFactory.create(attendance=40)
    return found


def typed(**changes: str) -> dict[str, str]:
    return {**TYPED, **changes}


def edited(activity: Activity, **changes: str) -> dict[str, str]:
    return typed(number=activity.number, version=str(activity.version), **changes)


def test_a_record_is_entered_with_one_event_and_its_page_is_shown(officer: Client) -> None:
    response = officer.post(reverse("activities:create"), typed())
    activity = Activity.objects.get()
    assert response.url == reverse("activities:record", args=[activity.pk])  # type: ignore[attr-defined]
    assert (activity.attendance, activity.sessions, activity.held_on.isoformat()) == (1234, 2, "2023-03-29")
    assert [event.action for event in history_of(activity)] == ["created"]


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(officer: Client) -> None:
    wrong = typed(held_on="112.02.30", attendance="many", title="")
    page = officer.post(reverse("activities:create"), wrong).content.decode()
    assert page.count('class="field__error"') >= 3
    assert all(f'value="{text}"' in page for text in ("112.02.30", "many", "112-活-90001"))
    assert '<a href="#id_held_on">' in page
    assert not Activity.objects.exists()


def test_an_odd_value_asks_for_a_word_before_it_is_saved(officer: Client) -> None:
    odd = typed(held_on="199.01.01")
    page = officer.post(reverse("activities:create"), odd).content.decode()
    assert 'name="confirm_odd"' in page
    assert not Activity.objects.exists()
    officer.post(reverse("activities:create"), {**odd, "confirm_odd": "1"})
    assert Activity.objects.get().held_on.year == 2110


def test_a_key_that_is_on_file_leads_to_that_record(officer: Client, activity: Activity) -> None:
    page = officer.post(reverse("activities:create"), typed(number=activity.number)).content.decode()
    assert reverse("activities:record", args=[activity.pk]) in page
    assert Activity.objects.count() == 1


def test_save_and_add_another_carries_what_the_next_one_shares(officer: Client) -> None:
    response = officer.post(reverse("activities:create"), {**typed(), "another": "1"}, follow=True)
    page = response.content.decode()
    assert 'value="職場平權研習會"' in page
    assert "112-活-90001" not in page.split("<form method")[1]


def test_an_edit_leaves_only_what_changed_in_the_history(officer: Client, activity: Activity) -> None:
    url = reverse("activities:edit", args=[activity.pk])
    officer.post(url, edited(activity, title=activity.title, sessions="1", attendance="41", reason="更正簽到數"))
    event = history_of(activity).get(action="changed")
    assert event.changes == {"attendance": [40, 41]}
    assert event.reason == "更正簽到數"
    assert Activity.objects.get(pk=activity.pk).version == activity.version + 1


def test_an_edit_that_changes_nothing_leaves_no_event(officer: Client, activity: Activity) -> None:
    url = reverse("activities:edit", args=[activity.pk])
    officer.post(url, edited(activity, title=activity.title, sessions="1", attendance="40"))
    assert not Event.objects.filter(action="changed").exists()


def test_a_stale_form_says_who_was_quicker_and_keeps_what_was_typed(
    officer: Client, activity: Activity, supervisor: User, client_for: ClientFor
) -> None:
    url = reverse("activities:edit", args=[activity.pk])
    same = {"title": activity.title, "sessions": "1"}
    client_for(supervisor).post(url, edited(activity, **same, attendance="50"))
    page = officer.post(url, edited(activity, **same, attendance="60")).content.decode()
    assert supervisor.name in page
    assert 'value="60"' in page
    assert Activity.objects.get(pk=activity.pk).attendance == 50


def test_a_stale_form_saved_again_stands(officer: Client, activity: Activity, client_for: ClientFor) -> None:
    url = reverse("activities:edit", args=[activity.pk])
    activity.version += 1
    activity.save()
    stale = edited(activity, title=activity.title, sessions="1", attendance="60") | {"version": "1"}
    page = officer.post(url, stale)
    again = {**stale, "version": page.context["form"]["version"].value()}
    officer.post(url, again)
    assert Activity.objects.get(pk=activity.pk).attendance == 60


def test_a_record_of_another_unit_is_not_there(outsider: User, client_for: ClientFor, activity: Activity) -> None:
    client = client_for(outsider)
    for name in ("record", "edit", "void"):
        assert client.get(reverse(f"activities:{name}", args=[activity.pk])).status_code == 404


def test_a_record_cannot_be_entered_for_another_unit(outsider: User, client_for: ClientFor) -> None:
    page = client_for(outsider).post(reverse("activities:create"), typed())
    assert page.context["form"].non_field_errors()
    assert not Activity.objects.exists()


def test_a_reader_may_look_and_not_write(auditor: User, client_for: ClientFor, activity: Activity) -> None:
    client = client_for(auditor)
    assert client.get(reverse("activities:record", args=[activity.pk])).status_code == 200
    assert client.get(reverse("activities:edit", args=[activity.pk])).status_code == 403
    assert client.post(reverse("activities:create"), typed()).status_code == 403
    assert client.post(reverse("activities:void", args=[activity.pk]), {"reason": "x"}).status_code == 403


def test_the_record_page_knows_what_comes_next_in_the_list(officer: Client) -> None:
    first, second, third = (ActivityFactory.create(number=f"N{n}") for n in range(3))
    page = officer.get(reverse("activities:record", args=[second.pk]), {"year": "112", "sort": "number"})
    found = page.context["neighbours"]
    assert (found.previous, found.next, found.position, found.total) == (first, third, 2, 3)
    assert "year=112" in page.content.decode()


def test_a_broken_list_behind_a_record_is_no_list(officer: Client, activity: Activity) -> None:
    page = officer.get(reverse("activities:record", args=[activity.pk]), {"yeer": "112"})
    assert page.context["neighbours"] is None


def test_a_supervisor_voids_with_a_reason_and_the_record_leaves_every_list(
    supervisor: User, client_for: ClientFor, activity: Activity
) -> None:
    client = client_for(supervisor)
    url = reverse("activities:void", args=[activity.pk])
    assert (
        "Say why" in client.post(url, {"version": activity.version}, headers={"accept-language": "en"}).content.decode()
    )
    client.post(url, {"version": activity.version, "reason": "重複登錄"})
    voided = Activity.objects.get(pk=activity.pk)
    assert voided.void_reason == "重複登錄"
    assert not Activity.objects.standing().exists()
    assert [event.action for event in history_of(voided)] == ["voided"]


def test_what_somebody_changed_in_the_meantime_is_not_voided(
    supervisor: User, client_for: ClientFor, activity: Activity
) -> None:
    url = reverse("activities:void", args=[activity.pk])
    client_for(supervisor).post(url, {"version": "7", "reason": "重複登錄"})
    assert Activity.objects.standing().exists()


def test_staff_do_not_void(officer: Client, activity: Activity) -> None:
    assert officer.post(reverse("activities:void", args=[activity.pk]), {"reason": "x"}).status_code == 403


def test_the_export_of_a_list_has_its_conditions_and_scope(
    officer: Client, activity: Activity, outsider: User, client_for: ClientFor
) -> None:
    ActivityFactory.create(held_on="2022-05-01")
    lines = b"".join(officer.get(reverse("activities:export"), {"year": "112"})).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert activity.number in lines[1]
    nobody = b"".join(client_for(outsider).get(reverse("activities:export"))).decode("utf-8-sig")
    assert len(nobody.splitlines()) == 1


def test_an_export_with_a_broken_condition_goes_back_to_the_list_that_explains_it(officer: Client) -> None:
    response: Any = officer.get(reverse("activities:export"), {"yeer": "112"})
    assert response.url == reverse("activities:list") + "?yeer=112"


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_page_costs_the_same_whatever_its_history(
    officer: Client, activity: Activity, count: int, django_assert_max_num_queries: Any
) -> None:
    url = reverse("activities:edit", args=[activity.pk])
    for number in range(count):
        activity.refresh_from_db()
        officer.post(url, edited(activity, title=activity.title, sessions="1", attendance=str(number)))
    with django_assert_max_num_queries(16) as queries:
        officer.get(reverse("activities:record", args=[activity.pk]))
    assert len(queries) <= 16
