"""The calendar of a month, and what other programs read of it under a secret address."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from laborportal.accounts.models import Role, Unit, User
from laborportal.activities.datasets import ACTIVITIES
from laborportal.audit.models import Event
from laborportal.cases import calendar
from laborportal.cases.models import CalendarAddress
from laborportal.cases.subscription import renew, window
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory, person
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.certifications import in_review
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db
MARCH = "/calendar/?month=112-03"


def held(day: date, **fields: Any) -> Any:
    """An activity of a series that the unit employment_security keeps."""
    return ActivityFactory.create(series=SeriesFactory.create(), held_on=day, **fields)


def due(day: date, officer: User, **fields: Any) -> Any:
    case = in_review(officer, **fields)
    Waiting.objects.of(case).update(due=day)
    return case


def feed(client: Client, user: User) -> Calendar:
    response = client.get(f"/calendar/{renew(user)}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def entries(found: Calendar) -> list[Any]:
    return list(found.walk("VEVENT"))


def test_a_month_shows_what_is_due_what_takes_place_and_the_holidays(client_for: ClientFor, staff: User) -> None:
    activity = held(date(2023, 3, 29), title="職場平權說明會")
    due(date(2023, 3, 15), staff)
    due(date(2023, 3, 15), staff)
    held(date(2023, 4, 3), title="下個月的活動")
    page = client_for(staff).get(MARCH)
    text = page.content.decode()
    shown = [(day.date, [event.title for event in day.events]) for day in page.context["days"] if day.events]
    assert [day for day, _titles in shown] == [date(2023, 3, 15), date(2023, 3, 29)]
    assert "2件到期" in shown[0][1][0]
    assert activity.get_absolute_url() in text
    assert "補行上班" in text
    assert "下個月的活動" not in [title for _day, titles in shown for title in titles]


def test_the_number_of_a_day_leads_to_the_list_of_that_day(client_for: ClientFor, staff: User) -> None:
    case = due(date(2023, 3, 15), staff)
    due(date(2023, 3, 16), staff)
    client = client_for(staff)
    event = next(day for day in client.get(MARCH).context["days"] if day.date.day == 15).events[0]
    assert [entry.case for entry in client.get(event.url).context["entries"]] == [case]


def test_the_number_of_a_day_of_one_unit_leads_to_the_list_of_that_unit_alone(
    client_for: ClientFor, staff: User, auditor: User
) -> None:
    case, elsewhere = due(date(2023, 3, 15), staff), due(date(2023, 3, 15), staff)
    Waiting.objects.of(elsewhere).update(unit=Unit.objects.get(code="rehabilitation"))
    client = client_for(auditor)
    page = client.get(f"{MARCH}&unit=employment_security")
    event = next(day for day in page.context["days"] if day.date.day == 15).events[0]
    assert [entry.case for entry in client.get(event.url).context["entries"]] == [case]


def test_another_unit_sees_neither_what_is_due_here_nor_what_takes_place(
    client_for: ClientFor, staff: User, outsider: User, auditor: User
) -> None:
    held(date(2023, 3, 29), title="職場平權說明會")
    due(date(2023, 3, 15), staff)
    counts = [
        sum(len(day.events) for day in client_for(user).get(MARCH).context["days"])
        for user in (outsider, UserFactory.create(), staff, auditor)
    ]
    assert counts == [0, 0, 2, 2]


def test_a_unit_can_be_asked_for_among_those_of_the_person(client_for: ClientFor, staff: User, auditor: User) -> None:
    held(date(2023, 3, 29))
    due(date(2023, 3, 15), staff)

    def count(user: User, unit: str) -> int:
        return sum(len(day.events) for day in client_for(user).get(f"{MARCH}&unit={unit}").context["days"])

    assert [count(staff, unit) for unit in ("employment_security", "labour_standards")] == [2, 0]
    assert [count(auditor, unit) for unit in ("employment_security", "rehabilitation")] == [2, 0]
    page = client_for(staff).get(f"{MARCH}&unit=planning")
    assert "error-summary" in page.content.decode()
    assert page.context["days"] == []


def test_the_months_before_and_after_keep_the_unit(client_for: ClientFor, staff: User) -> None:
    text = client_for(staff).get("/calendar/?month=112-01&unit=employment_security").content.decode()
    assert "?month=111-12&amp;unit=employment_security" in text
    assert "?month=112-02&amp;unit=employment_security" in text


def test_a_month_that_cannot_be_read_leads_to_this_one(client_for: ClientFor, staff: User) -> None:
    page = client_for(staff).get("/calendar/?month=spring", follow=True)
    assert page.redirect_chain
    assert page.context["first"] == today().replace(day=1)
    assert "spring" in " ".join(str(message) for message in page.context["messages"])


def test_a_full_day_shows_a_few_and_leads_to_the_rest(client_for: ClientFor, staff: User) -> None:
    for _number in range(5):
        held(date(2023, 3, 29))
    page = client_for(staff).get(MARCH)
    day = next(day for week in page.context["weeks"] for day in week if day.date == date(2023, 3, 29))
    assert (len(day.shown), day.more) == (3, 2)
    assert 'href="#d0329"' in page.content.decode()


def test_what_lasts_longer_stands_on_its_first_and_its_last_day(
    client_for: ClientFor, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = calendar.Event(
        identity="class-1", on=date(2023, 3, 6), until=date(2023, 3, 24), title="烘焙班", kind="班", url="/x/"
    )
    monkeypatch.setattr(calendar, "_sources", [lambda scope: [course]])
    page = client_for(staff).get(MARCH)
    assert [day.date.day for day in page.context["days"] if day.events] == [6, 24]
    assert "至112.03.24" in page.content.decode()
    found = entries(feed(client_for(staff), staff))[0]
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2023, 3, 6), date(2023, 3, 25))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2023, 3, 6), date(2023, 3, 24), (date(2023, 3, 6), date(2023, 3, 24))),
        (date(2023, 3, 6), date(2023, 3, 6), (date(2023, 3, 6), None)),
        (date(2023, 3, 6), None, (date(2023, 3, 6), None)),
        (None, date(2023, 3, 24), (date(2023, 3, 24), None)),
    ],
)
def test_a_record_takes_place_from_its_first_day_to_its_last(
    first: date | None, last: date | None, expected: tuple[date, date | None]
) -> None:
    event = calendar.event_of(ACTIVITIES, held(date(2023, 3, 6)), first, last)
    assert (event.on, event.until) == expected


def test_a_calendar_program_reads_under_the_secret_address_what_the_pages_show(
    client_for: ClientFor, staff: User
) -> None:
    activity = held(today() + timedelta(days=3), title="職場平權說明會")
    due(today() + timedelta(days=5), staff)
    found = entries(feed(Client(), staff))
    assert [str(entry["SUMMARY"]) for entry in found] == ["職場平權說明會", "認證：1件到期"]
    assert str(found[0]["URL"]) == f"http://testserver{activity.get_absolute_url()}"
    assert found[0]["DTSTART"].dt == today() + timedelta(days=3)
    assert found[0]["UID"] == f"activities-{activity.pk}@testserver"


def test_no_employer_and_no_person_of_a_case_leaves_the_house(staff: User) -> None:
    employer = EmployerFactory.create(name="密語股份有限公司")
    case = due(today(), staff, employer=employer)
    file = Client().get(f"/calendar/{renew(staff)}.ics").content.decode()
    assert "密語" not in file.replace("\r\n ", "")
    assert case.number not in file
    assert staff.name not in file


def test_the_calendar_of_another_unit_is_empty(staff: User, outsider: User) -> None:
    held(today())
    due(today(), staff)
    assert entries(feed(Client(), outsider)) == []


def test_only_the_digest_of_an_address_is_kept_and_it_is_shown_once(client_for: ClientFor, staff: User) -> None:
    client = client_for(staff)
    address = client.post("/calendar/subscription/").context["address"]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 43
    assert address not in client.get("/calendar/subscription/").content.decode()
    assert secret not in str(list(CalendarAddress.objects.values())) + str(list(Event.objects.values()))
    assert Client().get(address).status_code == 200


def test_a_new_address_ends_the_one_before_and_a_withdrawn_one_reads_nothing(
    client_for: ClientFor, staff: User
) -> None:
    client = client_for(staff)
    first, second = (client.post("/calendar/subscription/").context["address"] for _number in range(2))
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    client.post("/calendar/subscription/withdraw/")
    assert Client().get(second).status_code == 404
    assert [event.action for event in Event.objects.filter(target_type="cases.calendaraddress")] == [
        "calendar_address_withdrawn",
        "calendar_address_made",
        "calendar_address_withdrawn",
        "calendar_address_made",
    ]
    assert str(CalendarAddress.objects.earliest("pk")) == staff.name


def test_an_address_ends_with_the_account_and_shows_no_more_than_its_roles(staff: User) -> None:
    held(today())
    secret = renew(staff)
    assert b"VEVENT" in Client().get(f"/calendar/{secret}.ics").content
    staff.memberships.update(ended_at=staff.created_at)
    assert b"VEVENT" not in Client().get(f"/calendar/{secret}.ics").content
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_the_last_use_is_noted_at_most_once_a_minute(staff: User) -> None:
    secret = renew(staff)
    Client().get(f"/calendar/{secret}.ics")
    first = CalendarAddress.objects.get().last_used_at
    assert first is not None
    Client().get(f"/calendar/{secret}.ics")
    assert CalendarAddress.objects.get().last_used_at == first


def test_the_subscription_reaches_a_quarter_back_and_a_year_ahead() -> None:
    first, last = window(date(2023, 6, 1))
    assert (first, last) == (date(2023, 3, 1), date(2024, 6, 1))


def test_a_month_asks_as_many_questions_for_one_entry_as_for_three(client_for: ClientFor, staff: User) -> None:
    both = person(Role.STAFF, Role.SUPERVISOR)
    client = client_for(both)
    held(date(2023, 3, 29))
    due(date(2023, 3, 15), staff)
    before = questions(client)
    for number in (16, 17):
        held(date(2023, 3, number), title=f"場次{number}")
        due(date(2023, 3, number), staff)
    assert questions(client) == before


def questions(client: Client) -> int:
    client.get(MARCH)
    with CaptureQueriesContext(connection) as asked:
        client.get(MARCH)
    return len(asked)
