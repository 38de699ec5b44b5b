"""The first page: what waits, for whom, and what others decide."""

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client

from certifications.models import Application
from certifications.transitions import RETURN
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act
from laborportal.cases import home, panels, queue
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Waiting
from laborportal.workflow.performing import perform
from laborportal.workflow.waiting import wait_anew
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory, person
from tests.factories.certifications import in_review, proposed
from tests.factories.uploads import handed_in, read_upload


@pytest.fixture
def client(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


def due_in(case: Application, days: int) -> Application:
    Waiting.objects.of(case).update(due=today() + timedelta(days=days))
    return case


def test_a_supervisor_sees_what_waits_grouped_by_due_date(client: Client, staff: User) -> None:
    late, now, later = (due_in(in_review(staff), days) for days in (-2, 0, 8))
    page = client.get("/")
    groups = page.context["waiting"].groups
    assert [[entry.case for entry in group.entries] for group in groups] == [[late], [now], [later]]
    text = page.content.decode()
    assert all(case.get_absolute_url() in text for case in (late, now, later))
    assert groups[0].entries[0].days_late == 2


def test_the_queue_leaves_out_what_the_person_may_not_decide(client_for: ClientFor, staff: User) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR)
    in_review(both)
    in_review(both, submitted_by=staff)
    page = client_for(both).get("/")
    assert (page.context["waiting"].count, page.context["others"].count) == (0, 2)


def test_another_unit_and_the_readers_have_an_empty_queue(
    client_for: ClientFor, staff: User, outsider: User, auditor: User
) -> None:
    case = in_review(staff)
    stranger = person(Role.SUPERVISOR, units=("rehabilitation",))
    for user in (outsider, auditor, stranger):
        page = client_for(user).get("/")
        assert page.status_code == 200
        assert case.number not in page.content.decode()


def test_an_officer_sees_drafts_returned_cases_and_what_others_decide(
    client_for: ClientFor, staff: User, supervisor: User
) -> None:
    draft, waits, back = proposed(staff), in_review(staff), in_review(staff)
    wait_anew([draft])
    perform(back, RETURN, act=Act(supervisor, "請補附件"), seen_state=back.state, seen_version=back.version)
    page = client_for(staff).get("/")
    text = page.content.decode()
    assert {entry.case for entry in page.context["unfinished"].entries} == {draft, back}
    assert [entry.case for entry in page.context["others"].entries] == [waits]
    assert "請補附件" in text
    assert "/certifications/applications/new/" in text


def test_somebody_without_a_role_is_told_whom_to_ask(client_for: ClientFor, db: None) -> None:
    page = client_for(UserFactory.create()).get("/")
    assert page.status_code == 200
    assert "notice--warn" in page.content.decode()


def test_a_long_queue_says_how_many_are_not_shown(client: Client, staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "SHOWN", 2)
    for _number in range(3):
        in_review(staff)
    waiting = client.get("/").context["waiting"]
    assert (waiting.count, len(waiting.entries), waiting.more) == (3, 2, 1)


def test_a_higher_app_puts_its_panel_on_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_panels", [])
    home.register_home_panel("cases/state.html", lambda request: {"label": "今年的數字"})
    home.register_home_panel("cases/state.html", _nothing)
    assert "今年的數字" in client.get("/").content.decode()


def test_a_file_that_was_read_waits_on_the_page_of_who_handed_it_in(
    client_for: ClientFor, staff: User, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(staff, "number\nA1\n", name="unread.csv")
    assert "waiting-files" not in client_for(staff).get("/").content.decode()
    header = "number,series,held_on,title,attendance\n"
    stages = [read_upload(staff, header + "A1,x,112/3/29,y,1\n", name=name).stage for name in ("first.csv", "last.csv")]
    assert stages == ["read", "read"]
    monkeypatch.setattr(panels, "FILES_SHOWN", 1)
    page = client_for(staff).get("/").content.decode()
    assert ("last.csv" in page, "first.csv" in page, "unread.csv" in page) == (True, False, False)
    assert "waiting-files" not in client_for(admin).get("/").content.decode()


def _nothing(request: HttpRequest) -> None:
    return None
