from collections.abc import Mapping
from itertools import pairwise
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.datasets.views import EVENTS_SHOWN, CreateView, DatasetView, EditView, RecordView
from laborportal.employers.casework import cases_of
from laborportal.employers.columns import ALIASES
from laborportal.employers.datasets import EMPLOYERS
from laborportal.employers.duplicates import possible_duplicates
from laborportal.employers.forms import EmployerForm
from laborportal.employers.history import OF_HISTORY, own_history, programmes, timeline
from laborportal.employers.merging import survivor
from laborportal.employers.models import (
    Employer,
    EmployerHeadcount,
    EmployerLink,
    KeptSeparate,
    MergeRecord,
    MergeRequest,
    MergeState,
)
from laborportal.employers.parts import ClosingForm, HeadcountForm, LinkForm, NameForm, PartForm
from laborportal.employers.policies import may_ask_for_a_merge, may_see_employers
from laborportal.employers.search import suggestions
from laborportal.exports.columns import CellError, UbnColumn

PROGRAMME = "programme"


class EmployerView(RecordView):
    """Its page stays at the address of an employer that was taken in: it leads to the one that stays."""

    template_name = "employers/record.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The programme of the timeline is no condition of the list that led here."""
        conditions = request.GET.copy()
        self.programme = str(conditions.pop(PROGRAMME, [""])[-1])
        request.GET = cast(Any, conditions)
        super().setup(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return super().get(request, pk)
        except Http404:
            kept = survivor(Employer(pk=pk)) if may_see_employers(self.user) else None
            if kept is None or kept.voided_at is not None:
                raise
            messages.info(request, _("The employer you asked for was merged into this one."))
            return redirect(kept)

    def context(self, record: Any) -> dict[str, Any]:
        return {
            **super().context(record),
            **parts_of(record),
            **self.events(record),
            "labels": {**self.dataset.column, ALIASES.name: ALIASES, **OF_HISTORY},
            "cases": list(cases_of(record, self.user)),
            "may_ask": may_ask_for_a_merge(self.user),
        }

    def events(self, record: Employer) -> dict[str, Any]:
        return {
            "events": own_history(record, EVENTS_SHOWN),
            "programmes": programmes(),
            "programme": self.programme,
            "happened": timeline(record, self.user, self.programme),
        }


def parts_of(record: Employer) -> dict[str, Any]:
    """What the register knows of an employer beside its columns; a constant number of queries."""
    aliases = sorted(record.aliases.all(), key=lambda alias: (alias.since, alias.pk), reverse=True)
    both = Q(employer=record) | Q(other=record)
    links = EmployerLink.objects.standing().filter(both).select_related("employer", "other")
    apart = KeptSeparate.objects.standing().filter(both).select_related("employer", "other")
    merges = MergeRecord.objects.filter(kept=record).select_related("merged").order_by("-pk")
    waiting = MergeRequest.objects.filter(Q(kept=record) | Q(merged=record), state=MergeState.ASKED)
    return {
        "aliases": [alias for alias in aliases if alias.voided_at is None],
        "former_numbers": record.old_numbers,
        "headcounts": headcounts_of(record),
        "links": [(link, *_seen_from(record, link)) for link in links.order_by("kind", "pk")],
        "apart": [(pair, pair.other if pair.employer_id == record.pk else pair.employer) for pair in apart],
        "merges": list(merges),
        "requests": list(waiting.select_related("kept", "merged").order_by("pk")),
    }


def _seen_from(record: Employer, link: EmployerLink) -> tuple[Employer, str]:
    if link.employer_id == record.pk:
        return link.other, link.words_of_other
    return link.employer, link.words_of_employer


def headcounts_of(record: Employer) -> list[tuple[EmployerHeadcount, int | None]]:
    """Newest first, each with how many more than in the year on file before it."""
    found = list(EmployerHeadcount.objects.standing().filter(employer=record).order_by("-year", "pk"))
    steps: list[int | None] = [later.employees - earlier.employees for later, earlier in pairwise(found)]
    return list(zip(found, [*steps, None], strict=False))


class EmployerCreateView(CreateView):
    template_name = "employers/form.html"
    form_class = EmployerForm


class EmployerEditView(EditView):
    template_name = "employers/form.html"
    form_class = EmployerForm


class SearchView(View):
    """Answers while somebody types."""

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse(suggestions(request.GET.get("term", ""), cast(User, request.user)))


class DuplicatesView(View):
    """Who on file could be the employer that somebody is entering, as a part of the form's page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = {name: request.GET.get(name, "").strip() for name in ("name", "address")}
        apart = request.GET.get("except", "")
        editing = Employer.objects.filter(pk=int(apart)).first() if apart.isdecimal() else None
        user = cast(User, request.user)
        found = possible_duplicates(user, ubn=typed_number(request.GET.get("ubn", "")), **typed, apart_from=editing)
        return TemplateResponse(request, "employers/possible.html", {"possible": found, "record": editing})


def typed_number(text: str) -> str:
    try:
        return str(UbnColumn(name="ubn", label="", required=False).read(text))
    except CellError:
        return ""


class RegisterPage(DatasetView):
    """A page about one employer, for whoever keeps the register: outside the scope 404, without the role 403."""

    dataset = EMPLOYERS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.employer = self.found()
        if not self.allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def found(self) -> Employer:
        return cast(Employer, self.record())

    def allowed(self) -> bool:
        return self.dataset.may_change(self.user, self.employer)

    def named(self, pk: int) -> Employer:
        employer: Employer = get_object_or_404(self.dataset.visible_to(self.user), pk=pk)
        return employer


class PartView(RegisterPage):
    """One part of an employer's entry, new or on file; a second button takes it out, with a reason."""

    form_class: type[PartForm] = PartForm

    def found(self) -> Employer:
        self.part: Any = None
        if self.form_class is ClosingForm:
            self.part = super().found()
            return cast(Employer, self.part)
        if "part" not in self.kwargs:
            return super().found()
        self.part = get_object_or_404(self.form_class.model.objects.standing(), pk=self.kwargs["part"])
        return self.named(self.part.employer_id)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(self.form_class(self.employer, self.part))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(self.employer, self.part, data=request.POST)
        reason, voiding = request.POST.get("reason", ""), "void" in request.POST and self.part is not None
        if not form.is_valid() or not form.save(self.user, reason, voiding=voiding):
            return self.show(form)
        messages.success(request, _("Saved: {record}").format(record=self.employer))
        return redirect(self.employer)

    def show(self, form: PartForm) -> HttpResponse:
        may_void = self.part is not None and self.form_class is not ClosingForm
        context = {"form": form, "record": self.employer, "part": self.part, "title": form.title}
        return self.render("employers/part.html", **context, may_void=may_void)


PARTS: Mapping[str, type[PartForm]] = {"name": NameForm, "headcount": HeadcountForm, "link": LinkForm}


def part_urls() -> list[URLPattern]:
    found = [path("<int:pk>/closing/", PartView.as_view(form_class=ClosingForm), name="closing")]
    for name, form in PARTS.items():
        view = PartView.as_view(form_class=form)
        found += [
            path(f"<int:pk>/{name}s/new/", view, name=f"{name}_create"),
            path(f"{name}s/<int:part>/", view, name=f"{name}_edit"),
        ]
    return found
