from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.audit.timeline import lines
from laborportal.datasets.views import DatasetView, RecordView
from laborportal.employers.models import Employer
from laborportal.exports.formats import FORMATS
from laborportal.listing.page import Action
from programs.quota.case_columns import REMOVAL, REMOVED_ON, ROW_COLUMNS
from programs.quota.forms import MonthForm, RowCorrectionForm, RowForm, RowRemovalForm
from programs.quota.models import PublishedList, PublishedRow
from programs.quota.policies import keeps_the_quota, may_decide
from programs.quota.states import ListState
from programs.quota.transitions.publication import NotCorrected, correct_row, differences_of, prepare, remove_row
from programs.quota.views.notices import KeeperPage, OwnListView

OF_HISTORY = {column.name: column for column in (*ROW_COLUMNS, REMOVED_ON, REMOVAL)}


class PublishedListListView(OwnListView):
    def actions(self) -> Sequence[Action]:
        if not keeps_the_quota(self.user):
            return ()
        return (Action(label=_("Prepare the lists of a month"), url=reverse("quota_lists:prepare"), primary=True),)


class PublishedListView(RecordView):
    """What is or was public, with what was corrected and why."""

    template_name = "quota/public_list.html"

    def context(self, record: PublishedList) -> dict[str, Any]:
        rows = list(record.rows.order_by("-shortage", "name", "pk"))
        corrected = corrections(rows)
        published = record.state == ListState.PUBLISHED
        return {
            **super().context(record),
            "heads": ROW_COLUMNS,
            "rows": [(row, [column.shown_of(row) for column in ROW_COLUMNS], corrected[row.pk]) for row in rows],
            "differs": differences_of(record) if record.state == ListState.PREPARED else 0,
            "may_correct": published and may_decide(self.user, record),
            "formats": [format for format in FORMATS.values() if format.name != "xlsx"],
            "standing": sum(row.removed_on is None for row in rows),
        }


def corrections(rows: Sequence[PublishedRow]) -> Mapping[int, list[tuple[Event, Any]]]:
    """What was changed of each row after it was frozen, oldest first; one query."""
    kind = PublishedRow._meta.label_lower
    found: dict[int, list[tuple[Event, Any]]] = defaultdict(list)
    for event in Event.objects.filter(target_type=kind, target_id__in=[row.pk for row in rows]).order_by("pk"):
        found[event.target_id].append((event, lines(event, OF_HISTORY)))
    return found


class PrepareView(KeeperPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(MonthForm.newest())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MonthForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        month = form.values["month"]
        made = [found for sector in Employer.Sector if (found := self.prepared(month, sector))]
        if not made:
            form.add_error(None, _("The lists of this month were published already: they stay as they are."))
            return self.show(form)
        for found in made:
            messages.success(request, _("Saved: {record}").format(record=found))
        return redirect(reverse("quota_lists:list") + f"?month={month:%Y-%m}")

    def prepared(self, month: date, sector: str) -> PublishedList | None:
        """None where the list of the sector was published already: the other one may still wait for its own."""
        try:
            return prepare(month, sector, Act(self.user))
        except IntegrityError:
            return None

    def show(self, form: MonthForm) -> HttpResponse:
        return self.render("quota/prepare.html", form=form)


class DownloadView(DatasetView):
    """The rows as they are public now, in the columns of the public list."""

    def get(self, request: HttpRequest, pk: int, format: str) -> StreamingHttpResponse:
        published = self.record()
        chosen = FORMATS.get(format)
        if chosen is None:
            raise Http404
        rows = published.rows.filter(removed_on=None).order_by("-shortage", "name", "pk")
        response = StreamingHttpResponse(
            chosen.chunks(ROW_COLUMNS, rows.iterator(), "zh-hant", str(published)), content_type=chosen.content_type
        )
        name = f"quota-{published.month:%Y-%m}-{published.sector}.{chosen.name}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class RowView(DatasetView):
    """A correction or the removal of one employer of a published list: a supervisor's decision, with its reason."""

    form_class: type[RowForm] = RowForm
    write: Callable[..., PublishedRow]
    words: Any = ""

    def found(self) -> PublishedRow:
        published = self.record()
        if published.state != ListState.PUBLISHED or not may_decide(self.user, published):
            raise PermissionDenied
        row: PublishedRow = get_object_or_404(published.rows.filter(removed_on=None), pk=self.kwargs["row"])
        return row

    def get(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        found = self.found()
        return self.show(found, self.form_class(found))

    def post(self, request: HttpRequest, pk: int, row: int) -> HttpResponse:
        found = self.found()
        form = self.form_class(found, request.POST)
        if not form.is_valid():
            return self.show(found, form)
        try:
            type(self).write(found, form.seen, form.values, form.act(self.user))
        except NotCorrected as error:
            form.add_error(None, str(error))
            return self.show(found, form)
        messages.success(request, _("Saved: {record}").format(record=found))
        return redirect(found.published)

    def show(self, row: PublishedRow, form: RowForm) -> HttpResponse:
        return self.render("quota/row_form.html", form=form, row=row, published=row.published, words=self.words)


class RowCorrectionView(RowView):
    form_class = RowCorrectionForm
    write = staticmethod(correct_row)
    words = gettext_lazy("Correct what is published")


class RowRemovalView(RowView):
    form_class = RowRemovalForm
    write = staticmethod(remove_row)
    words = gettext_lazy("Take this employer off the list")
