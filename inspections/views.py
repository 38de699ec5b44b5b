from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from inspections.forms import DismissForm, MendForm
from inspections.imports.columns import PENALTY_COLUMNS, VIOLATION_COLUMNS
from inspections.imports.ministry import MinistryViolationList
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, Violation
from inspections.policies import may_mend, may_review
from inspections.procedure.penalties import PROCEEDING
from inspections.procedure.terms import Named, limit
from inspections.queries import OFFICIAL_LISTS, held_rows, next_held_row, undecided_penalties, unread_references
from laborportal.accounts.models import User
from laborportal.accounts.policies import sees_everything
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.audit.timeline import Line, lines
from laborportal.datasets.views import DatasetListView, PlainListView, RecordView
from laborportal.exports.columns import Column
from laborportal.imports.engine import Overtaken, Settled, dismiss, plan_mending, write_mended
from laborportal.imports.formats import Format, format_named
from laborportal.imports.importable import may_write_of
from laborportal.imports.models import HeldRow
from laborportal.imports.planning import Plan
from laborportal.imports.rows import Problem
from laborportal.listing.page import Action
from laborportal.penalties.states import State

PER_PAGE = 50
AMOUNT = next(column for column in PENALTY_COLUMNS if column.name == "amount")
SHOWN_OF_A_VIOLATION = ("position", "statute", "article", "paragraph", "item", "description")


class PenaltyListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        found = [*super().actions(), Action(label=_("Not yet confirmed"), url=reverse("penalties:undecided"))]
        found.append(Action(label=_("Published violators"), url=self.dataset.list_url("published=yes")))
        if may_mend(self.user):
            for label, official in (
                (_("Import the city's list"), TaipeiViolationList),
                (_("Import the ministry's list"), MinistryViolationList),
            ):
                found.append(Action(label=label, url=reverse("imports:upload", args=[official.name])))
        if may_review(self.user):
            found.append(Action(label=_("Rows to review"), url=reverse("inspections:review")))
        return found


class UndecidedListView(PlainListView):
    """What counts nowhere yet; it leaves in no file that somebody might take for decisions."""

    def get_queryset(self) -> QuerySet[Any]:
        return undecided_penalties(self.user)

    def everything(self) -> QuerySet[Any] | None:
        return None if sees_everything(self.user) else InspectionPenalty.objects.undecided()

    def actions(self) -> Sequence[Action]:
        return (*super().actions(), Action(label=_("Decided penalties"), url=self.dataset.list_url()))


class PenaltyView(RecordView):
    """While it is not decided, the page leads back to the list of those."""

    SAID_ELSEWHERE = frozenset({"state"})

    template_name = "inspections/penalty.html"

    def columns_of(self, record: InspectionPenalty) -> Sequence[Column]:
        return [*super().columns_of(record), *(column for column in PROCEEDING if column.value_of(record))]

    def listed_with(self, record: InspectionPenalty) -> QuerySet[Any]:
        return super().listed_with(record) if record.state == State.DECIDED else undecided_penalties(self.user)

    def context(self, record: InspectionPenalty) -> dict[str, Any]:
        found = super().context(record)
        columns = [column for column in VIOLATION_COLUMNS if column.name in SHOWN_OF_A_VIOLATION]
        violations = record.violations.filter(voided_at=None).order_by("position", "pk")
        return {
            **found,
            "undecided": record.state != State.DECIDED,
            "limit": Named("", limit(record)) if record.act_ended_on or record.referred_on else None,
            "labels": {**found["labels"], **{column.name: column for column in PROCEEDING}},
            "heads": columns,
            "violations": [(found, [column.shown_of(found) for column in columns]) for found in violations],
            "entries": [(entry, AMOUNT.show(entry.amount)) for entry in record.entries.order_by("pk")],
        }


class ReviewView(TemplateView):
    """Held rows of the official lists, and references that could not be read; each part has its own pages."""

    template_name = "inspections/review.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = cast(User, request.user)
        if not may_review(user):
            raise PermissionDenied
        return self.render_to_response(
            {
                "held": self._page(held_rows(), "held"),
                "unread": self._page(unread_references(user), "unread"),
                "may_mend": may_mend(user),
                "first": held_rows().first(),
            }
        )

    def _page(self, found: "QuerySet[Any]", parameter: str) -> "Page[Violation | Any]":
        return Paginator(found, PER_PAGE).get_page(self.request.GET.get(parameter))


class HeldRowView(View):
    """One held row, for who may mend it; those who may only review are refused."""

    user: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user = cast(User, request.user)  # every page is behind the sign-in

    def held(self) -> HeldRow:
        """Raises PermissionDenied, Http404."""
        if not may_mend(self.user):
            raise PermissionDenied
        return get_object_or_404(
            HeldRow.objects.filter(dataset__in=OFFICIAL_LISTS).select_related("run"), **self.kwargs
        )

    def settled(self, held: HeldRow) -> bool:
        return held.outcome != HeldRow.Outcome.OPEN

    def overtaken(self, held: HeldRow) -> HttpResponse:
        sentence = _("Row {row} was settled in the meantime: {outcome}.")
        messages.warning(self.request, sentence.format(row=held.row, outcome=held.get_outcome_display()))
        return self.go_on(held)

    def go_on(self, held: HeldRow) -> HttpResponse:
        following = next_held_row(held)
        return redirect("inspections:mend", pk=following.pk) if following else redirect("inspections:review")

    def show(self, held: HeldRow, form: MendForm, dismissal: DismissForm | None = None, **context: Any) -> HttpResponse:
        return TemplateResponse(
            self.request,
            "inspections/held_row.html",
            {
                "held": held,
                "form": form,
                "dismissal": dismissal or DismissForm(),
                "waiting": held_rows().count(),
                **context,
            },
        )

    def as_published(self, held: HeldRow) -> MendForm:
        form = MendForm(held)
        form.complain(Problem(**problem) for problem in held.problems)
        return form


class MendView(HeldRowView):
    """The raw cells in a form; saved, they become records and the next row comes up."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = self.held()
        return self.overtaken(held) if self.settled(held) else self.show(held, self.as_published(held))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = self.held()
        if self.settled(held):
            return self.overtaken(held)
        form = MendForm(held, request.POST or None)
        loader = format_of(held)
        plan = plan_mending(loader, held, form.cells, may_write=may_write_of(self.user))
        form.complain(problems_of(plan))
        if form.errors or ((plan.changes or plan.warnings) and not form.cleaned_data["confirmed"]):
            return self.show(held, form, plan=plan, changes=changes_of(plan))
        try:
            write_mended(plan, held, Act(self.user))
        except Settled:
            return self.overtaken(self.held())
        except (Overtaken, IntegrityError):
            form.add_error(None, _("Somebody has just written the same record: save once more."))
            return self.show(held, form)
        messages.success(request, _("Row {row} became a record.").format(row=held.row))
        return self.go_on(held)


class DismissView(HeldRowView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = self.held()
        form = DismissForm(request.POST)
        if not form.is_valid():
            return self.show(held, self.as_published(held), form)
        try:
            dismiss(held, Act(self.user, form.cleaned_data["reason"]))
        except Settled:
            return self.overtaken(self.held())
        messages.success(request, _("Row {row} becomes no record.").format(row=held.row))
        return self.go_on(held)


def format_of(held: HeldRow) -> Format[Any]:
    found = format_named(held.dataset)
    assert found is not None  # only rows of OFFICIAL_LISTS are opened
    return found()


def problems_of(plan: Plan) -> Iterator[Problem]:
    for row in plan.held:
        yield from row.errors
    yield from plan.errors
    if plan.counts.skipped:
        yield Problem(0, "", "", _("The row says nothing now: dismiss it instead."))


def changes_of(plan: Plan) -> list[tuple[str, list[Line]]]:
    """The records on file that the row would change, in the words of history."""
    kind = plan.loader.model._meta.label_lower
    return [
        (changed.label, lines(Event(target_type=kind, changes=dict(changed.changes)), plan.loader.column))
        for changed in plan.changes
    ]
