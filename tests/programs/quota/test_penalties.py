"""Rules of a quota penalty, and what its page and its form say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.employers.standing import facts
from laborportal.imports.engine import Result, run_import
from laborportal.parameters.models import ParameterValue
from laborportal.penalties.ledger import Standing, fold
from laborportal.penalties.states import State
from laborportal.workflow.models import Waiting
from programs.quota.fines import FineLimits
from programs.quota.imports import QuotaPenaltyLoader
from programs.quota.models import QuotaPenalty
from programs.quota.standing import OPEN_FINE
from programs.quota.transitions.justifications import ACCEPT, REJECT
from programs.quota.transitions.penalties import PENALTY_PROCESS
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.imports import csv_file
from tests.factories.quota import QuotaMonthFactory
from tests.factories.quota_casework import QuotaPenaltyFactory, draft, in_review, taken, to_rule

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 15)
CREATE = reverse("quota_penalties:create")


def cells(**given: Any) -> dict[str, str]:
    valid = {
        "number": "北市勞運字第11260000011號",
        "ubn": "",
        "employer": "榕澗營造股份有限公司",
        "decided_on": "112.06.15",
        "ground": "3",
        "amount": "20,000",
        "paid_on": "",
        "appeal": "",
    }
    return valid | {name: str(value) for name, value in given.items()}


def typed(**given: Any) -> dict[str, str]:
    """What the form takes: payment and appeal come later."""
    return {name: text for name, text in cells(**given).items() if name not in ("paid_on", "appeal")}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def load(tmp_path: Path, act: Act) -> Any:
    def loaded(*rows: dict[str, str]) -> Result:
        return run_import(QuotaPenaltyLoader(), csv_file(tmp_path, rows), act, dataset="quota_penalties")

    return loaded


def columns(problems: Any) -> set[str]:
    return {problem["column"] if isinstance(problem, dict) else problem.column for problem in problems}


# The rules


def test_the_fine_needs_one_of_four_grounds(load: Any) -> None:
    assert load(*(cells(number=f"甲{ground}", ground=ground) for ground in "1234")).counts.created == 4
    for ground in ("", "0", "5", "無正當理由"):
        assert columns(load(cells(number="乙", ground=ground)).errors) == {"ground"}
    with pytest.raises(IntegrityError), transaction.atomic():
        QuotaPenaltyFactory.create(ground="5")


def test_the_fine_never_applies_to_public_bodies(load: Any, officer: Client) -> None:
    body = EmployerFactory.create(sector="public")
    named = {"ubn": body.ubn, "employer": body.name}
    result = load(cells(**named))
    assert columns(result.errors) == {"employer"}
    form = officer.post(CREATE, {**typed(**named), "confirm_odd": "1"}).context["form"]
    assert form.errors["employer"]
    assert not QuotaPenalty.objects.exists()


@pytest.mark.parametrize(
    ("register", "months", "refused"),
    [
        ("public", {"2023-06": "private"}, False),
        ("private", {"2023-06": "public"}, True),
        ("private", {"2023-05": "public"}, True),
        ("private", {"2022-12": "public", "2023-03": "private"}, False),
        ("private", {"2022-12": "private", "2023-03": "public"}, True),
        ("public", {"2023-07": "private"}, True),
        ("private", {"2023-07": "public"}, False),
    ],
)
def test_public_is_who_was_public_at_that_time(register: str, months: dict[str, str], refused: bool, load: Any) -> None:
    employer = EmployerFactory.create(sector=register)
    for month, sector in months.items():
        QuotaMonthFactory.create(employer=employer, month=date.fromisoformat(f"{month}-01"), sector=sector)
    result = load(cells(ubn=employer.ubn, employer=employer.name))
    assert result.ok is not refused


def test_a_later_day_of_decision_is_asked_the_same(load: Any) -> None:
    employer = EmployerFactory.create()
    fine = QuotaPenaltyFactory.create(employer=employer)
    QuotaMonthFactory.create(employer=employer, month=date(2023, 7, 1), sector="public")
    row = cells(number=fine.number, ubn=employer.ubn, employer=employer.name)
    assert load({**row, "decided_on": "112.06.30"}).ok
    assert columns(load({**row, "decided_on": "112.07.01"}).errors) == {"employer"}


def test_the_fine_is_decided_by_a_person_and_need_not_follow_two_four_six(load: Any) -> None:
    employer = EmployerFactory.create()
    named = {"ubn": employer.ubn, "employer": employer.name}
    amounts = (20_000, 35_500, 20_000, 100_000, 35_495)
    assert load(*(cells(number=f"甲{n}", amount=amount, **named) for n, amount in enumerate(amounts))).ok
    assert list(QuotaPenalty.objects.order_by("pk").values_list("amount", flat=True)) == list(amounts)


def test_the_fine_lies_between_20000_and_100000_or_from_10000_by_mitigation(load: Any) -> None:
    for amount, odd in ((20_000, False), (100_000, False), (19_999, True), (10_000, True)):
        result = load(cells(number=f"甲{amount}", amount=amount))
        assert (result.ok, columns(result.warnings)) == (True, {"amount"} if odd else set())
    for amount in (9_999, 100_001, 0):
        assert columns(load(cells(number="乙", amount=amount)).errors) == {"amount"}


def test_the_fine_is_separate_from_the_subsidy(load: Any) -> None:
    """§96 and §43: neither takes from the other."""
    month = QuotaMonthFactory.create()
    load(cells(ubn=month.employer.ubn, employer=month.employer.name))
    found = figures_of(112, ("quota.penalty_amount", "quota.levy")).counted
    assert [int(each.value or 0) for each in found.values()] == [20_000, month.levy]


def test_a_revoked_fine_is_on_file_and_counts_in_no_figure(load: Any) -> None:
    load(*(cells(number=f"甲{appeal}", appeal=appeal) for appeal in ("none", "pending", "dismissed", "revoked")))
    found = figures_of(112, ("quota.penalties", "quota.penalty_amount")).counted
    assert [int(each.value or 0) for each in found.values()] == [3, 60_000]
    assert QuotaPenalty.objects.standing().count() == 4


def test_limits_that_are_entered_later_leave_older_fines_as_they_were(load: Any) -> None:
    ParameterValue.objects.create(
        code="quota_fine_minimum", valid_from=date(2024, 1, 1), value=50_000, citation="修正條文"
    )
    assert not columns(load(cells()).warnings)
    assert columns(load(cells(number="乙", decided_on="113.01.01")).warnings) == {"amount"}
    limits = FineLimits.read()
    assert (limits.on(date(2023, 12, 31))[0], limits.on(date(2024, 1, 1))[0]) == (20_000, 50_000)
    assert limits.on(date(2000, 1, 1)) == (20_000, 100_000, 10_000)


# Files and drafts


def test_a_letter_that_a_file_brings_stands_whatever_its_draft_was_waiting_for(load: Any, staff: User) -> None:
    waiting = in_review(staff)
    row = cells(
        number=waiting.number, ubn=waiting.employer.ubn, employer=waiting.employer.name, paid_on="112.07.20",
        appeal="dismissed",
    )  # fmt: skip
    assert load(row).counts.updated == 1
    found = QuotaPenalty.objects.get()
    assert (found.state, found.paid_on, found.appeal) == (State.DECIDED, date(2023, 7, 20), "dismissed")
    assert not Waiting.objects.exists()
    assert fold(found.entries.all()) == found.folded


def test_a_blank_cell_of_payment_and_appeal_takes_the_entry_back(load: Any) -> None:
    load(cells(paid_on="112.07.20", appeal="pending"))
    load(cells())
    found = QuotaPenalty.objects.get()
    assert found.folded == Standing(20_000)
    assert [entry.kind for entry in found.entries.all()] == [
        "decided",
        "appeal_lodged",
        "paid",
        "appeal_cleared",
        "payment_cleared",
    ]


def test_what_is_entered_counts_once_a_second_person_has_confirmed_it(
    officer: Client, supervisor: User, staff: User
) -> None:
    assert officer.post(CREATE, typed()).status_code == 302
    case = QuotaPenalty.objects.get()
    assert (case.state, case.officer, QuotaPenalty.objects.standing().count()) == (State.DRAFT, staff, 0)
    for code, who in (("submit", staff), ("confirm", supervisor)):
        step = PENALTY_PROCESS.transition(code)
        assert step is not None
        case = taken(case, step, who)
    assert QuotaPenalty.objects.standing().count() == 1


# What the pages say


def test_the_ladder_is_a_hint_beside_the_form_and_no_rule(officer: Client) -> None:
    employer = EmployerFactory.create()
    assert officer.get(CREATE).context["hint"] is None
    for earlier, hint in ((0, 20_000), (1, 40_000), (2, 60_000), (3, 80_000), (4, 100_000), (5, 100_000)):
        page = officer.get(CREATE, {"ubn": employer.ubn, "employer": employer.name})
        assert (page.context["hint"].earlier, page.context["hint"].amount) == (earlier, hint)
        assert f"{hint:,}" in page.content.decode()
        QuotaPenaltyFactory.create(employer=employer)
    answer = officer.post(CREATE, typed(ubn=employer.ubn, employer=employer.name))
    assert answer.status_code == 302


def test_the_hint_counts_neither_revoked_nor_other_fines(officer: Client, staff: User) -> None:
    case = draft(staff)
    QuotaPenaltyFactory.create(employer=case.employer, appeal="revoked")
    QuotaPenaltyFactory.create()
    for url in (case.get_absolute_url(), reverse("quota_penalties:edit", args=[case.pk])):
        assert officer.get(url).context["hint"].earlier == 0
    assert officer.get(QuotaPenaltyFactory.create().get_absolute_url()).context["hint"] is None


@pytest.mark.parametrize(
    ("ruling", "received_on", "asked"),
    [(ACCEPT, DAY, True), (REJECT, DAY, False), (ACCEPT, date(2023, 6, 16), False)],
)
def test_an_accepted_reason_makes_the_form_ask_again(
    ruling: Any, received_on: date, asked: bool, officer: Client, staff: User, supervisor: User
) -> None:
    reason = taken(to_rule(staff, received_on=received_on), ruling, supervisor, "查證屬實")
    row = typed(ubn=reason.employer.ubn, employer=reason.employer.name)
    answer = officer.post(CREATE, row)
    assert (answer.status_code == 200) is asked
    if asked:
        assert "112.06.15" in " ".join(answer.context["form"].warnings)
        assert officer.post(CREATE, {**row, "confirm_odd": "1"}).status_code == 302


def test_the_page_shows_the_ledger_and_offers_what_can_be_noted(officer: Client, staff: User) -> None:
    case = QuotaPenaltyFactory.create()
    offered = officer.get(case.get_absolute_url()).content.decode()
    assert all(reverse("quota_penalties:step", args=[case.pk, code]) in offered for code in ("pay", "lodge"))
    assert reverse("quota_penalties:step", args=[case.pk, "revoke"]) not in offered
    officer.post(
        reverse("quota_penalties:step", args=[case.pk, "pay"]),
        {"seen_state": case.state, "seen_version": case.version, "paid_on": "112.07.01"},
    )
    case.refresh_from_db()
    assert (case.paid_on, fold(case.entries.all())) == (date(2023, 7, 1), case.folded)
    shown = officer.get(case.get_absolute_url()).content.decode()
    assert shown.count("112.07.01") >= 2
    assert "entry_on" not in shown
    assert reverse("quota_penalties:step", args=[case.pk, "pay"]) not in shown


def test_an_open_fine_is_part_of_the_standing_of_an_employer_until_it_is_paid() -> None:
    fine = QuotaPenaltyFactory.create(paid_on=date(2023, 7, 20))
    QuotaPenaltyFactory.create(employer=fine.employer, appeal="revoked")
    told = {day: [fact.kind for fact in facts([fine.employer_id], day)[fine.employer_id]] for day in DAYS}
    assert told == {DAYS[0]: [], DAYS[1]: [OPEN_FINE], DAYS[2]: [OPEN_FINE], DAYS[3]: []}
    (fact,) = facts([fine.employer_id], DAYS[1])[fine.employer_id]
    assert (fact.url, "20,000" in fact.words) == (fine.get_absolute_url(), True)


DAYS = (date(2023, 6, 14), date(2023, 6, 15), date(2023, 7, 19), date(2023, 7, 20))


def test_what_is_not_confirmed_has_a_list_of_its_own(officer: Client, outsider: User, client_for: ClientFor) -> None:
    decided = QuotaPenaltyFactory.create()
    officer.post(CREATE, typed())
    case = QuotaPenalty.objects.undecided().get()
    page = officer.get(reverse("quota_penalties:undecided"))
    assert [found.pk for found in page.context["page"].records] == [case.pk]
    listed = officer.get(reverse("quota_penalties:list")).context["page"]
    assert [found.pk for found in listed.records] == [decided.pk]
    others = client_for(outsider).get(reverse("quota_penalties:undecided")).context["page"]
    assert (others.count, others.everybodys_count) == (0, 1)
    shown = officer.get(case.get_absolute_url(), {"year": "112"}).content.decode()
    assert f'href="{reverse("quota_penalties:undecided")}?year=112"' in shown


@pytest.mark.parametrize("name", ["quota_penalties:undecided", "quota_penalties:list", "record", "home"])
def test_three_cost_as_many_queries_as_one(name: str, officer: Client, staff: User) -> None:
    def cost(case: QuotaPenalty) -> int:
        url = case.get_absolute_url() if name == "record" else reverse(name)
        officer.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(url).status_code == 200
        return len(captured)

    def made() -> QuotaPenalty:
        found: QuotaPenalty = QuotaPenaltyFactory.create() if name == "quota_penalties:list" else in_review(staff)
        return found

    one = cost(made())
    made()
    assert cost(made()) == one
