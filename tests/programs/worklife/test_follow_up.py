"""Letters, calls, visits and coaching, until the employer provides what it lacks."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import Role, User
from laborportal.audit.models import Event
from laborportal.audit.recording import history_of
from laborportal.workflow.models import Waiting
from laborportal.workflow.performing import Stale
from programs.worklife.forms import StepForm
from programs.worklife.models import FacilityCheck, FollowUpStep
from programs.worklife.states import CheckState, RoomItem, StepKind
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.worklife import FacilityCheckFactory, FollowUpStepFactory, lacking

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def typed(**changed: Any) -> dict[str, Any]:
    step = {
        "kind": "letter",
        "taken_on": "112.03.30",
        "result": "已函請改善",
        "room_seen": "no",
        "next_due": "112.05.15",
    }
    return step | changed


def take(client: Client, check: FacilityCheck, **changed: Any) -> Any:
    return client.post(reverse("facility_checks:follow_up", args=[check.pk]), typed(**changed))


@pytest.mark.parametrize("kind", StepKind.values)
def test_a_step_of_each_kind_is_kept_with_its_day_person_and_result(kind: str, client: Client, staff: User) -> None:
    check = lacking(staff)
    assert take(client, check, kind=kind).url == check.get_absolute_url()
    step = FollowUpStep.objects.get()
    assert (step.kind, step.taken_on, step.person, step.result) == (
        kind,
        datetime.date(2023, 3, 30),
        staff,
        "已函請改善",
    )
    page = client.get(check.get_absolute_url()).content.decode()
    assert "已函請改善" in page
    assert "112.05.15" in page


def test_the_due_day_of_the_newest_step_stands_in_the_queue(client: Client, staff: User) -> None:
    check = lacking(staff)
    assert Waiting.objects.get().due is None
    take(client, check)
    take(client, check, kind="phone", taken_on="112.05.15", next_due="112.6.1")
    take(client, check, taken_on="112.04.01", next_due="112.4.20")
    waiting = Waiting.objects.get()
    assert (waiting.due, waiting.person) == (datetime.date(2023, 6, 1), staff)
    assert str(check.employer) in client.get("/").content.decode()


def test_a_step_leaves_an_event_of_its_own_and_one_of_the_check(client: Client, staff: User) -> None:
    check = lacking(staff)
    before = Event.objects.count()
    take(client, check)
    assert Event.objects.count() == before + 2
    event = history_of(check)[0]
    check.refresh_from_db()
    assert (event.action, event.actor, event.target_version) == ("worklife.followed_up", staff, check.version)
    assert event.changes == {"kind": [None, "letter"], "next_due": [None, "2023-05-15"]}
    assert history_of(FollowUpStep.objects.get())[0].action == "created"


def test_whoever_takes_the_first_step_is_in_charge(client_for: ClientFor, staff: User) -> None:
    check, second = lacking(), person(Role.STAFF)
    assert not Waiting.objects.exists()
    take(client_for(staff), check)
    take(client_for(second), check, kind="phone", taken_on="112.04.30")
    check.refresh_from_db()
    assert (check.officer, Waiting.objects.get().person) == (staff, staff)


def test_a_visit_looks_at_seven_items_of_the_nursing_room(client: Client, staff: User) -> None:
    check = lacking(staff)
    assert len(RoomItem) == 7
    some = ["place", "privacy", "rules"]
    take(client, check, kind="visit", room_seen="yes", room_items=some)
    take(client, check, kind="visit", taken_on="112.04.30", room_seen="yes", room_items=RoomItem.values)
    take(client, check, kind="visit", taken_on="112.04.30", room_seen="yes")
    take(client, check, kind="visit", taken_on="112.04.30")
    found = [(step.room_items, len(step.items_missing)) for step in FollowUpStep.objects.order_by("pk")]
    assert found == [(some, 4), (RoomItem.values, 0), ([], 7), (None, 0)]
    page = client.get(check.get_absolute_url()).content.decode()
    assert str(RoomItem.FRIDGE.label) in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "summons"}, "kind"),
        ({"taken_on": "112.2.30"}, "taken_on"),
        ({"result": " "}, "result"),
        ({"kind": "letter", "room_seen": "yes"}, "room_seen"),
        ({"kind": "visit", "room_items": ["fridge"]}, "room_items"),
        ({"next_due": "112.03.29"}, "next_due"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    changed: dict[str, Any], field: str, client: Client, staff: User
) -> None:
    answer = take(client, lacking(staff), **changed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert typed(**changed)["result"] in answer.content.decode()
    assert not FollowUpStep.objects.exists()


def test_the_database_itself_refuses_a_room_seen_in_a_letter(staff: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUpStepFactory.create(person=staff, room_items=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUpStepFactory.create(person=staff, next_due=datetime.date(2023, 3, 29))


def test_a_step_is_corrected_with_what_changed_and_by_nobody_who_was_overtaken(client: Client, staff: User) -> None:
    step = FollowUpStepFactory.create(person=staff, check_followed=lacking(staff))
    url = reverse("facility_checks:follow_up_edit", args=[step.check_followed_id, step.pk])
    assert client.post(url, typed(version=1, kind="phone")).status_code == 302
    step.refresh_from_db()
    assert (step.kind, step.version, step.person) == ("phone", 2, staff)
    assert history_of(step)[0].changes == {"kind": ["letter", "phone"], "next_due": [None, "2023-05-15"]}
    late = client.post(url, typed(version=1, result="打了很久的結果"))
    assert late.status_code == 200
    assert late.context["form"].non_field_errors()
    assert "打了很久的結果" in late.content.decode()
    assert client.post(url, typed(version=2, result="打了很久的結果")).status_code == 302


def test_saving_a_step_without_a_change_leaves_it_as_it_was(client: Client, staff: User) -> None:
    step = FollowUpStepFactory.create(person=staff, check_followed=lacking(staff))
    url = reverse("facility_checks:follow_up_edit", args=[step.check_followed_id, step.pk])
    form = client.get(url).context["form"]
    client.post(url, {field.name: field.value() for field in form})
    step.refresh_from_db()
    assert (step.version, history_of(step).count()) == (1, 0)


def test_an_employer_that_provides_both_is_followed_up_no_more(client: Client, staff: User) -> None:
    check = lacking(staff)
    take(client, check)
    check.refresh_from_db()
    form = client.get(reverse("facility_checks:edit", args=[check.pk])).context["form"]
    filled = {field.name: field.value() for field in form}
    answer = client.post(reverse("facility_checks:edit", args=[check.pk]), {**filled, "lactation_room": "yes"})
    assert answer.status_code == 302, answer.context["form"].errors
    check.refresh_from_db()
    assert check.state == CheckState.COMPLIES
    assert not Waiting.objects.exists()
    assert history_of(check)[0].changes["state"] == ["follow_up", "complies"]


def seen(check: FacilityCheck, **more: str) -> dict[str, str]:
    check.refresh_from_db()
    return {"seen_state": check.state, "seen_version": str(check.version), **more}


def test_a_follow_up_is_ended_and_resumed_with_a_reason(client: Client, staff: User) -> None:
    check = lacking(staff)
    end = reverse("facility_checks:step", args=[check.pk, "close"])
    assert client.post(end, seen(check)).status_code == 200
    assert client.post(end, seen(check, reason="已遷至外縣市")).status_code == 302
    assert not Waiting.objects.exists()
    client.post(reverse("facility_checks:step", args=[check.pk, "resume"]), seen(check, reason="誤植"))
    check.refresh_from_db()
    assert check.state == CheckState.FOLLOW_UP
    assert Waiting.objects.get().person == staff


def test_the_first_page_counts_what_nobody_is_in_charge_of_in_the_newest_year(client: Client, staff: User) -> None:
    assert "nobodys-follow-ups" not in client.get("/").content.decode()
    lacking(year=111)
    lacking()
    lacking()
    lacking(staff)
    page = client.get("/").content.decode()
    url = "/worklife/checks/?year=112&amp;state=follow_up&amp;in_charge=no"
    assert url in page
    assert client.get(url.replace("&amp;", "&")).context["page"].count == 2


def test_a_check_typed_in_is_in_the_charge_of_its_typist(client: Client, staff: User) -> None:
    cells = {"year": "112", "ubn": "", "employer": "榕澗營造", "employees": "100", "lactation_room": "no"}
    client.post(reverse("facility_checks:create"), {**cells, "childcare": "none", "checked_on": "112.3.29"})
    check = FacilityCheck.objects.get()
    assert (check.officer, check.state) == (staff, CheckState.FOLLOW_UP)
    assert Waiting.objects.get().person == staff


@pytest.mark.parametrize(("room", "childcare"), [(False, "none"), (False, "both"), (True, "none")])
def test_the_page_says_what_the_employer_lacks(room: bool, childcare: str, client: Client) -> None:
    check = FacilityCheckFactory.create(lactation_room=room, childcare=childcare)
    assert check.lacks
    assert check.lacks in client.get(check.get_absolute_url()).content.decode()
    ended = lacking(lactation_room=room, childcare=childcare, state=CheckState.CLOSED)
    assert ended.lacks == check.lacks
    small = FacilityCheckFactory.create(lactation_room=room, childcare=childcare, employees=99)
    assert (small.lacks, FacilityCheckFactory.create().lacks) == ("", "")


def test_the_page_asks_as_often_for_one_step_as_for_three(client: Client, staff: User) -> None:
    one, three = lacking(staff), lacking(staff)
    for check, count in ((one, 1), (three, 3)):
        for _step in range(count):
            FollowUpStepFactory.create(check_followed=check, person=person(Role.STAFF))
    costs = []
    for check in (one, one, three):
        with CaptureQueriesContext(connection) as queries:
            client.get(check.get_absolute_url())
        costs.append(len(queries))
    assert costs[1] == costs[2]


def test_of_two_corrections_of_a_step_at_once_the_later_is_told_of_the_earlier(staff: User) -> None:
    step = FollowUpStepFactory.create(check_followed=lacking(staff), person=staff)
    first, second = (
        StepForm(step.check_followed, FollowUpStep.objects.get(pk=step.pk), data=typed(version="1", result=result))
        for result in ("已改善", "未改善")
    )
    assert first.is_valid()
    assert second.is_valid()
    first.save(staff)
    with pytest.raises(Stale):
        second.save(staff)
    step.refresh_from_db()
    assert (step.result, step.version) == ("已改善", 2)
