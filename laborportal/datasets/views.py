"""The pages of every record type: list, record and form. An app declares the dataset and adds what differs."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.policies import sees_everything
from laborportal.audit.recording import Act, history_of
from laborportal.datasets.aggregates import Request, measure_all
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.extracts import Extract, NotExported, start
from laborportal.datasets.forms import RecordForm, VoidForm
from laborportal.datasets.links import links_of
from laborportal.datasets.measures import read_measure
from laborportal.datasets.panels import panels_of
from laborportal.exports.columns import Column
from laborportal.listing.ordering import Neighbours, neighbours
from laborportal.listing.page import Action
from laborportal.listing.reading import Reading
from laborportal.listing.totals import ListTotal
from laborportal.listing.views import ListView

EVENTS_SHOWN = 100


class DatasetView(View):
    """A page about one dataset; `allowed` says who may open it (403), the queryset's scope what is there (404)."""

    dataset: Dataset = cast(Dataset, None)
    user: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        assert isinstance(request.user, User)  # every page is behind the sign-in
        self.user = request.user

    def record(self) -> Any:
        dataset = self.dataset
        return get_object_or_404(dataset.read(dataset.opened_by(self.user)), pk=self.kwargs["pk"])

    def render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return TemplateResponse(self.request, template, {"dataset": self.dataset, **context}, status=status)


class RecordView(DatasetView):
    template_name = "datasets/record.html"
    SAID_ELSEWHERE: ClassVar[frozenset[str]] = frozenset()
    """Columns that the page shows in a way of its own, `officer` among them."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.record()
        return self.render(self.template_name, **self.context(record))

    def context(self, record: Any) -> dict[str, Any]:
        return {
            "record": record,
            "title": self.dataset.title(record),
            "facts": self.facts(record),
            "panels": panels_of(self.request, self.dataset, record),
            "events": history_of(record)[:EVENTS_SHOWN],
            "labels": self.dataset.column,
            "may_change": self.dataset.may_change(self.user, record),
            "may_void": self.dataset.may_void(self.user, record),
            "list_query": self.request.GET.urlencode(),
            "neighbours": self.neighbours(record),
        }

    def facts(self, record: Any) -> Sequence[tuple[Any, str]]:
        facts = [(column.label, column.shown_of(record)) for column in self.columns_of(record)]
        officer = getattr(record, "officer", None) if "officer" not in self.SAID_ELSEWHERE else None
        return [*facts, (_("Officer in charge"), str(officer))] if officer else facts

    def columns_of(self, record: Any) -> Sequence[Column]:
        return [column for column in self.dataset.columns if column.name not in self.SAID_ELSEWHERE]

    def neighbours(self, record: Any) -> Neighbours | None:
        """Who stands before and after it in the list that led here, whose conditions came along in the address."""
        if not self.request.GET:
            return None
        reading = self.dataset.read_filter(self.request.GET)
        if not reading.ok:
            return None
        listed = self.listed_with(record).filter(reading.q)
        return neighbours(listed, reading.order or self.dataset.order, record)

    def listed_with(self, record: Any) -> QuerySet[Any]:
        """The list in which *record* stands."""
        return self.dataset.visible_to(self.user)


class FormView(DatasetView):
    """Shared by create and edit: an error keeps what was typed, a write is one transaction with its event."""

    template_name = "datasets/form.html"
    form_class: type[RecordForm] = RecordForm

    def found(self) -> Any:
        """The record to change, None for a new one; raises PermissionDenied or Http404."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.found()
        return self.show(self.form_class(self.dataset, self.user, record, initial=self.suggested()), record)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.found()
        form = self.form_class(self.dataset, self.user, record, data=request.POST)
        if not form.is_valid():
            return self.show(form, record)
        try:
            saved = form.save(reason=request.POST.get("reason", ""))
        except IntegrityError as error:
            form.add_error(None, str(error) if record else _("Somebody has just entered the same record: look it up."))
            return self.show(form, record)
        messages.success(request, _("Saved: {record}").format(record=saved))
        if "another" in request.POST:
            return redirect(reverse(f"{self.dataset.namespace}:create") + self.kept(form))
        return redirect(self.dataset.record_url(saved))

    def show(self, form: RecordForm, record: Any) -> HttpResponse:
        return self.render(self.template_name, form=form, record=record, title=self.title(record))

    def title(self, record: Any) -> str:
        if record is None:
            return _("Enter: {record_type}").format(record_type=self.dataset.label_one)
        return _("Change: {record}").format(record=self.dataset.title(record))

    def suggested(self) -> Mapping[str, Any]:
        names = {column.name for column in self.dataset.inputs}
        return {name: value for name, value in self.request.GET.items() if name in names}

    def kept(self, form: RecordForm) -> str:
        """What "save and add another" carries on: everything that does not identify the record or its employer."""
        shared = [name for name in self.dataset.carried if form.cleaned_data.get(name)]
        return "?" + urlencode({name: form.cleaned_data[name] for name in shared}) if shared else ""


class CreateView(FormView):
    def found(self) -> None:
        if not self.dataset.may_create(self.user):
            raise PermissionDenied


class EditView(FormView):
    def found(self) -> Any:
        record = self.record()
        if not self.dataset.may_change(self.user, record):
            raise PermissionDenied
        return record


class VoidView(DatasetView):
    """Takes a record out of every list and figure; it stays on file with its history and the reason."""

    def found(self) -> Any:
        record = self.record()
        if not self.dataset.may_void(self.user, record):
            raise PermissionDenied
        return record

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.found(), VoidForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        form = VoidForm(request.POST)
        if form.is_valid() and form.void(record, self.user):
            messages.success(request, _("Voided: {record}").format(record=record))
            return redirect(self.dataset.list_url())
        return self.show(record, form)

    def show(self, record: Any, form: VoidForm) -> HttpResponse:
        form.initial = {"version": record.version}
        title = _("Void: {record}").format(record=self.dataset.title(record))
        return self.render("datasets/void.html", record=record, form=form, title=title)


class DatasetListView(ListView):
    """The list of a dataset, scoped to what the person may see; it says how many others count."""

    dataset: Dataset = cast(Dataset, None)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        dataset = self.dataset
        self.title = dataset.label
        self.columns = dataset.columns
        self.lead = dataset.lead
        self.conditions = dataset.settled_conditions()
        self.order = dataset.order
        self.marks = dataset.marks
        self.export_url = self.export_address()

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def export_address(self) -> str:
        """Blank where the list leaves in no file."""
        return reverse(f"{self.dataset.namespace}:export")

    def get_queryset(self) -> QuerySet[Any]:
        return self.dataset.visible_to(self.user)

    def everything(self) -> QuerySet[Any] | None:
        return None if sees_everything(self.user) else self.dataset.records()

    def read(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.dataset.read(queryset)

    def record_url(self, record: Any) -> str:
        return self.dataset.record_url(record)

    def totals(self, queryset: QuerySet[Any]) -> Sequence[ListTotal]:
        """One query for all of the strip."""
        dataset = self.dataset
        measures = [Request(Q(), read_measure(total.measure), 0) for total in dataset.totals]
        requests = {str(number): request for number, request in enumerate(measures)}
        found = measure_all(dataset, requests, among=queryset) if requests else {}
        return [total.listed(found[str(number)], dataset.column) for number, total in enumerate(dataset.totals)]

    def links(self, reading: Reading) -> Sequence[Action]:
        return links_of(self.request, self.dataset, reading)

    def actions(self) -> Sequence[Action]:
        if not self.dataset.may_create(self.user):
            return ()
        label = _("Enter: {record_type}").format(record_type=self.dataset.label_one)
        return (
            Action(label=label, url=reverse(f"{self.dataset.namespace}:create"), primary=True),
            Action(label=_("Import"), url=reverse("imports:upload", args=[self.dataset.name])),
        )


class PlainListView(DatasetListView):
    """Of what the contract with the outside does not name, or what does not count yet: no file, and no figure."""

    def export_address(self) -> str:
        return ""

    def links(self, reading: Reading) -> Sequence[Action]:
        return ()


class ExportView(DatasetView):
    """The list behind an address as a file: same scope, conditions, order and columns; what is long is left to the
    background worker, once the person asks for it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "POST"):
            return self.http_method_not_allowed(request)
        extract = Extract(self.dataset, self.dataset.read_filter(request.GET), self.user)
        if not extract.reading.ok:
            return redirect(self.dataset.list_url(request.GET.urlencode()))
        try:
            extract.demand_room()
        except NotExported as refused:
            messages.error(request, str(refused))
            return redirect(self.dataset.list_url(extract.reading.querystring))
        return self.begin(extract) if request.method == "POST" else self.hand_out(extract)

    def begin(self, extract: Extract) -> HttpResponse:
        export = start(extract, Act(self.user), self.request.GET.urlencode())
        return redirect("exports:export", pk=export.pk)

    def hand_out(self, extract: Extract) -> HttpResponseBase:
        if extract.count > settings.MOST_ROWS_AT_ONCE:
            back = self.dataset.list_url(extract.reading.querystring)
            return self.render("datasets/export.html", extract=extract, back=back)
        extract.announce(Act(self.user), self.request.GET.urlencode())
        response = StreamingHttpResponse(extract.chunks(), content_type=extract.format.content_type)
        response["Content-Disposition"] = f'attachment; filename="{self.dataset.name}.{extract.format.name}"'
        return response


def form_urls(dataset: Dataset) -> list[URLPattern]:
    """The forms of a dataset whose form is declared apart from its files; they stand before `dataset_urls`."""
    return [path(ROUTES[name], STANDARD[name].as_view(dataset=dataset), name=name) for name in ("create", "edit")]


def dataset_urls(dataset: Dataset, **views: Any) -> list[URLPattern]:
    """The pages of *dataset*; a keyword names a page (`record=…`) and the view that takes its place."""
    chosen: dict[str, Any] = {**STANDARD, **views}
    return [path(route, chosen[name].as_view(dataset=dataset), name=name) for name, route in ROUTES.items()]


ROUTES = {
    "list": "",
    "export": "export/",
    "create": "new/",
    "record": "<int:pk>/",
    "edit": "<int:pk>/edit/",
    "void": "<int:pk>/void/",
}
STANDARD: dict[str, Any] = {
    "list": DatasetListView,
    "export": ExportView,
    "create": CreateView,
    "record": RecordView,
    "edit": EditView,
    "void": VoidView,
}
