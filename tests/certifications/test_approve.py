"""A supervisor approves an application: the whole thread of one step, and mostly how it is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from certifications.models import Application
from certifications.states import Outcome, State
from laborportal.accounts.models import Role, User
from laborportal.audit.models import Event
from laborportal.workflow.models import Approval, Waiting
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.certifications import in_review, proposed


def url(case: Application, step: str = "approve") -> str:
    return reverse("certifications:step", args=[case.pk, step])


def seen(case: Application, **more: str) -> dict[str, str]:
    return {"seen_state": case.state, "seen_version": str(case.version), **more}


@pytest.fixture
def case(staff: User) -> Application:
    return in_review(staff, "gold;creativity:友善孕育措施獎")


@pytest.fixture
def client(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


def test_the_page_says_what_will_happen(client: Client, case: Application) -> None:
    page = client.get(url(case)).content.decode()
    assert "友善孕育措施獎" in page
    assert str(case.version) in page


def test_an_approval_makes_the_proposal_count(client: Client, case: Application) -> None:
    response = client.post(url(case), seen(case))
    assert response.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.DECIDED, Outcome.AWARDED)
    assert [str(award) for award in case.decided_awards] == ["gold", "creativity:友善孕育措施獎"]
    listed = client.get(reverse("certifications:list"), {"awards": "gold"})
    assert case.employer.name in listed.content.decode()


def test_an_approval_leaves_exactly_one_event_and_nothing_waits(
    client: Client, supervisor: User, case: Application
) -> None:
    before = Event.objects.count()
    client.post(url(case), seen(case, reason="決審會議決議"))
    event = Event.objects.first()
    assert event is not None
    assert Event.objects.count() == before + 1
    assert (event.action, event.actor, event.reason) == ("certifications.approve", supervisor, "決審會議決議")
    assert event.changes["state"] == ["in_review", "decided"]
    assert event.changes["awards"] == [[], ["gold", "creativity:友善孕育措施獎"]]
    assert list(Approval.objects.of(case).values_list("decision", flat=True)) == ["submitted", "approved"]
    assert not Waiting.objects.exists()


def test_somebody_of_another_unit_finds_nothing(client_for: ClientFor, outsider: User, case: Application) -> None:
    client = client_for(outsider)
    assert client.get(url(case)).status_code == 404
    assert client.post(url(case), seen(case)).status_code == 404


@pytest.mark.parametrize("reader", ["staff", "admin", "auditor"])
def test_without_the_role_it_is_forbidden(
    reader: str, request: pytest.FixtureRequest, client_for: ClientFor, case: Application
) -> None:
    client = client_for(request.getfixturevalue(reader))
    assert client.get(url(case)).status_code == 403
    assert client.post(url(case), seen(case)).status_code == 403
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


@pytest.mark.parametrize("hand", ["submitted", "is in charge"])
def test_an_own_application_cannot_be_approved(hand: str, client_for: ClientFor, staff: User) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR)
    case = in_review(both) if hand == "submitted" else in_review(both, submitted_by=staff)
    client = client_for(both)
    assert client.get(url(case)).status_code == 403
    refused = client.post(url(case), seen(case))
    assert refused.status_code == 403
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.IN_REVIEW, Outcome.PENDING)
    assert url(case) not in client.get(case.get_absolute_url()).content.decode()


def test_a_second_approval_is_told_who_was_first(client: Client, supervisor: User, case: Application) -> None:
    page = seen(case)
    client.post(url(case), page)
    again = client.post(url(case), page)
    assert again.status_code == 409
    assert supervisor.name in again.content.decode()
    assert Approval.objects.of(case).count() == 2
    assert client.get(url(case)).status_code == 409


def test_a_stale_page_keeps_what_was_typed(client: Client, case: Application) -> None:
    response = client.post(url(case), {"seen_state": case.state, "seen_version": "1", "reason": "寫了很久的理由"})
    assert response.status_code == 409
    assert "寫了很久的理由" in response.content.decode()
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


def test_a_form_without_what_was_seen_is_stale(client: Client, case: Application) -> None:
    assert client.post(url(case), {}).status_code == 409
    assert client.post(url(case), {"seen_version": "eins"}).status_code == 200


def test_an_unknown_step_or_case_is_not_found(client: Client, case: Application) -> None:
    assert client.get(url(case, "bless")).status_code == 404
    assert client.get(reverse("certifications:step", args=[case.pk + 1, "approve"])).status_code == 404


def test_a_return_needs_a_reason_and_reaches_the_officer(client: Client, staff: User, case: Application) -> None:
    refused = client.post(url(case, "return"), seen(case, reason="  "))
    assert refused.status_code == 200
    assert refused.context["form"].errors["reason"]
    client.post(url(case, "return"), seen(case, reason="請補附件"))
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.RETURNED, Outcome.PENDING)
    waiting = Waiting.objects.get()
    assert (waiting.person, waiting.remark) == (staff, "請補附件")


def test_a_decided_case_is_reopened_with_a_reason_and_counts_no_more(client: Client, case: Application) -> None:
    client.post(url(case), seen(case))
    case.refresh_from_db()
    client.post(url(case, "reopen"), seen(case, reason="評分誤植"))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.decided_awards) == (State.RETURNED, Outcome.PENDING, ())
    assert (case.proposed_outcome, case.proposed_awards) == (Outcome.AWARDED, "gold;creativity:友善孕育措施獎")


def test_after_a_reopening_the_same_supervisor_may_approve_anew(
    client: Client, client_for: ClientFor, staff: User, case: Application
) -> None:
    officer = client_for(staff)
    for who, step in ((client, "approve"), (client, "reopen"), (officer, "submit"), (client, "approve")):
        case.refresh_from_db()
        assert who.post(url(case, step), seen(case, reason="更正")).status_code == 302
    case.refresh_from_db()
    assert (case.state, str(case.decided_awards[0])) == (State.DECIDED, "gold")


def test_nothing_is_submitted_without_a_proposal(client_for: ClientFor, staff: User) -> None:
    case = proposed(
        staff,
        "",
    )
    Application.objects.filter(pk=case.pk).update(proposed_outcome="")
    response = client_for(staff).post(url(case, "submit"), seen(case))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    case.refresh_from_db()
    assert case.state == State.DRAFT


def test_an_award_that_the_round_does_not_know_is_added_to_it(client: Client, staff: User) -> None:
    case = in_review(staff, "silver", year=109)
    assert client.post(url(case), seen(case)).status_code == 302
    assert [str(award) for award in case.awards.all()] == [str(case.round.levels.get(code="silver"))]
