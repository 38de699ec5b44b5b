from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.accounts.policies import sees_everything
from laborportal.datasets.forms import RecordForm
from laborportal.datasets.views import CreateView, DatasetListView, EditView, PlainListView, RecordView
from laborportal.exports.columns import Column
from laborportal.listing.page import Action
from laborportal.penalties.states import State
from laborportal.penalties.transitions import ENTRY_ON
from programs.quota.models import QuotaPenalty
from programs.quota.penalty_columns import PENALTY_COLUMNS
from programs.quota.queries import employer_named, ladder_hint, undecided_penalties

AMOUNT = next(column for column in PENALTY_COLUMNS if column.name == "amount")
OF_HISTORY: Mapping[str, Column] = {ENTRY_ON.name: ENTRY_ON}


class PenaltyListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        return (*super().actions(), Action(label=_("Not yet confirmed"), url=reverse("quota_penalties:undecided")))


class UndecidedListView(PlainListView):
    """What counts nowhere yet; it leaves in no file that somebody might take for decisions."""

    def get_queryset(self) -> QuerySet[Any]:
        return undecided_penalties(self.user)

    def everything(self) -> QuerySet[Any] | None:
        return None if sees_everything(self.user) else QuotaPenalty.objects.undecided()

    def actions(self) -> Sequence[Action]:
        return (*super().actions(), Action(label=_("Decided penalties"), url=self.dataset.list_url()))


class PenaltyView(RecordView):
    """While it is not decided, the page leads back to the list of those."""

    SAID_ELSEWHERE = frozenset({"state"})

    template_name = "quota/penalty.html"

    def listed_with(self, record: QuotaPenalty) -> QuerySet[Any]:
        return super().listed_with(record) if record.state == State.DECIDED else undecided_penalties(self.user)

    def context(self, record: QuotaPenalty) -> dict[str, Any]:
        found = super().context(record)
        undecided = record.state != State.DECIDED
        return {
            **found,
            "labels": {**found["labels"], **OF_HISTORY},
            "undecided": undecided,
            "hint": ladder_hint(record.employer_id, record.decided_on, record.pk) if undecided else None,
            "entries": [(entry, AMOUNT.show(entry.amount)) for entry in record.entries.order_by("pk")],
        }


class PenaltyCreateView(CreateView):
    """The hint stands beside the form as soon as the employer is known."""

    template_name = "quota/penalty_form.html"

    def show(self, form: RecordForm, record: Any) -> HttpResponse:
        employer = employer_named(str(form["ubn"].value() or ""))
        return self.render(
            self.template_name,
            form=form,
            record=record,
            title=self.title(record),
            hint=ladder_hint(employer, None) if employer else None,
        )


class PenaltyEditView(EditView):
    template_name = "quota/penalty_form.html"

    def show(self, form: RecordForm, record: Any) -> HttpResponse:
        hint = ladder_hint(record.employer_id, record.decided_on, record.pk)
        return self.render(self.template_name, form=form, record=record, title=self.title(record), hint=hint)
