"""The run of a month: whom it proposes letters to, how they go out, and until when an answer is due."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of
from laborportal.parameters.models import ParameterValue
from laborportal.workflow.models import Waiting
from programs.quota.models import Notice, QuotaMonth
from programs.quota.proposals import proposals
from programs.quota.states import NoticeKind, NoticeState
from programs.quota.terms import deadline_of
from programs.quota.transitions.notices import CLOSE, DROP, WITHDRAW, propose
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.quota import QuotaMonthFactory, months
from tests.factories.quota_casework import NoticeFactory, PaymentFactory, issued, served, taken

pytestmark = pytest.mark.django_db
RUN, ISSUE_MANY, LIST = map(reverse, ("quota_notices:run", "quota_notices:issue", "quota_notices:list"))
SEPTEMBER, AUGUST = date(2023, 9, 1), date(2023, 8, 1)


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def course(shortages: str, total: int = 300) -> QuotaMonth:
    """A month for each digit, the last of them SEPTEMBER: so many persons short of *total* staff."""
    employer = EmployerFactory.create()
    required = total // 100
    made = [
        QuotaMonthFactory.create(
            employer=employer,
            month=date(2023, 9 - back, 1),
            insured=total,
            ordinary=max(0, required - int(digit)),
        )
        for back, digit in zip(range(len(shortages) - 1, -1, -1), shortages, strict=True)
        if digit != "-"
    ]
    return made[-1]


def proposed(month: date = SEPTEMBER) -> set[tuple[str, int]]:
    return {(proposal.kind.value, proposal.about.employer_id) for proposal in proposals(month).found}


def of(kind: NoticeKind, *about: QuotaMonth) -> set[tuple[str, int]]:
    return {(kind.value, month.employer_id) for month in about}


def unpaid(*about: QuotaMonth) -> set[tuple[str, int]]:
    return of(NoticeKind.ASSESSMENT, *about)


def test_who_is_short_and_was_not_in_the_month_before_is_newly_short() -> None:
    new, again, long, met = course("01", 200), course("1-1", 200), course("11", 200), course("10", 200)
    assert proposed() == of(NoticeKind.NEWLY_SHORT, new, again) | unpaid(new, again, long)
    assert met.employer_id not in {employer for _kind, employer in proposed()}


def test_without_the_month_before_nobody_is_newly_short_and_the_run_says_so() -> None:
    only = course("1")
    found = proposals(SEPTEMBER)
    assert [proposal.kind for proposal in found.found] == [NoticeKind.ASSESSMENT]
    assert "112.08" in " ".join(found.remarks)
    assert found.found[0].about == only


@pytest.mark.parametrize(
    ("shortages", "total", "wanted"),
    [
        ("111111", 300, True),
        ("11111111", 450, True),
        ("011111", 300, False),
        ("1-1111111"[1:], 300, True),
        ("111-11", 300, False),
        ("111111", 299, False),
    ],
)
def test_large_employers_that_were_short_for_six_months_get_a_letter(shortages: str, total: int, wanted: bool) -> None:
    about = course(shortages, total)
    assert (of(NoticeKind.LONG_SHORT, about) <= proposed()) is wanted


def test_size_and_duration_are_parameters_of_their_day() -> None:
    about = course("111", 250)
    for code, value in (("quota_large_staff", 250), ("quota_long_short_months", 3)):
        ParameterValue.objects.create(code=code, valid_from=SEPTEMBER, value=value, citation="新計畫")
    assert of(NoticeKind.LONG_SHORT, about) <= proposed()
    assert not of(NoticeKind.LONG_SHORT, about) & proposed(AUGUST)


def test_a_large_employer_gets_the_letter_once_while_its_shortage_lasts(act: Act, staff: User) -> None:
    about = course("11111111")
    before = QuotaMonth.objects.get(employer=about.employer, month=AUGUST)
    NoticeFactory.create(about=before, kind=NoticeKind.LONG_SHORT)
    assert not of(NoticeKind.LONG_SHORT, about) & proposed()
    taken(Notice.objects.get(), DROP, staff, "已面談")
    assert of(NoticeKind.LONG_SHORT, about) <= proposed()


def test_who_has_paid_is_not_assessed() -> None:
    paid, partly, not_at_all = course("11"), course("11"), course("11")
    PaymentFactory.create(about=paid, amount=paid.levy)
    PaymentFactory.create(about=partly, amount=26_399)
    assert proposed() == unpaid(partly, not_at_all)


def test_nobody_is_assessed_while_the_subsidy_can_still_be_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    course("11")
    for day, assessed in ((date(2023, 10, 10), False), (date(2023, 10, 11), True)):
        monkeypatch.setattr("programs.quota.proposals.today", lambda day=day: day)
        assert bool(proposed()) is assessed
    monkeypatch.setattr("programs.quota.proposals.today", lambda: date(2023, 10, 10))
    assert "112.10.10" in " ".join(proposals(SEPTEMBER).remarks)


def test_without_a_known_wage_nobody_is_assessed_and_the_run_says_so() -> None:
    QuotaMonthFactory.create(month=date(2005, 9, 1))
    found = proposals(date(2005, 9, 1))
    assert found.found == []
    assert "094.09" in " ".join(found.remarks[1:])


class TestRuns(TestCase):
    @settings(max_examples=25)
    @given(st.lists(st.text("0123-", min_size=9, max_size=9), min_size=1, max_size=5), st.sampled_from((299, 300, 420)))
    def test_the_run_proposes_exactly_what_the_rules_say(self, courses: list[str], total: int) -> None:
        every = [course(shortages[:-1] + shortages[-1].replace("-", "0"), total) for shortages in courses]
        expected: set[tuple[str, int]] = set()
        anything_before = any(shortages[-2] != "-" for shortages in courses)
        for about, shortages in zip(every, courses, strict=True):
            run = len(shortages) - len(shortages.rstrip("123"))
            if run:
                expected |= unpaid(about)
            if run == 1 and anything_before:
                expected |= of(NoticeKind.NEWLY_SHORT, about)
            if run >= 6 and total >= 300:
                expected |= of(NoticeKind.LONG_SHORT, about)
        assert proposed() == expected


# The run, by its page


def test_the_run_shows_first_and_writes_only_when_told(officer: Client) -> None:
    about = course("01")
    shown = officer.get(RUN, {"month": "112.09"})
    assert shown.status_code == 200
    assert about.employer.name in shown.content.decode()
    assert not Notice.objects.exists()
    answer = officer.post(RUN, {"month": "112.09"})
    assert answer.status_code == 302
    letters = Notice.objects.order_by("pk")
    assert [(letter.kind, letter.state, letter.shortage, letter.levy) for letter in letters] == [
        (NoticeKind.NEWLY_SHORT, NoticeState.PROPOSED, 1, 26_400),
        (NoticeKind.ASSESSMENT, NoticeState.PROPOSED, 1, 26_400),
    ]
    assert Waiting.objects.count() == 2
    assert [history_of(letter).count() for letter in letters] == [1, 1]
    assert officer.get(answer["Location"]).context["page"].count == 2


def test_a_second_run_proposes_nothing_twice(act: Act) -> None:
    course("01")
    assert len(propose(SEPTEMBER, act)) == 2
    assert propose(SEPTEMBER, act) == []
    assert len(set(Notice.objects.values_list("number", flat=True))) == 2


def test_a_withdrawn_letter_can_be_proposed_again_and_a_dropped_one_cannot(
    act: Act, staff: User, supervisor: User
) -> None:
    about = course("11")
    letter = issued(staff, about=about, kind=NoticeKind.ASSESSMENT)
    taken(letter, WITHDRAW, supervisor, "金額有誤")
    (again,) = propose(SEPTEMBER, act)
    taken(again, DROP, staff, "已約談")
    assert propose(SEPTEMBER, act) == []


def test_a_month_that_cannot_be_read_is_said(officer: Client) -> None:
    for answer in (officer.get(RUN, {"month": "明年"}), officer.post(RUN, {"month": ""})):
        assert answer.status_code == 200
        assert answer.context["form"].errors["month"]


def test_the_newest_month_is_filled_in(officer: Client) -> None:
    assert officer.get(RUN).context["form"]["month"].value() is None
    months(EmployerFactory.create(), {AUGUST: 1, SEPTEMBER: 1})
    assert officer.get(RUN).context["form"]["month"].value() == "112.09"


# Letters go out


def chosen(*letters: Notice, **more: str) -> Mapping[str, object]:
    return {
        "notice": [f"{letter.pk}.{letter.version}" for letter in letters],
        "letter_number": "北市勞運字第1126000001號",
        "issued_on": "112.10.20",
        **more,
    }


def test_the_officer_chooses_which_letters_go_out(officer: Client, staff: User) -> None:
    letters = NoticeFactory.create_batch(3)
    page = officer.get(ISSUE_MANY)
    assert all(letter.employer.name in page.content.decode() for letter in letters)
    events = Event.objects.count()
    answer = officer.post(ISSUE_MANY, chosen(*letters[:2]))
    assert answer.status_code == 302
    assert Event.objects.count() == events + 2
    out = Notice.objects.filter(state=NoticeState.ISSUED)
    assert {(letter.pk, letter.officer, letter.issued_on) for letter in out} == {
        (letter.pk, staff, date(2023, 10, 20)) for letter in letters[:2]
    }
    assert officer.get(answer["Location"]).context["page"].count == 2


def test_letters_go_out_all_or_none_and_the_one_that_cannot_is_named(officer: Client) -> None:
    letter, paid = NoticeFactory.create(), NoticeFactory.create(kind=NoticeKind.ASSESSMENT)
    PaymentFactory.create(about=paid.about, amount=paid.levy)
    answer = officer.post(ISSUE_MANY, chosen(letter, paid))
    assert paid.number in answer.content.decode()
    assert answer.context["form"].non_field_errors()
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.PROPOSED}


def test_nothing_goes_out_that_somebody_has_gone_on_with(officer: Client, staff: User) -> None:
    letter = NoticeFactory.create()
    typed = chosen(letter)
    taken(letter, DROP, staff, "已面談")
    assert officer.post(ISSUE_MANY, typed).context["form"].non_field_errors()
    assert officer.post(ISSUE_MANY, chosen()).context["form"].non_field_errors()
    assert Notice.objects.get().state == NoticeState.DROPPED


def test_letters_of_one_kind_can_be_looked_at_alone(officer: Client) -> None:
    NoticeFactory.create()
    assessment = NoticeFactory.create(kind=NoticeKind.ASSESSMENT)
    rows = officer.get(ISSUE_MANY, {"kind": "assessment"}).context["rows"]
    assert [notice for _value, notice, _chosen in rows] == [assessment]


def test_a_letter_says_what_the_month_says_on_the_day_of_its_issue(staff: User) -> None:
    letter = NoticeFactory.create()
    month = letter.about
    month.ordinary = 0
    month.save()
    out = issued(staff, about=letter.about, kind=NoticeKind.ASSESSMENT)
    assert (out.shortage, out.levy) == (3, 79_200)


# Terms


@pytest.mark.parametrize(
    ("served_on", "last_day"),
    [
        (date(2023, 10, 24), date(2023, 11, 23)),  # a Thursday
        (date(2023, 10, 20), date(2023, 11, 20)),  # the 19th is a Sunday
        (date(2023, 10, 19), date(2023, 11, 20)),  # the 18th is a Saturday: Monday until noon
        (date(2023, 12, 2), date(2024, 1, 2)),  # the 1st of January is a holiday
        (date(2024, 1, 11), date(2024, 2, 15)),  # New Year: 8 to 14 February
        (date(2024, 1, 18), date(2024, 2, 17)),  # a Saturday on which work is made up
    ],
)
def test_the_payment_term_of_an_assessment_is_30_days_and_a_rest_day_moves_its_end(
    served_on: date, last_day: date, staff: User
) -> None:
    """Enforcement Rules §16; a burden, but a later last day favours who has to pay (§48(5))."""
    about = QuotaMonthFactory.create()
    letter = served(staff, served_on=max(served_on, date(2023, 10, 20)), about=about, kind=NoticeKind.ASSESSMENT)
    letter.served_on = served_on
    found = deadline_of(letter)
    assert (found.last_day, found.until_noon) == (last_day, served_on == date(2023, 10, 19))


def test_a_term_that_no_service_has_begun_is_not_started_and_never_overdue(officer: Client, staff: User) -> None:
    letter = issued(staff, kind=NoticeKind.ASSESSMENT)
    assert not deadline_of(letter).started
    assert not deadline_of(letter).overdue(date(2099, 1, 1))
    assert "state-tag--draft" in officer.get(letter.get_absolute_url()).content.decode()


def test_the_queue_waits_until_the_end_of_the_term(staff: User) -> None:
    letter = served(staff, kind=NoticeKind.ASSESSMENT)
    waiting = Waiting.objects.of(letter).get()
    assert (waiting.due, waiting.person) == (deadline_of(letter).last_day, staff)


def test_a_longer_payment_term_leaves_older_letters_as_they_were(staff: User) -> None:
    ParameterValue.objects.create(code="quota_payment_days", valid_from=date(2023, 11, 1), value=60, citation="新規定")
    letter = served(staff, kind=NoticeKind.ASSESSMENT)
    assert deadline_of(letter).term.length == 30
    letter.issued_on = date(2023, 11, 1)
    assert deadline_of(letter).term.length == 60


def test_an_assessment_is_closed_by_payment_alone(officer: Client, staff: User) -> None:
    letter = served(staff, kind=NoticeKind.ASSESSMENT)
    step = reverse("quota_notices:step", args=[letter.pk, "close"])
    typed = {"seen_state": letter.state, "seen_version": letter.version}
    answer = officer.post(step, typed)
    assert "52,800" in answer.context["form"].non_field_errors()[0]
    PaymentFactory.create(about=letter.about, amount=52_800)
    assert officer.post(step, typed).status_code == 302


# Pages


def test_an_assessment_shows_the_calculation_its_payments_and_how_the_term_is_counted(
    officer: Client, staff: User
) -> None:
    letter = served(staff, kind=NoticeKind.ASSESSMENT)
    page = officer.get(letter.get_absolute_url())
    assert len(page.context["steps"]) == 6
    assert page.context["arrears"].open == 52_800
    html = page.content.decode()
    assert "112.11.23" in html
    assert reverse("quota_payments:create", args=[letter.about_id]) in html
    plain = officer.get(issued(staff).get_absolute_url())
    assert (plain.context["steps"], plain.context["arrears"]) == ((), None)


def test_a_month_that_was_corrected_after_the_letter_is_pointed_at(officer: Client, staff: User) -> None:
    letter = served(staff, kind=NoticeKind.ASSESSMENT)
    assert not officer.get(letter.get_absolute_url()).context["differs"]
    letter.about.ordinary = 2
    letter.about.save()
    assert officer.get(letter.get_absolute_url()).context["differs"]


def test_the_page_of_a_month_tells_what_followed(
    officer: Client, staff: User, auditor: User, client_for: ClientFor
) -> None:
    letter = taken(served(staff), CLOSE, staff)
    page = officer.get(letter.about.get_absolute_url()).content.decode()
    assert letter.get_absolute_url() in page
    assert reverse("quota_justifications:create") in page
    assert reverse("quota_penalties:create") in page
    reader = client_for(auditor).get(letter.about.get_absolute_url()).content.decode()
    assert letter.get_absolute_url() in reader
    assert reverse("quota_penalties:create") not in reader
    body = QuotaMonthFactory.create(sector="public")
    assert reverse("quota_penalties:create") not in officer.get(body.get_absolute_url()).content.decode()


def test_letters_are_found_by_kind_month_employer_and_state(officer: Client, staff: User) -> None:
    letter = NoticeFactory.create()
    issued(staff, about__month=AUGUST)
    for query in (
        {"month": "112.09"},
        {"state": "proposed"},
        {"employer": letter.employer.name},
        {"q": letter.employer.ubn},
    ):
        assert [found.pk for found in officer.get(LIST, query).context["page"].records] == [letter.pk], query
    assert officer.get(LIST, {"year": "112", "kind": "newly_short"}).context["page"].count == 2


@pytest.mark.parametrize("address", [LIST, ISSUE_MANY, "/", f"{RUN}?month=112.09", "record", "month"])
def test_three_letters_cost_as_many_queries_as_one(address: str, officer: Client) -> None:
    def cost(letter: Notice) -> int:
        own = {"record": letter.get_absolute_url(), "month": letter.about.get_absolute_url()}
        officer.get(own.get(address, address))
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(own.get(address, address)).status_code == 200
        return len(captured)

    one = cost(NoticeFactory.create())
    NoticeFactory.create()
    assert cost(NoticeFactory.create()) == one


def test_the_letter_of_a_notice_is_attached_to_it(officer: Client) -> None:
    notice = NoticeFactory.create()
    attach = reverse("cases:attach", args=["quota_notices", notice.pk])
    assert attach in officer.get(notice.get_absolute_url()).content.decode()
    assert officer.get(attach).status_code == 200
