"""What a person worked on last: by hand, each record once, and only what the person may still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.audit.recording import action_words
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets

SHOWN = 8
LOOKED_AT = 200
"""Events; whoever works on one case all day has others in the list all the same."""
Target = tuple[str, int]


@dataclass(frozen=True)
class Worked:
    dataset: Dataset
    record: Any
    at: datetime
    action: str

    @property
    def title(self) -> str:
        return self.dataset.title(self.record)

    @property
    def url(self) -> str:
        return self.dataset.record_url(self.record)

    @property
    def words(self) -> str:
        return action_words(self.action)


def worked_on(user: User) -> list[Worked]:
    """Newest first; one query, and one for each kind of record among them."""
    datasets = {dataset.model._meta.label_lower: dataset for dataset in reversed(all_datasets())}
    events = Event.objects.filter(actor=user.pk, import_id=None, target_type__in=datasets).order_by("-pk")
    last: dict[Target, tuple[datetime, str]] = {}
    for kind, pk, at, action in events.values_list("target_type", "target_id", "at", "action")[:LOOKED_AT]:
        last.setdefault((kind, pk), (at, action))
    targets = list(last)[: 3 * SHOWN]
    records = {
        (kind, pk): record
        for kind in dict.fromkeys(kind for kind, _pk in targets)
        for pk, record in _open(datasets[kind], user, [pk for of, pk in targets if of == kind]).items()
    }
    return [Worked(datasets[target[0]], records[target], *last[target]) for target in targets if target in records][
        :SHOWN
    ]


def _open(dataset: Dataset, user: User, pks: Sequence[int]) -> dict[int, Any]:
    return {record.pk: record for record in dataset.opened_by(user).filter(pk__in=pks).select_related(*dataset.related)}
