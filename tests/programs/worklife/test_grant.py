"""A subsidy is proposed within the limits of its year and granted by a second person."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import system_user
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of
from laborportal.imports.engine import run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from laborportal.workflow.models import Approval, Waiting
from laborportal.workflow.performing import NotAllowed, perform
from programs.worklife.imports import SubsidyLoader
from programs.worklife.models import ChildcareSubsidy
from programs.worklife.queries import budget_of
from programs.worklife.states import SubsidyState, SubsidyStatus
from programs.worklife.transitions import APPROVE
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.imports import csv_file
from tests.factories.worklife import ChildcareSubsidyFactory, in_review, proposed, subsidy
from tests.laborportal.workflow.test_concurrency import at_once

pytestmark = pytest.mark.django_db


def url(case: ChildcareSubsidy, step: str = "approve") -> str:
    return reverse("subsidies:step", args=[case.pk, step])


def seen(case: ChildcareSubsidy, **more: str) -> dict[str, str]:
    case.refresh_from_db()
    return {"seen_state": case.state, "seen_version": str(case.version), **more}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def chief(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


def typed(**changed: str) -> dict[str, str]:
    cells = {"number": "112-育兒-0001", "year": "112", "ubn": "", "employer": "榕澗營造", "kind": "home_care"}
    return cells | {"spent": "60000", "proposed": "48000"} | changed


def test_a_subsidy_typed_in_is_received_and_waits_for_its_typist(officer: Client, staff: User) -> None:
    answer = officer.post(reverse("subsidies:create"), typed())
    assert answer.status_code == 302, answer.context["form"].errors
    case = ChildcareSubsidy.objects.get()
    assert (case.status, case.state, case.granted, case.officer) == ("received", "draft", None, staff)
    assert Waiting.objects.get().person == staff
    assert "48,000" in officer.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changed", "numbers"),
    [
        ({"proposed": "48001"}, ("80", "48,000", "48,001")),
        ({"spent": "90000", "proposed": "50001"}, ("50,000", "50,001")),
        ({"spent": "5000000", "proposed": "2360001", "kind": "lactation_room"}, ("2,360,000", "10,000")),
        ({"year": "111"}, ("111",)),
        ({"proposed": "60001"}, ("60,000", "60,001")),
    ],
)
def test_the_form_refuses_a_proposal_beyond_a_limit_with_the_arithmetic(
    changed: dict[str, str], numbers: tuple[str, ...], officer: Client
) -> None:
    answer = officer.post(reverse("subsidies:create"), typed(**changed))
    errors = " ".join(answer.context["form"].errors["proposed"])
    assert all(number in errors for number in numbers), errors
    assert not ChildcareSubsidy.objects.exists()


def test_an_application_may_be_kept_before_anything_is_proposed_but_not_submitted(officer: Client) -> None:
    officer.post(reverse("subsidies:create"), typed(proposed=""))
    case = ChildcareSubsidy.objects.get()
    refused = officer.post(url(case, "submit"), seen(case))
    assert refused.status_code == 200
    assert refused.context["form"].non_field_errors()
    assert officer.get(case.get_absolute_url()).context["lines"] == ()


def test_a_second_person_grants_what_was_proposed_and_it_comes_off_the_budget(
    chief: Client, supervisor: User, staff: User
) -> None:
    case = in_review(staff)
    before = Event.objects.count()
    assert chief.post(url(case), seen(case, reason="審查會議決議")).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.state, case.granted) == ("approved", "approved", 48_000)
    assert budget_of(112).left == 2_360_000 - 48_000
    assert Event.objects.count() == before + 1
    event = history_of(case)[0]
    assert (event.action, event.actor, event.reason) == ("worklife.approve", supervisor, "審查會議決議")
    assert event.changes == {
        "status": ["received", "approved"], "granted": [None, 48_000], "state": ["in_review", "approved"],
    }  # fmt: skip
    assert list(Approval.objects.of(case).values_list("decision", flat=True)) == ["submitted", "approved"]


@pytest.mark.parametrize("step", ["approve", "reject", "return"])
def test_nobody_decides_an_own_case(step: str, client_for: ClientFor, staff: User) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR)
    for case in (in_review(both), in_review(staff, submitted_by=both)):
        answer = client_for(both).post(url(case, step), seen(case, reason="x"))
        assert answer.status_code == 403
        case.refresh_from_db()
        assert (case.state, case.granted) == (SubsidyState.IN_REVIEW, None)


def test_a_grant_beyond_what_is_left_of_the_budget_is_refused_with_the_arithmetic(chief: Client, staff: User) -> None:
    """What was within the limits when it was submitted need not be so when it is decided."""
    case = in_review(staff)
    subsidy(2_312_001, spent=9_000_000)
    answer = chief.post(url(case), seen(case))
    assert answer.status_code == 200
    (sentence,) = answer.context["form"].non_field_errors()
    assert all(number in sentence for number in ("2,360,000", "2,312,001", "47,999", "48,000"))
    assert re.findall(r"(?<![\d,])1(?![\d,])", sentence) == ["1"]
    case.refresh_from_db()
    assert (case.state, case.granted) == (SubsidyState.IN_REVIEW, None)
    ChildcareSubsidy.objects.exclude(pk=case.pk).update(granted=2_312_000)
    assert chief.post(url(case), seen(case)).status_code == 302
    assert budget_of(112).left == 0


def test_a_submission_beyond_a_limit_is_refused_with_the_arithmetic(officer: Client, staff: User) -> None:
    case = proposed(staff, 48_001)
    answer = officer.post(url(case, "submit"), seen(case))
    assert "48,000" in " ".join(answer.context["form"].non_field_errors())
    assert not Approval.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_once_cannot_share_what_is_left_of_the_budget(supervisor: User) -> None:
    subsidy(2_290_000, spent=9_000_000)
    cases = [in_review(person(Role.STAFF)) for _case in range(2)]
    outcomes = at_once(*(granting(case, supervisor) for case in cases))
    assert sorted(type(found).__name__ for found in outcomes) == ["ChildcareSubsidy", "NotAllowed"], outcomes
    assert budget_of(112).left == 70_000 - 48_000


def granting(case: ChildcareSubsidy, who: User) -> Any:
    return lambda: perform(case, APPROVE, act=Act(who), seen_state=case.state, seen_version=case.version)


def test_a_rejection_needs_a_reason_and_grants_nothing(chief: Client, staff: User) -> None:
    case = in_review(staff)
    assert chief.post(url(case, "reject"), seen(case)).status_code == 200
    assert chief.post(url(case, "reject"), seen(case, reason="同一年度已獲補助")).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.state, case.granted) == ("rejected", "rejected", None)
    assert not Waiting.objects.exists()


def test_a_granted_subsidy_waits_for_its_payment_and_a_reopened_one_gives_its_amount_back(
    chief: Client, officer: Client, staff: User
) -> None:
    case = in_review(staff)
    chief.post(url(case), seen(case))
    assert Waiting.objects.get().person == staff
    officer.post(url(case, "pay"), seen(case))
    case.refresh_from_db()
    assert (case.status, case.granted) == ("paid", 48_000)
    assert not Waiting.objects.exists()
    chief.post(url(case, "reopen"), seen(case, reason="憑證不符"))
    case.refresh_from_db()
    assert (case.status, case.state, case.granted, case.proposed) == ("received", "returned", None, 48_000)
    assert budget_of(112).left == 2_360_000
    for who, step in ((officer, "submit"), (chief, "approve")):
        assert who.post(url(case, step), seen(case)).status_code == 302


def test_a_reopened_rejection_keeps_what_was_proposed(chief: Client, staff: User) -> None:
    case = in_review(staff)
    chief.post(url(case, "reject"), seen(case, reason="不符"))
    chief.post(url(case, "reopen"), seen(case, reason="補件"))
    case.refresh_from_db()
    assert (case.status, case.proposed) == (SubsidyStatus.RECEIVED, 48_000)


def load(folder: Any, **cells: str) -> int:
    row = {"year": "112", "ubn": "", "employer": "榕澗營造", "kind": "childcare_measure", "spent": "60000", **cells}
    path = csv_file(folder, [row], header=list(row))
    result = run_import(SubsidyLoader(), path, Act(system_user()), dataset="childcare_subsidies")
    assert result.ok, result.errors
    return result.import_id or 0


def test_what_a_file_decides_ends_a_case_that_is_under_way_and_taking_it_back_returns_it(
    staff: User, tmp_path: Any
) -> None:
    case = in_review(staff, number="S1", employer__name="榕澗營造")
    run = load(tmp_path, number="S1", granted="30000", status="paid")
    case.refresh_from_db()
    assert (case.status, case.state, case.granted) == ("paid", "paid", 30_000)
    assert not Waiting.objects.exists()
    revert(ImportRun.objects.get(pk=run), Act(system_user()))
    case.refresh_from_db()
    assert (case.status, case.state, case.granted) == ("received", "in_review", None)
    assert Waiting.objects.get().role == Role.SUPERVISOR


def test_a_file_that_takes_a_decision_away_makes_a_draft(tmp_path: Any) -> None:
    case = subsidy(30_000, number="S1", employer__name="榕澗營造")
    load(tmp_path, number="S1", granted="", status="received")
    case.refresh_from_db()
    assert (case.status, case.state, case.granted) == ("received", "draft", None)


@pytest.mark.parametrize(
    "broken",
    [
        {"granted": 60_001, "status": "paid"},
        {"kind": "pram"},
        {"year": 0},
    ],
)
def test_the_database_itself_refuses_what_must_not_be(broken: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildcareSubsidyFactory.create(**broken)
    case = subsidy(30_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildcareSubsidy.objects.filter(pk=case.pk).update(status="paid")


def test_a_page_asks_as_often_for_a_grant_as_for_a_proposal_among_many(chief: Client, staff: User) -> None:
    one, three = in_review(staff), in_review(staff)
    costs = []
    for case in (one, one, three):
        with CaptureQueriesContext(connection) as queries:
            chief.get(case.get_absolute_url())
        costs.append(len(queries))
        subsidy(1_000)
    assert costs[1] == costs[2]


def test_amounts_that_are_refused_are_said_by_the_error_itself(staff: User, supervisor: User) -> None:
    case = in_review(staff)
    subsidy(2_360_000, spent=9_000_000)
    with pytest.raises(NotAllowed, match="2,360,000"):
        granting(case, supervisor)()
