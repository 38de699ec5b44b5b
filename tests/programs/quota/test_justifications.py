"""What an employer gives as its reason: entered by one person, ruled on by another."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.workflow.models import Waiting
from laborportal.workflow.processes import Transition
from programs.quota.models import Justification
from programs.quota.states import JustificationState
from programs.quota.transitions.justifications import ACCEPT, REJECT, REOPEN
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.quota_casework import JustificationFactory, taken, to_rule

pytestmark = pytest.mark.django_db
CREATE, LIST = reverse("quota_justifications:create"), reverse("quota_justifications:list")


def typed(**given: str) -> dict[str, str]:
    valid = {
        "ubn": "",
        "employer": "榕澗營造股份有限公司",
        "received_on": "112.11.15",
        "text": "已三度開出職缺，無人應徵。",
    }
    return {**valid, **given}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def test_a_reason_is_entered_with_its_day_and_waits_for_its_officer(officer: Client, staff: User) -> None:
    answer = officer.post(CREATE, typed())
    assert answer.status_code == 302, answer.context["form"].errors
    made = Justification.objects.get()
    assert (made.received_on, made.state, made.officer) == (date(2023, 11, 15), JustificationState.DRAFT, staff)
    assert made.number.startswith("112-")
    assert Waiting.objects.get().person == staff
    assert [event.action for event in history_of(made)] == ["created"]
    assert made.text in officer.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"received_on": "130.01.01"}, "received_on"),
        ({"received_on": ""}, "received_on"),
        ({"text": ""}, "text"),
        ({"text": "長" * 4001}, "text"),
        ({"employer": ""}, "employer"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_at_its_field(cells: dict[str, str], column: str, officer: Client) -> None:
    answer = officer.post(CREATE, typed(**cells))
    assert answer.status_code == 200
    assert column in answer.context["form"].errors
    assert not Justification.objects.exists()


def test_two_reasons_of_one_employer_have_numbers_of_their_own(officer: Client) -> None:
    employer = EmployerFactory.create()
    for _time in range(2):
        assert officer.post(CREATE, typed(ubn=employer.ubn, employer=employer.name)).status_code == 302
    assert len(set(Justification.objects.values_list("number", flat=True))) == 2


def test_a_draft_is_changed_with_its_history_and_no_other_state_is(officer: Client, staff: User) -> None:
    made = JustificationFactory.create(officer=staff)
    edit = reverse("quota_justifications:edit", args=[made.pk])
    cells = typed(ubn=made.employer.ubn, employer=made.employer.name, received_on="112.05.20", text="改寫的理由")
    assert officer.post(edit, {**cells, "version": "1"}).status_code == 302
    assert set(history_of(made)[0].changes) == {"text"}
    assert officer.get(reverse("quota_justifications:edit", args=[to_rule(staff).pk])).status_code == 403


@pytest.mark.parametrize(("ruling", "state"), [(ACCEPT, "accepted"), (REJECT, "rejected")])
def test_a_ruling_keeps_its_reason_until_the_case_is_reopened(
    ruling: Transition[Justification], state: str, staff: User, supervisor: User, officer: Client
) -> None:
    ruled = taken(to_rule(staff), ruling, supervisor, "求才紀錄屬實")
    assert (ruled.state, ruled.ruling) == (state, "求才紀錄屬實")
    assert "求才紀錄屬實" in officer.get(ruled.get_absolute_url()).content.decode()
    again = taken(ruled, REOPEN, supervisor, "有新事證")
    assert (again.state, again.ruling) == ("draft", "")
    assert Waiting.objects.of(again).get().person == staff


def test_reasons_are_found_and_another_unit_finds_none(
    officer: Client, outsider: User, client_for: ClientFor, staff: User
) -> None:
    made = JustificationFactory.create()
    to_rule(staff)
    for query in ({"state": "draft"}, {"q": made.number}, {"employer": made.employer.ubn}):
        assert [found.pk for found in officer.get(LIST, query).context["page"].records] == [made.pk]
    assert "imports" not in "".join(action.url for action in officer.get(LIST).context["page"].actions)
    others = client_for(outsider).get(LIST).context["page"]
    assert (others.count, others.everybodys_count, others.actions) == (0, 2, ())


def test_three_reasons_cost_as_many_queries_as_one(officer: Client) -> None:
    def cost(made: Justification) -> list[int]:
        found = []
        for address in (LIST, made.get_absolute_url()):
            officer.get(address)
            with CaptureQueriesContext(connection) as captured:
                officer.get(address)
            found.append(len(captured))
        return found

    one = cost(JustificationFactory.create())
    JustificationFactory.create()
    assert cost(JustificationFactory.create()) == one
