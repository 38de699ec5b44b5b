"""What the page of a case says happens next, and why somebody may not do it."""

from django.test import Client

from certifications.models import Application
from certifications.transitions import APPROVE, RETURN
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act
from laborportal.workflow.models import Waiting
from laborportal.workflow.performing import perform
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.certifications import application, in_review, proposed


def page(client: Client, case: Application) -> str:
    return client.get(case.get_absolute_url()).content.decode()


def test_a_case_in_review_names_the_supervisors_and_gives_them_the_buttons(
    client_for: ClientFor, staff: User, supervisor: User
) -> None:
    case = in_review(staff)
    for_officer, for_supervisor = page(client_for(staff), case), page(client_for(supervisor), case)
    assert supervisor.name in for_officer
    assert "steps/approve/" not in for_officer
    assert "steps/approve/" in for_supervisor
    assert "steps/return/" in for_supervisor


def test_a_case_that_nobody_else_can_decide_says_so(client_for: ClientFor, db: None) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR)
    case = in_review(both)
    text = page(client_for(both), case)
    assert "steps/approve/" not in text
    assert str(case.unit) in text


def test_a_returned_case_tells_the_officer_why(client_for: ClientFor, staff: User, supervisor: User) -> None:
    case = in_review(staff)
    perform(case, RETURN, act=Act(supervisor, "請補附件"), seen_state=case.state, seen_version=case.version)
    text = page(client_for(staff), case)
    assert text.count("請補附件") >= 2
    assert "steps/submit/" in text


def test_an_overdue_case_says_how_late_it_is(client_for: ClientFor, staff: User, supervisor: User) -> None:
    case = in_review(staff)
    waiting = Waiting.objects.get()
    assert waiting.due is not None
    Waiting.objects.update(due=waiting.due.replace(year=waiting.due.year - 1))
    assert "state-tag--stop" in page(client_for(supervisor), case)


def test_a_decided_case_waits_for_nobody(client_for: ClientFor, staff: User, supervisor: User) -> None:
    case = in_review(staff)
    perform(case, APPROVE, act=Act(supervisor), seen_state=case.state, seen_version=case.version)
    assert "panel--next" not in page(client_for(supervisor), case)
    assert "steps/reopen/" in page(client_for(supervisor), case)
    assert 'id="next-step"' not in page(client_for(staff), case)


def test_an_imported_outcome_says_that_it_was_decided_elsewhere(client_for: ClientFor, supervisor: User) -> None:
    text = page(client_for(supervisor), application("gold"))
    assert "steps/reopen/" in text


def test_a_record_that_is_no_case_has_no_next_step(client_for: ClientFor, staff: User) -> None:
    case = proposed(staff)
    assert 'id="next-step"' not in client_for(staff).get(f"/employers/{case.employer_id}/").content.decode()
