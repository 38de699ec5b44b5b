"""The calendar of a month, and its subscription by other programs."""

from calendar import Calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from laborportal.accounts.models import Unit, User
from laborportal.accounts.policies import sees_everything, units_of
from laborportal.cases import subscription
from laborportal.cases.calendar import Event, Scope, events
from laborportal.parameters.restdays import SUNDAY, RestDays, rest_days
from laborportal.rocyear.dates import DateError, parse_month, roc_month, today

SHOWN_A_DAY = 3
WEEK_BEGINS_ON = SUNDAY  # as the official calendar of the offices is printed


@dataclass(frozen=True)
class Day:
    date: date
    events: Sequence[Event]
    rests: bool
    holiday: str
    today: bool
    of_month: bool

    @property
    def shown(self) -> Sequence[Event]:
        return self.events[:SHOWN_A_DAY]

    @property
    def more(self) -> int:
        return max(0, len(self.events) - SHOWN_A_DAY)


class UnitForm(forms.Form):
    """Which unit's calendar; those in which the person holds a role, or any for those who read everything."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("all of them"),
        widget=forms.Select(attrs={"class": "form-select form-select-sm w-auto"}),
    )
    month = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data)
        units = Unit.objects.all() if sees_everything(user) else Unit.objects.filter(pk__in=units_of(user))
        cast(forms.ModelChoiceField[Unit], self.fields["unit"]).queryset = units


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = UnitForm(request.GET, user)
    try:
        first = parse_month(request.GET["month"]) if request.GET.get("month") else today().replace(day=1)
    except DateError as error:
        messages.error(request, str(error))
        return redirect("cases:calendar")
    unit = form.cleaned_data["unit"] if form.is_valid() else None
    weeks = _weeks(user, first, unit) if form.is_valid() else []
    context = {
        "form": form,
        "first": first,
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day.of_month and (day.events or day.holiday)],
        "earlier": _address(first - timedelta(days=1), unit),
        "later": _address(first + timedelta(days=31), unit),
        "this_month": _address(today(), unit),
    }
    return render(request, "cases/calendar.html", context)


def _weeks(user: User, first: date, unit: Unit | None) -> list[list[Day]]:
    weeks = Calendar(WEEK_BEGINS_ON).monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1]
    found = events(Scope(user=user, first=start, last=end, unit=unit.pk if unit else None))
    happening: dict[date, list[Event]] = {}
    for event in found:
        for day in event.days:
            happening.setdefault(day, []).append(event)
    rest = rest_days(start, end)
    return [[_day(day, happening.get(day, []), rest, first) for day in week] for week in weeks]


def _day(day: date, happening: Sequence[Event], rest: RestDays, first: date) -> Day:
    return Day(day, happening, day in rest, rest.named(day), day == today(), day.month == first.month)


def _address(day: date, unit: Unit | None) -> str:
    return "?" + urlencode(dict(_query(day, unit)))


def _query(day: date, unit: Unit | None) -> Iterator[tuple[str, str]]:
    yield "month", roc_month(day)
    if unit:
        yield "unit", unit.code


@never_cache
@require_http_methods(["GET", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The person's secret address; a new one is shown once, in the answer to the form."""
    user = cast(User, request.user)
    secret = subscription.renew(user) if request.method == "POST" else ""
    address = request.build_absolute_uri(reverse("cases:feed", args=[secret])) if secret else ""
    context = {"address": address, "in_force": subscription.in_force(user)}
    return render(request, "cases/subscription.html", context)


@require_POST
def unsubscribe(request: HttpRequest) -> HttpResponse:
    subscription.withdraw(cast(User, request.user))
    messages.success(request, _("The address has been withdrawn. No program can read the calendar under it any more."))
    return redirect("cases:subscription")


@never_cache
@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    user = subscription.holder_of(secret)
    if user is None:
        raise Http404
    first, last = subscription.window(today())
    file = subscription.as_file(
        events(Scope(user=user, first=first, last=last)), request.build_absolute_uri("/").rstrip("/")
    )
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")
