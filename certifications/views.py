from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.columns import FORM_COLUMNS
from certifications.states import State
from laborportal.datasets.views import RecordView
from laborportal.exports.columns import MISSING


class ApplicationView(RecordView):
    """While nothing is decided, the page shows what is proposed in place of the outcome."""

    SAID_ELSEWHERE = frozenset({"state", "ubn", "employer", "scheme", "year"})
    UNDECIDED = frozenset({"outcome", "awards"})
    PROPOSED = frozenset({"proposed_outcome", "proposed_awards"})

    template_name = "certifications/application.html"

    def context(self, record: Any) -> dict[str, Any]:
        found = super().context(record)
        labels = {**{column.name: column for column in FORM_COLUMNS}, **found["labels"]}
        return {**found, "labels": labels, "employer_url": reverse("employers:record", args=[record.employer_id])}

    def facts(self, record: Any) -> Sequence[tuple[Any, str]]:
        columns = [column for column in self.dataset.columns if column.name not in self.SAID_ELSEWHERE]
        if record.state != State.DECIDED:
            columns = [column for column in columns if column.name not in self.UNDECIDED]
            columns += [column for column in FORM_COLUMNS if column.name in self.PROPOSED]
        officer = str(record.officer) if record.officer else MISSING
        shown = [(column.label, column.shown_of(record)) for column in columns]
        return [
            *shown,
            (_("Round"), str(record.round)),
            (_("Officer in charge"), officer),
            (_("Unit"), record.unit.label),
        ]
