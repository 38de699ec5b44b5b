"""The versions of the self-check, and the self-check of a visit."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.policies import has_role, may_administer
from laborportal.activities.datasets import VISITS
from laborportal.activities.models import GuidanceVisit, TopicCode
from laborportal.audit.recording import history_of
from laborportal.datasets.views import DatasetView
from laborportal.workflow.performing import Stale
from programs.worklife.models import ChecklistVersion, SelfCheck
from programs.worklife.queries import checklist_on
from programs.worklife.selfcheck_forms import ChecklistForm, SelfCheckForm, by_theme

EVENTS_SHOWN = 100


class ChecklistPage(View):
    """For whoever holds any role; to enter a version is for administrators."""

    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (isinstance(request.user, User) and has_role(request.user)):
            raise PermissionDenied
        self.user = request.user
        return super().dispatch(request, *args, **kwargs)

    def page(self, name: str, **context: Any) -> HttpResponse:
        context |= {"may_administer": may_administer(self.user)}
        return TemplateResponse(self.request, f"worklife/{name}.html", context)


class ChecklistsView(ChecklistPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        versions = list(ChecklistVersion.objects.order_by("-number"))
        risky = risk_url(versions[0].enough) if versions else ""
        return self.page("checklists", versions=versions, risky=risky, newest=next(iter(versions), None))


def risk_url(enough: int) -> str:
    return VISITS.list_url(f"topic={TopicCode.REMOTE_WORK}&items_met_max={enough - 1}")


class ChecklistView(ChecklistPage):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = get_object_or_404(ChecklistVersion.objects.prefetch_related("items"), pk=pk)
        used = SelfCheck.objects.filter(checklist=version, visit__voided_at__isnull=True).count()
        return self.page("checklist", version=version, themes=by_theme(version), used=used)


class NewChecklistView(ChecklistPage):
    """The newest version to be worded anew; it is saved as one more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_administer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def newest(self) -> ChecklistVersion | None:
        return ChecklistVersion.objects.prefetch_related("items").order_by("-number").first()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("checklist_form", form=ChecklistForm(self.newest()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChecklistForm(self.newest(), data=request.POST)
        if not form.is_valid():
            return self.page("checklist_form", form=form)
        try:
            made = form.save(self.user)
        except IntegrityError:
            form.add_error(None, _("Somebody has just entered the same record: look it up."))
            return self.page("checklist_form", form=form)
        messages.success(request, _("Saved: {record}").format(record=made))
        return redirect("self_checks:version", pk=made.pk)


class SelfCheckView(DatasetView):
    """The items that an employer met on a visit about remote work."""

    dataset = VISITS

    def asked(self) -> tuple[GuidanceVisit, ChecklistVersion, SelfCheck | None]:
        visit = self.record()
        if visit.topic.code != TopicCode.REMOTE_WORK:
            raise Http404
        if not self.dataset.may_change(self.user, visit):
            raise PermissionDenied
        checks = SelfCheck.objects.select_related("checklist").prefetch_related("checklist__items")
        found = checks.filter(visit=visit).first()
        checklist = found.checklist if found else checklist_on(visit.visited_on)
        if checklist is None:
            raise Http404
        return visit, checklist, found

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        visit, checklist, found = self.asked()
        return self.show(visit, found, SelfCheckForm(visit, checklist, found))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        visit, checklist, found = self.asked()
        form = SelfCheckForm(visit, checklist, found, data=request.POST)
        if not form.is_valid():
            return self.show(visit, found, form)
        try:
            saved = form.save(self.user)
        except Stale as error:
            form.add_error(None, str(error))
            return self.show(visit, found, form)
        messages.success(request, _("Saved: {number} items met.").format(number=len(saved.met)))
        return redirect(reverse("visits:record", args=[visit.pk]))

    def show(self, visit: GuidanceVisit, found: SelfCheck | None, form: SelfCheckForm) -> HttpResponse:
        events = history_of(found)[:EVENTS_SHOWN] if found else None
        return self.render("worklife/self_check.html", visit=visit, form=form, checklist=form.checklist, events=events)
