"""What is due, on the first page and in the list behind each of its numbers; and what somebody worked on last."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certifications.models import Application
from laborportal.accounts.models import Role, Unit, User
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, record
from laborportal.cases import queue, recent
from laborportal.cases.queue import Period, period_of, period_q
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Waiting
from laborportal.workflow.voiding import void
from laborportal.workflow.waiting import wait_anew
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.certifications import in_review, proposed
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db


def draft(officer: User, days: int | None = None) -> Application:
    """A draft that is due in so many days."""
    case = proposed(officer)
    wait_anew([case])
    return due_in(case, days)


def due_in(case: Application, days: int | None) -> Application:
    Waiting.objects.of(case).update(due=None if days is None else today() + timedelta(days=days))
    return case


def numbers(page: str) -> Iterator[tuple[str, int]]:
    """Each number of what waits with its link."""
    for url, text in re.findall(r'<a class="figure-link" href="(/waiting/[^"]*)">(.*?)</a>', page):
        yield unescape(url), int(re.sub(r"\D", "", text))


def listed(client: Client, url: str) -> int:
    return len(client.get(url).context["entries"])


@pytest.mark.parametrize(
    ("due", "period"),
    [
        (date(2023, 3, 14), Period.OVERDUE),
        (date(2023, 3, 15), Period.TODAY),
        (date(2023, 3, 16), Period.WEEK),
        (date(2023, 3, 19), Period.WEEK),
        (date(2023, 3, 20), Period.LATER),
        (None, Period.LATER),
    ],
)
def test_a_week_ends_on_its_sunday_and_what_has_no_day_is_due_later(
    due: date | None, period: Period, staff: User
) -> None:
    wednesday = date(2023, 3, 15)
    case = in_review(staff)
    Waiting.objects.of(case).update(due=due)
    assert period_of(due, wednesday) == period
    assert [one for one in Period if Waiting.objects.filter(period_q(one, wednesday)).exists()] == [period]


def test_an_officer_sees_what_is_overdue_and_due_this_week_first(client_for: ClientFor, staff: User) -> None:
    undated, late, now = draft(staff), draft(staff, -1), draft(staff, 0)
    groups = client_for(staff).get("/").context["unfinished"].groups
    assert [(group.period, [entry.case for entry in group.entries]) for group in groups] == [
        (Period.OVERDUE, [late]),
        (Period.TODAY, [now]),
        (Period.LATER, [undated]),
    ]


@pytest.mark.parametrize("who", ["staff", "supervisor", "admin", "auditor"])
def test_each_number_of_what_waits_leads_to_a_list_of_as_many(
    who: str, client_for: ClientFor, staff: User, people: dict[str, User]
) -> None:
    for days in (-9, -1, 0, 3, 30, None):
        draft(staff, days)
        due_in(in_review(staff), days)
    client = client_for(people[who])
    found = list(numbers(client.get("/").content.decode()))
    assert len(found) >= 3
    assert [(url, listed(client, url)) for url, _number in found] == found


def test_a_number_counts_also_what_the_first_page_has_no_room_for(
    client_for: ClientFor, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SHOWN", 1)
    for _number in range(3):
        draft(staff, -1)
    groups = client_for(staff).get("/").context["unfinished"].groups
    assert [(group.count, len(group.entries)) for group in groups] == [(3, 1)]


def test_another_unit_sees_nothing_of_what_waits_here(client_for: ClientFor, staff: User, outsider: User) -> None:
    case = in_review(staff)
    client = client_for(outsider)
    assert case.number not in client.get("/").content.decode()
    assert case.number not in client.get("/waiting/").content.decode()


def test_a_kind_a_unit_and_a_due_date_narrow_the_list(client_for: ClientFor, staff: User, auditor: User) -> None:
    case = due_in(in_review(staff), -1)
    client = client_for(auditor)
    for query, count in [
        ("kind=certifications.application", 1),
        ("kind=inspections.inspectionpenalty", 0),
        ("unit=employment_security", 1),
        ("unit=planning", 0),
        ("due=overdue", 1),
        ("due=today&due=week", 0),
        ("due=today&due=overdue", 1),
    ]:
        assert (query, listed(client, f"/waiting/?{query}")) == (query, count)
    assert case.number in client.get("/waiting/").content.decode()


@pytest.mark.parametrize("query", ["kind=nothing", "unit=moon", "due=someday", "whose=nobody"])
def test_a_condition_that_cannot_be_read_shows_nothing_and_says_so(
    query: str, client_for: ClientFor, staff: User
) -> None:
    draft(staff, -1)
    page = client_for(staff).get(f"/waiting/?{query}")
    assert page.context["entries"] == []
    assert "error-summary" in page.content.decode()


def test_the_list_goes_on_page_by_page(client_for: ClientFor, staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laborportal.cases.waiting_list.PAGE", 1)
    for _number in range(2):
        draft(staff, -1)
    page = client_for(staff).get("/waiting/?due=overdue&page=2")
    assert len(page.context["entries"]) == 1
    assert "?due=overdue&amp;page=1" in page.content.decode()


def test_what_somebody_worked_on_last_is_listed_once_and_newest_first(client_for: ClientFor, staff: User) -> None:
    first, second = in_review(staff), in_review(staff)
    touched(staff, first)
    touched(staff, EmployerFactory.create())
    touched(staff, first)
    shown = recent.worked_on(staff)
    assert shown[0].record == first
    assert [one.record for one in shown if isinstance(one.record, Application)] == [first, second]
    page = client_for(staff).get("/").content.decode()
    assert page.index("worked-on") < page.index(second.get_absolute_url(), page.index("worked-on"))


def test_what_somebody_may_no_longer_open_or_was_voided_or_imported_is_not_listed(
    staff: User, supervisor: User
) -> None:
    gone, imported, kept = in_review(staff), proposed(staff), in_review(staff)
    void(gone, Act(supervisor, "重複"))
    touched(staff, imported, import_id=7)
    assert [one.record for one in recent.worked_on(staff)] == [kept]
    staff.memberships.update(ended_at=kept.created_at)
    assert recent.worked_on(User.objects.get(pk=staff.pk)) == []


def test_only_so_many_are_listed(staff: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "SHOWN", 2)
    for _number in range(3):
        in_review(staff)
    assert len(recent.worked_on(staff)) == 2


def test_what_waits_everywhere_is_told_unit_by_unit(client_for: ClientFor, staff: User, auditor: User) -> None:
    due_in(in_review(staff), -1)
    both = person(Role.ADMIN, Role.STAFF)
    for user in (auditor, both):
        page = client_for(user).get("/").content.decode()
        assert "unit=employment_security" in page
        assert "kind=" not in page


@pytest.mark.parametrize("path", ["/", "/waiting/"])
@pytest.mark.parametrize("who", ["staff", "supervisor", "auditor"])
def test_the_pages_ask_as_many_questions_for_one_case_as_for_three(
    path: str, who: str, client_for: ClientFor, staff: User, people: dict[str, User]
) -> None:
    def more(days: int) -> None:
        touched(people[who], draft(staff, days))
        touched(people[who], due_in(in_review(staff), days))

    more(-1)
    client = client_for(people[who])
    before = questions(client, path)
    more(0)
    more(30)
    assert questions(client, path) == before


def questions(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def touched(user: User, target: Any, **more: Any) -> Event:
    return record(Act(user, **more), "changed", target)


def test_who_has_left_a_unit_reads_nothing_of_its_cases_on_the_first_page(client_for: ClientFor) -> None:
    officer = person(Role.STAFF)
    draft(officer)
    in_review(officer)
    officer.memberships.all().update(unit=Unit.objects.get(code="labour_relations"))
    page = client_for(User.objects.get(pk=officer.pk)).get("/")
    assert (page.context["unfinished"].count, page.context["others"].count) == (0, 0)
