"""Pages of accidents, of their kinds, and of the cities' statistics."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.forms import KindForm
from inspections.models import Accident, AccidentKind
from inspections.parameters import ACCIDENT_REPORT
from inspections.severity import Report, major_grounds, reporting_grounds
from inspections.transitions import CIRCUMSTANCES
from laborportal.accounts.policies import may_administer
from laborportal.datasets.listed import ListedFormView, ListedListView
from laborportal.datasets.views import DatasetListView, RecordView
from laborportal.exports.columns import Column
from laborportal.listing.page import Action
from laborportal.parameters.reading import schedule


class AccidentListView(DatasetListView):
    def actions(self) -> Sequence[Action]:
        own = (Action(label=_("Kinds of accidents"), url=reverse("accidents:kinds")),)
        return (*super().actions(), *(own if may_administer(self.user) else ()))


class AccidentView(RecordView):
    """With what the law says of its gravity, and whether the employer reported it in time."""

    SAID_ELSEWHERE = frozenset({"ubn", "employer", "status", "major"})

    template_name = "inspections/accident.html"

    def context(self, record: Accident) -> dict[str, Any]:
        found = super().context(record)
        report = report_of(record)
        return {
            **found,
            "labels": {**found["labels"], **{column.name: column for column in CIRCUMSTANCES}},
            "employer_url": reverse("employers:record", args=[record.employer_id]),
            "major": major_grounds(record),
            "to_report": reporting_grounds(record),
            "report": report,
            "late": _hours_and_minutes(report.lateness(timezone.now())),
            "circumstances": [(column.label, column.shown_of(record)) for column in CIRCUMSTANCES],
        }


class KindListView(ListedListView):
    template_name = "inspections/kind_list.html"

    def rows(self) -> QuerySet[AccidentKind]:
        standing = Count("accidents", filter=Q(accidents__voided_at__isnull=True))
        return AccidentKind.objects.annotate(standing=standing).order_by("pk")


class KindFormView(ListedFormView):
    form_class = KindForm
    template_name = "inspections/kind_form.html"
    back = "accidents:kinds"
    new_title = gettext_lazy("Enter a kind of accident")
    labels = {
        name: Column(name=name, label=label)
        for name, label in (("name", gettext_lazy("Name in Chinese")), ("name_en", gettext_lazy("Name in English")))
    }


def report_of(accident: Accident) -> Report:
    """By the law of the day of the accident."""
    hours = schedule(ACCIDENT_REPORT.code).on(accident.occurred_on)
    return Report(accident.known_at, accident.received_at, int(hours.value) if hours else None)


def _hours_and_minutes(span: timedelta) -> str:
    """Blank for none."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes) if hours or minutes else ""
