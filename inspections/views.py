from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from inspections.imports.columns import PENALTY_COLUMNS, VIOLATION_COLUMNS
from inspections.models import InspectionPenalty, Violation
from inspections.policies import may_review
from inspections.queries import held_rows, undecided_penalties, unread_references
from laborportal.accounts.models import User
from laborportal.accounts.policies import sees_everything
from laborportal.datasets.views import DatasetListView, RecordView
from laborportal.listing.page import Action
from laborportal.penalties.states import State

PER_PAGE = 50
AMOUNT = next(column for column in PENALTY_COLUMNS if column.name == "amount")
SHOWN_OF_A_VIOLATION = ("position", "statute", "article", "paragraph", "item", "description")


class PenaltyListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        undecided = Action(label=_("Not yet confirmed"), url=reverse("penalties:undecided"))
        review = Action(label=_("Rows to review"), url=reverse("inspections:review"))
        return (*super().actions(), undecided, *([review] if may_review(self.user) else []))


class UndecidedListView(DatasetListView):
    """What counts nowhere yet; it leaves in no file that somebody might take for decisions."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.export_url = ""

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

    def facts(self, record: InspectionPenalty) -> Sequence[tuple[Any, str]]:
        columns = [column for column in self.dataset.columns if column.name not in self.SAID_ELSEWHERE]
        facts = [(column.label, column.shown_of(record)) for column in columns]
        return [*facts, (_("Officer in charge"), str(record.officer))] if record.officer else facts

    def listed_with(self, record: InspectionPenalty) -> QuerySet[Any]:
        return super().listed_with(record) if record.state == State.DECIDED else undecided_penalties(self.user)

    def context(self, record: InspectionPenalty) -> dict[str, Any]:
        columns = [column for column in VIOLATION_COLUMNS if column.name in SHOWN_OF_A_VIOLATION]
        violations = record.violations.filter(voided_at=None).order_by("position", "pk")
        return {
            **super().context(record),
            "undecided": record.state != State.DECIDED,
            "heads": columns,
            "violations": [(found, [column.shown_of(found) for column in columns]) for found in violations],
            "entries": [(entry, AMOUNT.show(entry.amount)) for entry in record.entries.order_by("pk")],
        }


class ViolationView(RecordView):
    template_name = "inspections/violation.html"


class ReviewView(TemplateView):
    """Held rows of the official lists, and references that could not be read; each part has its own pages."""

    template_name = "inspections/review.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = cast(User, request.user)
        if not may_review(user):
            raise PermissionDenied
        return self.render_to_response(
            {"held": self._page(held_rows(), "held"), "unread": self._page(unread_references(user), "unread")}
        )

    def _page(self, found: "QuerySet[Any]", parameter: str) -> "Page[Violation | Any]":
        return Paginator(found, PER_PAGE).get_page(self.request.GET.get(parameter))
