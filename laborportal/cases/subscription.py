"""The secret address under which a person's calendar can be read by another program, until it is withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from secrets import token_urlsafe
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar
from icalendar import Event as Component

from laborportal.accounts.models import User
from laborportal.accounts.tokens import PRECISION, digest
from laborportal.audit.recording import Act, record, register_action
from laborportal.cases.calendar import Event
from laborportal.cases.models import CalendarAddress

PAST, AHEAD = timedelta(days=92), timedelta(days=366)
"""How far the calendar reaches back and forward."""
register_action("calendar_address_made", gettext_lazy("made a secret address of the calendar"))
register_action("calendar_address_withdrawn", gettext_lazy("withdrew the secret address of the calendar"))


def in_force(person: User) -> CalendarAddress | None:
    return CalendarAddress.objects.filter(person=person, withdrawn_at=None).first()


@transaction.atomic
def renew(person: User) -> str:
    """The secret of a new address, which nobody can read again; the one before works no more."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # a button that is pressed twice makes one at a time
    withdraw(person)
    secret = token_urlsafe(32)
    address = CalendarAddress.objects.create(person=person, digest=digest(secret))
    record(Act(person), "calendar_address_made", address)
    return secret


@transaction.atomic
def withdraw(person: User) -> None:
    for address in CalendarAddress.objects.select_for_update().filter(person=person, withdrawn_at=None):
        address.withdrawn_at = timezone.now()
        address.version += 1
        address.save()
        record(Act(person), "calendar_address_withdrawn", address)


def holder_of(secret: str) -> User | None:
    """Whose address it is; None for one that is unknown or withdrawn, and when the person may not sign in."""
    found = CalendarAddress.objects.select_related("person").filter(digest=digest(secret), withdrawn_at=None).first()
    if found is None or not found.person.is_active:
        return None
    now = timezone.now()
    if found.last_used_at is None or found.last_used_at < now - PRECISION:
        CalendarAddress.objects.filter(pk=found.pk).update(last_used_at=now)
    return found.person


def window(now: date) -> tuple[date, date]:
    return now - PAST, now + AHEAD


def as_file(events: Iterable[Event], site: str) -> bytes:
    """RFC 5545; *site* is the address before each path, like https://cases.example."""
    calendar = Calendar()
    calendar.add("prodid", "-//laborportal//calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Labor bureau: due and taking place"))
    calendar.add("x-published-ttl", "PT1H")
    stamp = timezone.now()
    for event in events:
        calendar.add_component(_component(event, site, stamp))
    return bytes(calendar.to_ical())


def _component(event: Event, site: str, stamp: datetime) -> Component:
    found = Component()
    found.add("uid", f"{event.identity}@{urlsplit(site).hostname}")
    found.add("dtstamp", stamp)
    found.add("summary", event.title)
    found.add("categories", [event.kind])
    found.add("url", site + event.url)
    found.add("dtstart", event.on)
    found.add("dtend", (event.until or event.on) + timedelta(days=1))  # the day after: an end does not belong to it
    found.add("transp", "TRANSPARENT")
    return found
