"""The pages of a year's book: a list becomes a figure; figures and targets are changed and withdrawn."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from laborportal.annualreport import bookkeeping, relative
from laborportal.annualreport.book import written as as_definition
from laborportal.annualreport.contents import contents_of
from laborportal.annualreport.figure_forms import (
    ChangedFigureForm,
    ChangedFormulaForm,
    NameForm,
    NewFigureForm,
    TargetForm,
    WithdrawalForm,
    written,
)
from laborportal.annualreport.models import FigureDefinition, Objective, ReportYear, Target
from laborportal.annualreport.policies import may_edit
from laborportal.annualreport.preview import offers_of, preview_of, unsaved, usual_decimals
from laborportal.annualreport.relative import NoFigure, Relative
from laborportal.annualreport.units import known_units
from laborportal.annualreport.views import ReportPage
from laborportal.annualreport.wording import filter_in_words, name_of, wordings_of
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act, history_of
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.listing.reading import Reading
from laborportal.rocyear.dates import to_roc, today
from laborportal.workflow.performing import Stale

PREVIEW = "preview"
EVENTS_SHOWN = 50


def english() -> bool:
    return (get_language() or "").startswith("en")


class EditingPage(ReportPage):
    def allowed(self) -> bool:
        return may_edit(self.user)

    def show(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def refuse_stale(self, form: Any, error: Stale, field: str, version: int) -> HttpResponse:
        """The words stay; saving again writes them over the version that the message tells of."""
        form.add_error(None, _("{what} Your words are still here: compare them, then save again.").format(what=error))
        data = form.data.copy()
        data[field] = str(version)
        form.data = data
        return self.show(form)


def chosen_measure(form: Any) -> str:
    """Of what the form offers; counts when nothing of that is chosen."""
    measure = form["measure"].value()
    return measure if measure in dict(form.fields["measure"].choices) else "count"


class NewFigureView(EditingPage):
    """One list, and what can be counted of it; nothing is written before it is saved."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not registry.exists(kwargs["dataset"]):
            raise Http404
        self.dataset: Dataset = registry.get(kwargs["dataset"])

    @cached_property
    def reading(self) -> Reading:
        return self.dataset.read_filter(self.request.GET)

    @cached_property
    def runs_on(self) -> bool:
        return relative.needs_year(self.dataset, self.reading)

    @cached_property
    def found(self) -> Relative:
        """Raises NoFigure."""
        return relative.relative(self.dataset, self.reading, running_total=self.runs_on)

    @cached_property
    def reports(self) -> list[ReportYear]:
        return list(ReportYear.objects.all())

    @cached_property
    def year(self) -> int:
        """The list's own, else the newest that has a report, else this one."""
        return self.found.year or next((report.year for report in self.reports), to_roc(today().year))

    @property
    def years(self) -> list[int]:
        return sorted({self.year, to_roc(today().year), *(report.year for report in self.reports)}, reverse=True)

    @cached_property
    def places(self) -> list[Objective]:
        return list(Objective.objects.filter(report__year=self.year))

    def get(self, request: HttpRequest, dataset: str) -> HttpResponse:
        try:
            return self.show(self.form(initial=self.suggested()))
        except NoFigure as error:
            return self.refuse(error)

    def post(self, request: HttpRequest, dataset: str) -> HttpResponse:
        try:
            if PREVIEW in request.POST:
                return self.show(self.form(initial=self.typed()))
            form = self.form(request.POST, initial=self.suggested())
            return self.save(form) if form.is_valid() else self.show(form)
        except NoFigure as error:
            return self.refuse(error)

    def form(self, data: QueryDict | None = None, **kwargs: Any) -> NewFigureForm:
        offers = offers_of(self.dataset, self.found.filter, self.year)
        return NewFigureForm(data, offers=offers, places=self.places, years=self.years, runs_on=self.runs_on, **kwargs)

    def suggested(self) -> dict[str, Any]:
        """Words that a person would only have to shorten."""
        with override("zh-hant"):
            label, unit = self.named()
        with override("en"):
            label_en, unit_en = self.named()
        return {
            "label": label,
            "label_en": label_en,
            "unit": unit,
            "unit_en": unit_en,
            "measure": "count",
            "years": [str(self.year)],
        }

    def named(self) -> tuple[str, str]:
        """Name and unit in the language of the moment: options of conditions are read in it."""
        return name_of(self.dataset, self.dataset.read_filter(self.request.GET)), str(self.dataset.unit)

    def typed(self) -> dict[str, Any]:
        sent = self.request.POST
        return {name: sent.getlist(name) if name == "years" else sent[name] for name in sent}

    def save(self, form: NewFigureForm) -> HttpResponse:
        act = Act(self.user, form.cleaned_data["reason"])
        wanted = form.wanted(self.dataset.name, self.found.filter)
        rows = bookkeeping.add_figure(act, wanted, form.chosen_years, form.chosen_place)
        shown = next((row for row in rows if row.report.year == self.year), rows[-1])
        messages.success(self.request, _("Saved: {record}").format(record=shown))
        return redirect(place_in_report(shown))

    def show(self, form: Any) -> HttpResponse:
        measure = chosen_measure(form)
        definition = unsaved(
            self.dataset,
            self.found.filter,
            measure,
            usual_decimals(self.dataset, measure),
            str(form["unit"].value() or ""),
        )
        return self.render(
            "new_figure",
            form=form,
            year=self.year,
            preview=preview_of(definition, self.year),
            others=self.others(),
            fixed=self.found.fixed,
            runs_on=self.runs_on,
            **self.common(),
        )

    def refuse(self, error: NoFigure) -> HttpResponse:
        return self.render("no_figure", error=error, **self.common())

    def common(self) -> dict[str, Any]:
        query = self.request.GET.urlencode()
        return {
            "dataset": self.dataset,
            "list_url": self.dataset.list_url(query),
            "query": query,
            "units": known_units(),
        }

    def others(self) -> list[FigureDefinition]:
        """Figures of the same records, which may take this list's conditions instead."""
        same = FigureDefinition.objects.standing().filter(report__year=self.year, dataset=self.dataset.name)
        return list(same.select_related("report"))


def place_in_report(row: FigureDefinition) -> str:
    place = bookkeeping.place_of(row.report, row.code)
    return f"{row.report.get_absolute_url()}#{f'o{place.order}' if place else 'others'}"


class RowPage(EditingPage):
    """A page about one figure of one year's book."""

    def found(self) -> FigureDefinition:
        rows = FigureDefinition.objects.select_related("report")
        row: FigureDefinition = get_object_or_404(rows, report__year=self.kwargs["year"], code=self.kwargs["code"])
        return row

    def standing(self) -> FigureDefinition:
        row = self.found()
        if row.voided_at is not None:
            raise Http404
        return row

    def page(self, template: str, row: FigureDefinition, **context: Any) -> HttpResponse:
        return self.render(template, row=row, year=row.report.year, definition=as_definition(row, english()), **context)


class FigureEditView(RowPage):
    """Name, unit, measure and place; the records too, when a list has sent its conditions along."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.row = self.standing()
        try:
            return self.show(self.form())
        except NoFigure as error:
            return self.refuse(error)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.row = self.standing()
        try:
            if PREVIEW in request.POST:
                return self.show(self.form(typed={name: request.POST[name] for name in request.POST}))
            form = self.form(request.POST)
            return self.save(form) if form.is_valid() else self.show(form)
        except NoFigure as error:
            return self.refuse(error)

    @cached_property
    def dataset(self) -> Dataset | None:
        return registry.get(self.row.dataset) if registry.exists(self.row.dataset) else None

    @cached_property
    def filter(self) -> str:
        """As it is to be: the conditions that came along, else those that it has. Raises NoFigure."""
        if not self.request.GET or self.dataset is None:
            return self.row.filter
        reading = self.dataset.read_filter(self.request.GET)
        runs_on = relative.needs_year(self.dataset, reading)
        return relative.relative(self.dataset, reading, running_total=runs_on).filter

    @cached_property
    def place(self) -> Objective | None:
        return bookkeeping.place_of(self.row.report, self.row.code)

    def form(self, data: QueryDict | None = None, typed: Mapping[str, Any] | None = None) -> NameForm:
        given: dict[str, Any] = {
            "places": list(self.row.report.objectives.all()),
            "initial": {**written(self.row, self.place), **(typed or {})},
        }
        if self.dataset is None:
            return ChangedFormulaForm(data, **given)
        offers = offers_of(self.dataset, self.filter, self.row.report.year)
        return ChangedFigureForm(data, offers=offers, **given)

    def save(self, form: NameForm) -> HttpResponse:
        act = Act(self.user, form.cleaned_data["reason"])
        values = form.values() | ({"filter": self.filter} if self.dataset else {})
        version = form.cleaned_data["version"]
        try:
            row = bookkeeping.change_figure(act, self.row, values, form.chosen_place, seen_version=version)
        except Stale as error:
            self.row = self.standing()
            return self.refuse_stale(form, error, "version", self.row.version)
        messages.success(self.request, _("Saved: {record}").format(record=row))
        return redirect("annualreport:figure", row.report.year, row.code)

    def show(self, form: Any) -> HttpResponse:
        return self.page(
            "edit_figure",
            self.row,
            form=form,
            units=known_units(),
            preview=self.preview(form),
            change=self.change(),
            list_url=self.list_url(),
            target=self.row.report.targets.standing().filter(code=self.row.code).first(),
            events=history_of(self.row)[:EVENTS_SHOWN],
            labels=wordings_of(self.row.dataset),
        )

    def list_url(self) -> str | None:
        definition = as_definition(self.row, english())
        return definition.list_url(definition.filter_of(self.row.report.year))

    def preview(self, form: Any) -> Any:
        if self.dataset is None:
            return None
        definition = as_definition(self.row, english())
        return preview_of(replace(definition, filter=self.filter, measure=chosen_measure(form)), self.row.report.year)

    def change(self) -> tuple[str, str] | None:
        """The records as they were and as they are to be."""
        if self.dataset is None or self.filter == self.row.filter:
            return None
        return filter_in_words(self.dataset, self.row.filter), filter_in_words(self.dataset, self.filter)

    def refuse(self, error: NoFigure) -> HttpResponse:
        assert self.dataset is not None
        list_url = self.dataset.list_url(self.request.GET.urlencode())
        return self.render("no_figure", error=error, dataset=self.dataset, list_url=list_url)


class WithdrawView(RowPage):
    """Takes a figure out of one year's report; it stays on file with the reason."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.standing()
        return self.ask(row, WithdrawalForm(initial={"version": row.version}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.standing()
        form = WithdrawalForm(request.POST)
        if form.is_valid():
            try:
                self.withdraw(row, Act(self.user, form.cleaned_data["reason"]), form.cleaned_data["version"])
            except (Stale, bookkeeping.InUse) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Withdrawn: {record}").format(record=row))
                return redirect("annualreport:definitions", row.report.year)
        return self.ask(row, form)

    def ask(self, row: FigureDefinition, form: WithdrawalForm) -> HttpResponse:
        return self.page("withdraw_figure", row, form=form)

    def withdraw(self, row: FigureDefinition, act: Act, version: int) -> None:
        bookkeeping.withdraw_figure(act, row, seen_version=version)


class RestoreView(RowPage):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.found()
        bookkeeping.restore(Act(self.user), row)
        messages.success(request, _("Back in the report: {record}").format(record=row))
        return redirect("annualreport:definitions", row.report.year)


class TargetView(RowPage):
    def known(self, row: FigureDefinition) -> Target | None:
        return row.report.targets.filter(code=row.code).first()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.row = self.standing()
        return self.show(TargetForm(known=self.known(self.row), decimals=self.row.decimals))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.row = self.standing()
        known = self.known(row)
        form = TargetForm(request.POST, known=known, decimals=row.decimals)
        if not form.is_valid():
            return self.show(form)
        act, version = Act(self.user, form.cleaned_data["reason"]), form.cleaned_data["seen_version"] or 0
        try:
            bookkeeping.set_target(act, row.report, row.code, form.values(), seen_version=version)
        except Stale as error:
            now = self.known(row)
            return self.refuse_stale(form, error, "seen_version", now.version if now else 0)
        messages.success(request, _("Saved: target of {record}").format(record=row))
        return redirect("annualreport:figure", row.report.year, row.code)

    def show(self, form: Any) -> HttpResponse:
        known = self.known(self.row)
        standing = known if known and known.voided_at is None else None
        events = history_of(known)[:EVENTS_SHOWN] if known else ()
        return self.page("target", self.row, form=form, target=standing, events=events)


class TargetWithdrawView(WithdrawView):
    def ask(self, row: FigureDefinition, form: WithdrawalForm) -> HttpResponse:
        target = self.target(row)
        form.initial = {"version": target.version}
        return self.page("withdraw_figure", row, form=form, target=target)

    def withdraw(self, row: FigureDefinition, act: Act, version: int) -> None:
        bookkeeping.withdraw_target(act, self.target(row), seen_version=version)

    def target(self, row: FigureDefinition) -> Target:
        found: Target = get_object_or_404(Target.objects.standing(), report=row.report, code=row.code)
        return found


class DefinitionsView(ReportPage):
    """The book of one year; whoever reads the report reads it, and an administrator opens it."""

    def allowed(self) -> bool:
        return super().allowed() if self.request.method != "POST" else may_edit(self.user)

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.render("definitions", year=year, contents=contents_of(year))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        act = Act(self.user)
        report = open_year(act, year)
        if "take" in request.POST:
            row = bookkeeping.take_over(act, report, request.POST["take"])
            if row is not None:
                messages.success(request, _("Saved: {record}").format(record=row))
            return redirect("annualreport:definitions", year)
        messages.success(request, _("The standard figures are in the book of {report}.").format(report=report))
        return redirect("annualreport:definitions", year)
