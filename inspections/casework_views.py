"""Pages of inspections and of what follows them: violations, orders to stop work, complaints, projects, plans."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from inspections.briefings import show
from inspections.imports.columns import VIOLATION_COLUMNS
from inspections.inspection_forms import InspectionForm, OriginForm, RecheckForm, origin_labels
from inspections.models import Complaint, Inspection, PlanLine, Project, Violation
from inspections.planned import counted, inspections_of, visited
from inspections.policies import may_inspect, may_see_origin
from inspections.procedure.complaints import read_origin
from inspections.procedure.terms import Named, correction_term, reply, terms_of
from inspections.states import InspectionKind, Result
from laborportal.accounts.models import User
from laborportal.accounts.policies import may_write
from laborportal.audit.recording import Act
from laborportal.cases.deadlines import deadlines
from laborportal.cases.views import case_urls
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.views import (
    ROUTES,
    CreateView,
    DatasetListView,
    DatasetView,
    EditView,
    PlainListView,
    RecordView,
    VoidView,
)
from laborportal.employers.models import Employer
from laborportal.listing.page import Action
from laborportal.rocyear.dates import DateError, parse_year, to_roc, today

SHOWN_OF_A_VIOLATION = ("position", "statute", "article", "description", "correct_by", "state")
OF_A_VIOLATION = tuple(column for column in VIOLATION_COLUMNS if column.name in SHOWN_OF_A_VIOLATION)


class InspectionListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        pages = (
            Action(label=_("Complaints"), url=reverse("complaints:list")),
            Action(label=_("Orders to stop work"), url=reverse("stopwork:list")),
            Action(label=_("Inspection projects"), url=reverse("projects:list")),
            Action(label=_("Yearly plans"), url=reverse("plans:list")),
        )
        return (*super().actions(), *pages)


class InspectionCreateView(CreateView):
    form_class = InspectionForm


class InspectionEditView(EditView):
    form_class = InspectionForm


class InspectionView(RecordView):
    """With its violations, its terms, and everything that follows from it."""

    SAID_ELSEWHERE = frozenset({"state", "ubn", "employer", "notice_on", "served_on"})
    AFTERWARDS = ("notice_on", "served_on", "posted_on", "objected_on", "objection_settled_on")

    template_name = "inspections/inspection.html"

    def context(self, record: Inspection) -> dict[str, Any]:
        violations = Violation.objects.on_file().filter(inspection=record).order_by("position", "pk")
        checked = record.rechecks.select_related("violation__inspection", "violation__penalty").order_by("pk")
        return {
            **super().context(record),
            "heads": OF_A_VIOLATION,
            "violations": [(found, [column.shown_of(found) for column in OF_A_VIOLATION]) for found in violations],
            "terms": terms_of(record),
            "orders": record.stop_work_orders.filter(voided_at=None).order_by("pk"),
            "penalties": record.penalties.filter(voided_at=None).order_by("pk"),
            "complaints": record.complaints.filter(voided_at=None).order_by("pk"),
            "briefings": record.briefings.select_related("person").order_by("pk"),
            "checked": checked,
            "rechecked_by": self.rechecked_by(record),
            "is_recheck": record.kind == InspectionKind.REINSPECTION,
            "found_something": record.result == Result.VIOLATION,
            "may_add": may_write(self.user, record.unit_id),
            "employer_url": reverse("employers:record", args=[record.employer_id]),
        }

    def rechecked_by(self, record: Inspection) -> Iterable[Inspection]:
        found = Inspection.objects.standing().filter(rechecks__violation__inspection=record).distinct()
        return found.order_by("inspected_on", "pk")


class RecheckView(DatasetView):
    """What a re-inspection found of the violations that it checked."""

    def found(self) -> Inspection:
        record: Inspection = self.record()
        if record.kind != InspectionKind.REINSPECTION or not may_write(self.user, record.unit_id):
            raise PermissionDenied
        return record

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        return self.show(record, RecheckForm(record))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.found()
        form = RecheckForm(record, request.POST)
        if not form.is_valid():
            return self.show(record, form)
        form.write(Act(self.user))
        messages.success(request, _("Saved: {record}").format(record=record))
        return redirect(self.dataset.record_url(record))

    def show(self, record: Inspection, form: RecheckForm) -> HttpResponse:
        return self.render("inspections/rechecks.html", record=record, form=form, title=self.dataset.title(record))


class BriefingView(View):
    """What is known of an employer, before it is inspected; that it was shown is kept."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, employer: int) -> HttpResponse:
        user = cast(User, request.user)  # every page is behind the sign-in
        if not may_inspect(user):
            raise PermissionDenied
        found = get_object_or_404(Employer.objects.standing(), pk=employer)
        return TemplateResponse(request, "inspections/briefing.html", {"shown": show(found, user), "employer": found})


class ViolationView(RecordView):
    """Until when it is to be corrected, with the arithmetic, and what re-inspections found."""

    SAID_ELSEWHERE = frozenset({"state", "counted_on"})

    template_name = "inspections/violation.html"

    def facts(self, record: Violation) -> Sequence[tuple[Any, str]]:
        facts = super().facts(record)
        return [*facts, (_("Evidence"), record.evidence)] if record.evidence else facts

    def context(self, record: Violation) -> dict[str, Any]:
        asked = correction_term(record)
        return {
            **super().context(record),
            "correction": Named("", deadlines([asked])[0], record.corrected_on, duty=True) if asked else None,
            "not_started": bool(record.inspection and not record.inspection.served_on and not asked),
            "rechecks": record.rechecks.select_related("reinspection").order_by("pk"),
        }


class EnteredListView(PlainListView):
    """Of records that are entered one by one."""

    def actions(self) -> Sequence[Action]:
        return super().actions()[:1]


class StopWorkView(RecordView):
    SAID_ELSEWHERE = frozenset({"state"})

    template_name = "inspections/stop_work.html"


class ComplaintView(RecordView):
    """Who complained stands on a page of its own, to which this one leads the handler alone."""

    SAID_ELSEWHERE = frozenset({"officer"})

    template_name = "inspections/complaint.html"

    def context(self, record: Complaint) -> dict[str, Any]:
        return {
            **super().context(record),
            "reply": Named(_("Answer to the complainant"), reply(record), record.answered_on, duty=True),
            "may_see_origin": may_see_origin(self.user, record),
            "handler": record.officer,
        }


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class OriginView(DatasetView):
    """Who complained: for the handler alone, and every look is on record."""

    def found(self) -> Complaint:
        complaint: Complaint = self.record()
        if not may_see_origin(self.user, complaint):
            raise PermissionDenied
        return complaint

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        complaint = self.found()
        with transaction.atomic():
            words = read_origin(complaint, Act(self.user))
        return self.show(complaint, OriginForm(initial=words), words)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        complaint = self.found()
        form = OriginForm(request.POST)
        if not form.is_valid():
            return self.show(complaint, form, {})
        form.write(complaint, self.user)
        messages.success(request, _("Who complained is sealed: nobody but the handler can open it."))
        return redirect(self.dataset.record_url(complaint))

    def show(self, complaint: Complaint, form: OriginForm, words: Any) -> HttpResponse:
        known = [(label, words[name]) for name, label in origin_labels() if words.get(name)]
        title = self.dataset.title(complaint)
        return self.render("inspections/origin.html", record=complaint, form=form, known=known, title=title)


class ProjectView(RecordView):
    """Its inspection list, who of it was inspected, and how many inspections there were."""

    template_name = "inspections/project.html"

    def context(self, record: Project) -> dict[str, Any]:
        found = visited(record)
        return {
            **super().context(record),
            "visited": found,
            "done": sum(one.inspection is not None for one in found),
            "inspections": inspections_of(record).count(),
            "may_add": may_write(self.user, record.unit_id),
        }


class TargetView(DatasetView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(self.record().project)


class PlanListView(DatasetView):
    """The plans of both units for a year, each line with the inspections that count for it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            year = parse_year(request.GET.get("year", "")) if request.GET.get("year") else to_roc(today().year)
        except DateError:
            year = to_roc(today().year)
        lines = counted(PlanLine.objects.standing().visible_to(self.user), year)
        units = [(unit, list(found)) for unit, found in groupby(lines, key=lambda one: one.line.unit)]
        may_create = self.dataset.may_create(self.user)
        return self.render("inspections/plans.html", year=year, units=units, may_create=may_create)


def pages_of(dataset: Dataset, **views: Any) -> list[URLPattern]:
    """The pages of records that leave in no file; a keyword names a page and the view that takes its place."""
    chosen: dict[str, Any] = {
        "list": EnteredListView,
        "create": CreateView,
        "record": RecordView,
        "edit": EditView,
        "void": VoidView,
    }
    chosen |= views
    return [path(ROUTES[name], view.as_view(dataset=dataset), name=name) for name, view in chosen.items()]


def case_pages_of(dataset: Dataset, **views: Any) -> list[URLPattern]:
    return [*case_urls(dataset), *pages_of(dataset, **views)]
