"""What was done about an employer stands on the page of its month, as far as the reader may see it."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.parameters.reading import NoValue
from programs.quota.follow_up import SHOWN, follow_up
from programs.quota.forms import SelectionForm
from programs.quota.models import Cohort, Notice, QuotaMonth
from programs.quota.states import NoticeKind
from programs.quota.transitions.justifications import REJECT
from programs.quota.transitions.notices import DROP
from programs.quota.views.notices import IssueView
from tests.conftest import ClientFor
from tests.factories.activities import GuidanceVisitFactory
from tests.factories.quota import QuotaMonthFactory
from tests.factories.quota_casework import NoticeFactory, QuotaPenaltyFactory, draft, issued, taken, to_rule

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2023, 9, 1)


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def month(db: None) -> QuotaMonth:
    return QuotaMonthFactory.create()


def visit(month: QuotaMonth, topic: str = "quota", **fields: object) -> object:
    return GuidanceVisitFactory.create(employer=month.employer, about=topic, **fields)


def test_letters_visits_reasons_and_fines_are_told_newest_first(
    month: QuotaMonth, staff: User, supervisor: User
) -> None:
    issued(staff, about=month)
    visit(month, visited_on=date(2023, 10, 25))
    taken(to_rule(staff, employer=month.employer, received_on=date(2023, 11, 15)), REJECT, supervisor, "無具體事證")
    QuotaPenaltyFactory.create(employer=month.employer, decided_on=date(2023, 12, 1))
    NoticeFactory.create(about=month, kind=NoticeKind.ASSESSMENT)
    done = follow_up(month.employer, staff)
    assert [each.on for each in done] == [
        None,
        date(2023, 12, 1),
        date(2023, 11, 15),
        date(2023, 10, 25),
        date(2023, 10, 20),
    ]
    assert [each.mark for each in done] == ["draft", "done", "stop", "done", "warn"]


def test_only_visits_about_the_quota_and_only_of_this_employer_belong_here(month: QuotaMonth, staff: User) -> None:
    visit(month, topic="remote_work")
    visit(QuotaMonthFactory.create())
    assert follow_up(month.employer, staff) == []


def test_a_revoked_fine_says_so_and_one_that_waits_too(month: QuotaMonth, staff: User) -> None:
    QuotaPenaltyFactory.create(employer=month.employer, appeal="revoked")
    draft(staff, employer=month.employer)
    assert {each.mark for each in follow_up(month.employer, staff)} == {"void", "draft"}


def test_another_unit_is_told_nothing_of_it(month: QuotaMonth, staff: User, outsider: User, auditor: User) -> None:
    issued(staff, about=month)
    to_rule(staff, employer=month.employer)
    QuotaPenaltyFactory.create(employer=month.employer)
    visit(month)
    assert follow_up(month.employer, outsider) == []
    assert len(follow_up(month.employer, auditor)) == 4


def test_a_long_history_is_cut_to_the_newest(staff: User, month: QuotaMonth) -> None:
    QuotaPenaltyFactory.create_batch(SHOWN + 2, employer=month.employer)
    assert len(follow_up(month.employer, staff)) == SHOWN


# What happens at the same moment, and who may only read


def test_readers_are_offered_nothing_to_do(auditor: User, client_for: ClientFor) -> None:
    for name in ("quota_notices:list", "quota_justifications:list", "quota_lists:list", "quota_payments:list"):
        page = client_for(auditor).get(reverse(name)).context["page"]
        assert (list(page.actions), page.exports) == ([], [])


def test_a_run_that_another_one_overtook_says_so(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(*given: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("programs.quota.views.notices.propose", overtaken)
    assert officer.post(reverse("quota_notices:run"), {"month": "112.09"}).context["form"].non_field_errors()
    monkeypatch.setattr("programs.quota.views.cohorts.take_cohort", overtaken)
    assert officer.post(reverse("quota_cohorts:take", args=[112])).context["problem"]
    assert not Notice.objects.exists()
    assert not Cohort.objects.exists()


def test_letters_that_change_while_they_go_out_stay_where_they_are(
    officer: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = NoticeFactory.create()
    asked = {"notice": [f"{letter.pk}.1"], "letter_number": "甲1", "issued_on": "112.10.20"}

    def quicker(view: IssueView, notice: Notice, form: SelectionForm) -> None:
        taken(notice, DROP, staff, "已面談")
        original(view, notice, form)

    original = IssueView.issue
    monkeypatch.setattr(IssueView, "issue", quicker)
    answer = officer.post(reverse("quota_notices:issue"), asked)
    assert staff.name in answer.context["form"].non_field_errors()[0]
    assert Notice.objects.get().state == "proposed"


def test_a_month_of_which_no_rule_is_known_has_no_calculation(
    officer: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = issued(staff, kind=NoticeKind.ASSESSMENT)

    def nothing(*given: object) -> None:
        raise NoValue

    monkeypatch.setattr("programs.quota.views.notices.explain", nothing)
    assert officer.get(letter.get_absolute_url()).context["steps"] == ()
