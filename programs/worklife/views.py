"""Checks with the steps of their follow-up, and subsidies with the arithmetic of their limits."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from laborportal.accounts.models import User
from laborportal.accounts.policies import has_role
from laborportal.audit.recording import history_of
from laborportal.datasets.views import DatasetListView, DatasetView, RecordView
from laborportal.exports.columns import Column
from laborportal.listing.page import Action
from laborportal.rocyear.dates import DateError, parse_year, to_roc, today
from laborportal.workflow.performing import Stale
from programs.worklife.columns import STEP_COLUMNS, SUBSIDY_FORM_COLUMNS
from programs.worklife.datasets import SUBSIDIES
from programs.worklife.forms import StepForm
from programs.worklife.models import ChildcareSubsidy, FacilityCheck, FollowUpStep
from programs.worklife.policies import may_follow_up
from programs.worklife.queries import Spent, budget_of, years_of_subsidies
from programs.worklife.reckoning import money, reckoned
from programs.worklife.states import GRANTED, CheckState, SubsidyStatus

EVENTS_SHOWN = 100
WORDS_OF_STEPS = {column.name: column for column in STEP_COLUMNS}


class CheckListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        waiting = self.dataset.list_url(urlencode({"state": CheckState.FOLLOW_UP, "sort": "next_due"}))
        return (*super().actions(), Action(label=_("To be followed up"), url=waiting))


class CheckView(RecordView):
    """What the employer provides, and what was done so that it does."""

    SAID_ELSEWHERE = frozenset({"state", "ubn", "employer"})

    template_name = "worklife/check.html"

    def context(self, record: FacilityCheck) -> dict[str, Any]:
        found = super().context(record)
        return {
            **found,
            "labels": {**WORDS_OF_STEPS, **found["labels"]},
            "employer_url": reverse("employers:record", args=[record.employer_id]),
            "steps": record.steps.select_related("person").order_by("taken_on", "pk"),
            "may_follow_up": may_follow_up(self.user, record),
        }


class StepFormView(DatasetView):
    """A step of the follow-up, new or to be corrected."""

    def asked(self) -> tuple[FacilityCheck, FollowUpStep | None]:
        check = self.record()
        if not may_follow_up(self.user, check):
            raise PermissionDenied
        steps = FollowUpStep.objects.filter(check_followed=check)
        return check, get_object_or_404(steps, pk=self.kwargs["step_pk"]) if "step_pk" in self.kwargs else None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        check, step = self.asked()
        return self.show(check, step, StepForm(check, step))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        check, step = self.asked()
        form = StepForm(check, step, data=request.POST)
        if not form.is_valid():
            return self.show(check, step, form)
        try:
            saved = form.save(self.user)
        except Stale as error:
            form.add_error(None, str(error))
            return self.show(check, step, form)
        messages.success(request, _("Saved: {record}").format(record=saved))
        return redirect(self.dataset.record_url(check))

    def show(self, check: FacilityCheck, step: FollowUpStep | None, form: StepForm) -> HttpResponse:
        title = _("Correct a step of the follow-up") if step else _("Enter a step of the follow-up")
        events = history_of(step)[:EVENTS_SHOWN] if step else None
        return self.render(
            "worklife/step.html", check=check, step=step, form=form, title=title, events=events, labels=WORDS_OF_STEPS
        )


class SubsidyListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        return (*super().actions(), Action(label=_("Budget of the year"), url=reverse("subsidies:budget")))


class SubsidyView(RecordView):
    """While nothing is decided, the page shows what is proposed, and what the limits of the year make of it."""

    SAID_ELSEWHERE = frozenset({"state", "ubn", "employer", "proposed"})

    template_name = "worklife/subsidy.html"

    def columns_of(self, record: ChildcareSubsidy) -> Sequence[Column]:
        columns = super().columns_of(record)
        if record.status != SubsidyStatus.RECEIVED:
            return columns
        proposed = [column for column in SUBSIDY_FORM_COLUMNS if column.name == "proposed"]
        return [*(column for column in columns if column.name != "granted"), *proposed]

    def context(self, record: ChildcareSubsidy) -> dict[str, Any]:
        amount = record.proposed if record.status == SubsidyStatus.RECEIVED else record.granted
        return {
            **super().context(record),
            "employer_url": reverse("employers:record", args=[record.employer_id]),
            "budget_url": f"{reverse('subsidies:budget')}?year={record.year}",
            "lines": reckoned(record, amount) if amount is not None else (),
        }


class BudgetView(TemplateView):
    """Of one year: the budget, what is granted and what is left, by kind; each number leads to its applications."""

    template_name = "worklife/budget.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not has_role(cast(User, self.request.user)):
            raise PermissionDenied
        years = years_of_subsidies()
        year = self._year(years)
        found = budget_of(year)
        return super().get_context_data(
            year=year,
            years=[each for each in years if each != year],
            found=found,
            budget=money(int(found.budget.value)) if found.budget else None,
            left=None if found.left is None else money(found.left),
            rows=[row_of(year, spent) for spent in found.kinds],
            whole=row_of(year, found.whole),
            **kwargs,
        )

    def _year(self, years: Sequence[int]) -> int:
        asked = self.request.GET.get("year")
        if asked is None:
            return years[0] if years else to_roc(today().year)
        try:
            return parse_year(asked)
        except DateError as error:
            raise Http404(str(error)) from None


def row_of(year: int, spent: Spent) -> dict[str, Any]:
    pairs = [("year", str(year))] + ([("kind", spent.kind.value)] if spent.kind else [])
    granted = [*pairs, *(("status", status.value) for status in SubsidyStatus if status in GRANTED)]
    return {
        "spent": spent,
        "label": spent.kind.label if spent.kind else "",
        "amount": money(spent.amount),
        "all_url": SUBSIDIES.list_url(urlencode(pairs)),
        "granted_url": SUBSIDIES.list_url(urlencode(granted)),
    }
