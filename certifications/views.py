from collections.abc import Sequence
from typing import Any

from certifications.columns import FORM_COLUMNS
from certifications.states import State
from laborportal.datasets.views import RecordView


class ApplicationView(RecordView):
    """While nothing is decided, the page shows what is proposed in place of the outcome."""

    UNDECIDED = frozenset({"outcome", "awards", "state"})
    PROPOSED = frozenset({"proposed_outcome", "proposed_awards"})

    def context(self, record: Any) -> dict[str, Any]:
        found = super().context(record)
        return {**found, "labels": {**{column.name: column for column in FORM_COLUMNS}, **found["labels"]}}

    def facts(self, record: Any) -> Sequence[tuple[Any, str]]:
        columns = [column for column in self.dataset.columns if column.name != "state"]
        if record.state != State.DECIDED:
            columns = [column for column in columns if column.name not in self.UNDECIDED]
            columns += [column for column in FORM_COLUMNS if column.name in self.PROPOSED]
        return [(column.label, column.shown_of(record)) for column in columns]
