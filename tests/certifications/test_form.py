"""The form proposes; what is decided is written by an approval alone."""

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from certifications.columns import PROPOSED_AWARDS
from certifications.models import Application
from certifications.states import Outcome, State
from certifications.widgets import AwardsWidget
from laborportal.accounts.models import User
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.factories.certifications import application, in_review, proposed
from tests.factories.employers import EmployerFactory

TYPED = {
    "scheme": "gender",
    "year": "112",
    "employer": "榕澗資訊股份有限公司",
    "applied_on": "112.07.05",
    "score": "82.5",
    "proposed_outcome": "awarded",
    "proposed_awards": ["gold", "creativity"],
    "proposed_awards-creativity-title": "友善孕育措施獎",
}


@pytest.fixture
def client(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def edit_url(case: Application) -> str:
    return reverse("certifications:edit", args=[case.pk])


def test_an_entered_application_is_a_draft_of_its_officer_with_a_number(client: Client, staff: User) -> None:
    response = client.post(reverse("certifications:create"), TYPED)
    case = Application.objects.get()
    assert response.status_code == 302
    assert (case.number, case.state, case.outcome, case.officer) == (
        "112-性平-001",
        State.DRAFT,
        Outcome.PENDING,
        staff,
    )
    assert (case.proposed_outcome, case.proposed_awards) == (Outcome.AWARDED, "gold;creativity:友善孕育措施獎")
    assert case.decided_awards == ()
    assert Waiting.objects.get().person == staff


def test_a_new_employer_that_seems_to_be_on_file_is_asked_about(client: Client) -> None:
    known = EmployerFactory.create(name="榕澗資訊有限公司")
    page = client.post(reverse("certifications:create"), TYPED).content.decode()
    assert f"use:{known.pk}" in page
    assert 'value="gold" id="id_proposed_awards_gold" checked' in page
    client.post(reverse("certifications:create"), {**TYPED, "duplicate": f"use:{known.pk}"})
    case = Application.objects.get()
    assert (case.employer, case.proposed_awards) == (known, "gold;creativity:友善孕育措施獎")


def test_a_mistake_keeps_every_tick_and_title(client: Client) -> None:
    response = client.post(reverse("certifications:create"), {**TYPED, "score": "820"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="gold" id="id_proposed_awards_gold" checked' in page
    assert 'value="友善孕育措施獎"' in page


def test_awards_without_the_outcome_awarded_are_refused(client: Client) -> None:
    response = client.post(reverse("certifications:create"), {**TYPED, "proposed_outcome": "withdrawn"})
    assert "proposed_awards" in response.context["form"].errors


def test_a_case_in_review_or_decided_is_read_only(client: Client, staff: User) -> None:
    for case in (in_review(staff), application("gold")):
        assert client.get(edit_url(case)).status_code == 403
        assert client.post(edit_url(case), TYPED).status_code == 403
        assert edit_url(case) not in client.get(case.get_absolute_url()).content.decode()


def test_a_draft_cannot_be_moved_to_another_round(client: Client, staff: User) -> None:
    case = proposed(staff)
    filled = {**TYPED, "ubn": case.employer.ubn, "employer": case.employer.name, "version": "1", "confirm_odd": "1"}
    response = client.post(edit_url(case), {**filled, "year": "113"})
    assert case.number in str(response.context["form"].errors["year"])
    assert client.post(edit_url(case), filled).status_code == 302


def test_the_page_of_a_draft_shows_the_proposal_in_words(client: Client, staff: User) -> None:
    page = client.get(proposed(staff, "creativity:友善孕育措施獎").get_absolute_url()).content.decode()
    assert "友善孕育措施獎" in page
    assert staff.name in page


def test_who_keeps_no_scheme_cannot_enter_one(client_for: ClientFor, outsider: User) -> None:
    assert client_for(outsider).get(reverse("certifications:create")).status_code == 403


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("a=gold&a=creativity&a-creativity-title=甲獎；乙獎", "gold;creativity:甲獎;creativity:乙獎"),
        ("a=creativity&a-creativity-title=%20", "creativity"),
        ("a-creativity-title=甲獎", ""),
        ("a=silver;bronze", "silver;bronze"),
    ],
)
def test_the_ticks_become_what_a_file_would_hold(query: str, text: str) -> None:
    assert AwardsWidget(PROPOSED_AWARDS).value_from_datadict(QueryDict(query), {}, "a") == text


def test_the_ticks_read_plain_mappings_too_and_ignore_what_is_no_award() -> None:
    widget = AwardsWidget(PROPOSED_AWARDS)
    assert widget.value_from_datadict({"a": ["gold"]}, {}, "a") == "gold"
    assert not widget.value_omitted_from_data({}, {}, "a")
    html = widget.render("a", "platinum;gold:特別獎", {"id": "id_a"})
    assert html.count("checked") == 1
    assert 'value="特別獎"' in html
    assert "checked" not in widget.render("a", None)
