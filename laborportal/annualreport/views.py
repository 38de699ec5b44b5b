from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.annualreport.book import book_of
from laborportal.annualreport.drilldown import drilldown_of
from laborportal.annualreport.forms import ObjectiveForm, ReportForm, TextsForm
from laborportal.annualreport.models import Objective, ReportYear
from laborportal.annualreport.page import page_of
from laborportal.annualreport.policies import may_edit, may_read
from laborportal.annualreport.values import figures_of
from laborportal.annualreport.wording import FiguresWording
from laborportal.annualreport.writing import change
from laborportal.audit.recording import Act, history_of
from laborportal.rocyear.dates import to_roc, today
from laborportal.workflow.performing import Stale


class ReportPage(View):
    user: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        assert isinstance(request.user, User)  # every page is behind the sign-in
        self.user = request.user

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def allowed(self) -> bool:
        return may_read(self.user)

    def render(self, template: str, **context: Any) -> HttpResponse:
        shown = {"may_edit": may_edit(self.user), "now": timezone.now(), **context}
        return TemplateResponse(self.request, f"annualreport/{template}.html", shown)


class IndexView(ReportPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        reports = list(ReportYear.objects.all())
        now = to_roc(today().year)
        unopened = None if any(report.year == now for report in reports) else now
        return self.render("index", reports=reports, unopened=unopened)


class ReportView(ReportPage):
    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.render("report", page=page_of(year), year=year)


class FigureView(ReportPage):
    def get(self, request: HttpRequest, year: int, code: str) -> HttpResponse:
        figures = figures_of(year, [code])
        if code not in figures.counted:
            raise Http404(code)
        return self.render(
            "figure", year=year, drilldown=drilldown_of(figures, code, self.user), editable=figures.report
        )


class TextsView(ReportPage):
    """Texts of a report and their history; a stale page says who wrote in the meantime and keeps what was typed."""

    form_class: type[TextsForm]

    def allowed(self) -> bool:
        return may_edit(self.user)

    def found(self) -> tuple[ReportYear, Any]:
        """The report and the record whose texts are edited."""
        raise NotImplementedError

    def form(self, data: Mapping[str, Any] | None = None) -> TextsForm:
        report, record = self.found()
        return self.form_class(data, book=book_of(report), year=report.year, instance=record)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        act = Act(self.user, form.cleaned_data["reason"])
        try:
            saved = change(act, form.instance, form.values(), seen_version=form.cleaned_data["version"])
        except Stale as error:
            return self.show_stale(request.POST, error)
        messages.success(request, _("Saved: {record}").format(record=saved))
        return redirect(saved.get_absolute_url())

    def show_stale(self, typed: QueryDict, error: Stale) -> HttpResponse:
        """The words stay; saving again writes them over the version that the message tells of."""
        data = typed.copy()
        data["version"] = str(self.found()[1].version)
        form = self.form(data)
        form.add_error(None, _("{what} Your words are still here: compare them, then save again.").format(what=error))
        return self.show(form)

    def show(self, form: TextsForm) -> HttpResponse:
        report, record = self.found()
        history = {"events": history_of(record)[:20], "labels": {"figures": FiguresWording(form.book)}}
        return self.render("texts", form=form, report=report, record=record, **history)


class ReportTextsView(TextsView):
    form_class = ReportForm

    def found(self) -> tuple[ReportYear, Any]:
        report = get_object_or_404(ReportYear, year=self.kwargs["year"])
        return report, report


class ObjectiveTextsView(TextsView):
    form_class = ObjectiveForm

    def found(self) -> tuple[ReportYear, Any]:
        objectives = Objective.objects.select_related("report", "unit")
        objective = get_object_or_404(objectives, report__year=self.kwargs["year"], order=self.kwargs["order"])
        return objective.report, objective
