"""Dated parameters and the calendar of the offices: everybody reads them, administrators enter and void."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from laborportal.accounts.models import User
from laborportal.accounts.policies import may_administer
from laborportal.administration.parameter_forms import HolidaysForm, ValueForm
from laborportal.administration.views import PAGE, act_of, allowed
from laborportal.audit.models import Event
from laborportal.datasets.forms import VoidForm
from laborportal.parameters.declarations import Parameter, UnknownParameter, all_parameters, parameter_of
from laborportal.parameters.following import tell
from laborportal.parameters.models import Dated, Holiday, ParameterValue
from laborportal.parameters.reading import Schedule, exact, schedules
from laborportal.parameters.restdays import rest_days
from laborportal.parameters.writing import enter
from laborportal.rocyear.dates import DateError, parse_year, to_roc, today, year_bounds


@dataclass(frozen=True)
class Shown:
    """A parameter with all of its values, the newest first and the voided last."""

    parameter: Parameter
    schedule: Schedule
    rows: Sequence[ParameterValue]

    @property
    def now(self) -> str:
        found = self.schedule.on(today())
        return self.words(found.value) if found else ""

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        until = {period.valid_from: period.valid_until for period in self.schedule.periods}
        now = self.schedule.on(today())
        for row in sorted(self.rows, key=lambda row: (row.voided_at is not None, -row.valid_from.toordinal(), row.pk)):
            standing = row.voided_at is None
            yield {
                "row": row,
                "value": self.words(row.value),
                "until": until.get(row.valid_from) if standing else None,
                "now": standing and now is not None and now.valid_from == row.valid_from,
            }

    def words(self, value: Any) -> str:
        number = f"{exact(self.parameter, value):,}"
        return _("{number} {unit}").format(number=number, unit=self.parameter.unit) if self.parameter.unit else number


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    declared = all_parameters()
    found = schedules(*declared)
    rows = ParameterValue.objects.order_by("code", "pk")
    by_code = {code: list(group) for code, group in groupby(rows, key=attrgetter("code"))}
    shown = [Shown(parameter, found[code], by_code.get(code, [])) for code, parameter in declared.items()]
    return _page(request, "parameters", ParameterValue, shown=shown)


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def enter_value(request: HttpRequest, code: str) -> HttpResponse:
    try:
        parameter = parameter_of(code)
    except UnknownParameter:
        raise Http404 from None
    form = ValueForm(request.POST or None, parameter=parameter)
    if request.method == "POST" and form.is_valid() and _entered(request, form, [form.entry()]):
        return redirect(f"{reverse('parameters:list')}#{code}")
    return _form(request, form, _("Enter a value: {parameter}").format(parameter=parameter.label), "parameters:list")


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def void_value(request: HttpRequest, pk: int) -> HttpResponse:
    return _void(request, get_object_or_404(ParameterValue.objects.standing(), pk=pk), reverse("parameters:list"))


@require_GET
def holidays(request: HttpRequest) -> HttpResponse:
    try:
        year = parse_year(request.GET.get("year") or str(to_roc(today().year)))
    except DateError as error:
        messages.error(request, str(error))
        return redirect("parameters:holidays")
    first, last = year_bounds(year)
    days: dict[str, list[Holiday]] = {}
    for row in Holiday.objects.filter(day__range=(first, last)).order_by(F("voided_at").asc(nulls_first=True), "day"):
        days.setdefault(row.citation, []).append(row)
    entered = Holiday.objects.standing().dates("day", "year", order="DESC")
    years = sorted({to_roc(day.year) for day in entered} | {year, to_roc(today().year) + 1}, reverse=True)
    known = rest_days(first, last).known(year)
    return _page(request, "holidays", Holiday, days=days, year=year, years=years, known=known)


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def enter_holidays(request: HttpRequest) -> HttpResponse:
    form = HolidaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _entered(request, form, list(form.entries())):
        return redirect(_year_url(next(form.entries()).day))
    return _form(request, form, _("Enter holidays or make-up workdays"), "parameters:holidays")


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def void_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday.objects.standing(), pk=pk)
    return _void(request, holiday, _year_url(holiday.day))


def _year_url(day: date) -> str:
    return f"{reverse('parameters:holidays')}?year={to_roc(day.year)}"


def _entered(request: HttpRequest, form: Any, entries: Sequence[Dated]) -> bool:
    try:
        enter(act_of(request), entries)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Saved: {record}").format(record=_(", ").join(str(entry) for entry in entries)))
    return True


def _void(request: HttpRequest, entry: Dated, back: str) -> HttpResponse:
    form = VoidForm(request.POST or None, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid() and form.void(entry, cast(User, request.user)):
        if isinstance(entry, ParameterValue):
            tell(entry.code, entry.valid_from)
        messages.success(request, _("Voided: {record}").format(record=entry))
        return redirect(back)
    context = {"form": form, "title": _("Void: {record}").format(record=entry), "back": back}
    return render(request, "parameters/void.html", context)


def _form(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    return render(request, "parameters/form.html", {"form": form, "title": title, "back": reverse(back)})


def _page(request: HttpRequest, name: str, model: type[Dated], **context: Any) -> HttpResponse:
    events = Event.objects.filter(target_type=model._meta.label_lower).order_by("-pk")[:PAGE]
    context |= {"events": events, "administers": may_administer(request.user)}
    return render(request, f"parameters/{name}.html", context)
