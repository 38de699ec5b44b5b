"""The list behind each number of what waits: the same conditions, asked of the same rows."""

from functools import reduce
from operator import or_
from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from laborportal.accounts.models import Unit, User
from laborportal.cases.queue import SCOPES, Period, Whose, entries_of, in_scope, kind_code, period_q
from laborportal.rocyear.dates import today
from laborportal.rocyear.fields import RocDateField
from laborportal.workflow.models import WaitingQuerySet
from laborportal.workflow.processes import all_processes

PAGE = 50
SELECT = {"class": "form-select form-select-sm"}


class WaitingFilter(forms.Form):
    use_required_attribute = False
    whose = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("all of my units")), *Whose.choices],
        widget=forms.Select(attrs=SELECT),
    )
    kind = forms.ChoiceField(label=_("Kind of case"), required=False, widget=forms.Select(attrs=SELECT))
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        label=_("Unit"),
        required=False,
        to_field_name="code",
        empty_label=_("every unit"),
        widget=forms.Select(attrs=SELECT),
    )
    on = RocDateField(
        label=_("Due on"), required=False, widget=forms.TextInput(attrs={"class": "form-control form-control-sm"})
    )
    due = forms.MultipleChoiceField(
        label=_("Due"), required=False, choices=Period.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind_code(process), process.name) for process in all_processes()]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [("", _("every kind")), *kinds]

    def found(self, user: User) -> WaitingQuerySet:
        asked = self.cleaned_data
        waiting = in_scope(user)
        if asked["whose"]:
            waiting = SCOPES[asked["whose"]](waiting, user)
        if asked["unit"]:
            waiting = waiting.filter(unit=asked["unit"])
        if asked["kind"]:
            app, model = asked["kind"].split(".")
            waiting = waiting.filter(case_type__app_label=app, case_type__model=model)
        if asked["on"]:
            waiting = waiting.filter(due=asked["on"])
        if asked["due"]:
            now = today()
            waiting = waiting.filter(reduce(or_, (period_q(period, now) for period in asked["due"])))
        return waiting


class WaitingListView(View):
    """What waits in the units of the person, for whomever."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = WaitingFilter(request.GET)
        user = cast(User, request.user)
        waiting = form.found(user) if form.is_valid() else in_scope(user).none()
        page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        entries = entries_of(cast(WaitingQuerySet, page.object_list))
        context = {"form": form, "page": page, "entries": entries, "query": query.urlencode()}
        return render(request, "cases/waiting.html", context)
