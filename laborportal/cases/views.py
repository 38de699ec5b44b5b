from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import has_role
from laborportal.cases.forms import StepForm
from laborportal.cases.home import home_panels
from laborportal.cases.queue import NOTHING, Whose, queue_of
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets
from laborportal.datasets.views import DatasetView
from laborportal.exports.columns import Column
from laborportal.rocyear.dates import today
from laborportal.workflow.models import Approval
from laborportal.workflow.performing import NotAllowed, Stale, perform, stale
from laborportal.workflow.processes import Process, Transition, process_of
from laborportal.workflow.refusals import refusal, wrong_state


class HomeView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        user = cast(User, request.user)
        decides, works = has_role(user, Role.SUPERVISOR), has_role(user, Role.STAFF)
        waiting = queue_of(user, Whose.DECIDE) if decides else NOTHING
        context = {
            "today": today(),
            "belongs": has_role(user),
            "decides": decides,
            "works": works,
            "waiting": waiting,
            "first": next(iter(waiting.entries), None),
            "others": queue_of(user, Whose.OTHERS),
            "unfinished": queue_of(user, Whose.FINISH),
            "writable": [dataset for dataset in all_datasets() if dataset.may_create(user)],
            "panels": home_panels(request),
        }
        return TemplateResponse(request, "home.html", context)


class StepView(DatasetView):
    """One transition: says what will happen, asks for a reason where one is needed, sends what the person saw."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.process: Process[Any] = process_of(cast(Any, self.dataset.model))

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        transition, case = self.asked()
        if wrong_state(case, transition):
            return self.overtaken(case, stale(case))
        self.refuse(case, transition)
        return self.show(case, transition, self.form(case, transition))

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        transition, case = self.asked()
        typed = request.POST.get("reason", "")
        if wrong_state(case, transition):
            return self.overtaken(case, stale(case), typed)
        self.refuse(case, transition)
        form = self.form(case, transition, request.POST)
        if not form.is_valid():
            return self.show(case, transition, form)
        try:
            done = perform(case, transition, act=form.act(self.user), answers=form.values, **form.seen())
        except Stale as found:
            return self.overtaken(self.record(), found, typed)
        except NotAllowed as error:
            form.add_error(None, str(error))
            return self.show(case, transition, form)
        state = self.process.states(done.state).label
        messages.success(request, _("{case}: the state is now “{state}”.").format(case=done, state=state))
        return redirect(self.dataset.record_url(done))

    def asked(self) -> tuple[Transition[Any], Any]:
        """Raises Http404 outside the person's scope, PermissionDenied without the role."""
        transition = self.process.transition(self.kwargs["step"])
        if transition is None:
            raise Http404
        case = self.record()
        if not transition.permission(self.user, case):
            raise PermissionDenied
        return transition, case

    def refuse(self, case: Any, transition: Transition[Any]) -> None:
        if sentence := refusal(self.user, case, transition, list(Approval.objects.of(case))):
            raise PermissionDenied(sentence)

    def form(self, case: Any, transition: Transition[Any], data: Any = None) -> StepForm:
        return StepForm(
            data, case=case, needs_reason=transition.needs_reason, asks=cast(tuple[Column, ...], transition.asks)
        )

    def show(self, case: Any, transition: Transition[Any], form: StepForm) -> HttpResponse:
        matter, subject = self.process.matter(case), self.process.subject(case)
        return self.page("step", case, transition=transition, form=form, matter=matter, subject=subject)

    def overtaken(self, case: Any, found: Stale, typed: str = "") -> HttpResponse:
        return self.page("overtaken", case, status=409, stale=found, typed=typed)

    def page(self, name: str, case: Any, status: int = 200, **context: Any) -> HttpResponse:
        return self.render(
            f"cases/{name}.html",
            status=status,
            case=case,
            title=self.dataset.title(case),
            url=self.dataset.record_url(case),
            state_label=self.process.states(case.state).label,
            mark=self.process.marks.get(case.state, ""),
            **context,
        )


def case_urls(dataset: Dataset) -> list[URLPattern]:
    """The pages of the steps of *dataset*'s process, all under the name `step`."""
    return [path("<int:pk>/steps/<slug:step>/", StepView.as_view(dataset=dataset), name="step")]
