"""A list on its way out: what an address asks for, within what its reader may see, as a file of some format."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django_tasks import task

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, record, register_action
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.exports import files
from laborportal.exports.columns import Column
from laborportal.exports.formats import FORMATS, LABELS, Format
from laborportal.exports.models import TITLE_LENGTH, Export, grants_of
from laborportal.listing.ordering import in_order
from laborportal.listing.reading import Reading

CHUNK = 1000
SECONDS_BETWEEN_SIGNS = 1
EXPORTED = "exported"
register_action(EXPORTED, gettext_lazy("exported a list"))


class NotExported(Exception):
    """str() is a translated sentence: why the list cannot leave as it was asked for."""


@dataclass(frozen=True)
class Extract:
    """*person* is None where a command asks, which acts for the whole installation."""

    dataset: Dataset
    reading: Reading
    person: User | None = None

    @property
    def format(self) -> Format:
        return FORMATS[self.reading.format]

    @property
    def columns(self) -> list[Column]:
        """All that an import reads back, or those that the list was asked to show."""
        chosen = self.reading.columns
        return [column for column in self.dataset.columns if not chosen or column.name in chosen]

    @property
    def records(self) -> QuerySet[Any]:
        seen = self.dataset.visible_to(self.person) if self.person else self.dataset.records()
        return seen.filter(self.reading.q)

    @cached_property
    def count(self) -> int:
        return self.records.order_by().values("pk").count()

    def demand_room(self) -> None:
        """Raises NotExported when the format does not hold that many records."""
        if self.count > self.format.most:
            message = _("A file of this format holds {most} records at most. Narrow the list, or export it as CSV.")
            raise NotExported(message.format(most=f"{self.format.most:,}"))

    def chunks(self, watch: Callable[[Iterable[Any]], Iterable[Any]] = iter) -> Iterator[bytes]:
        """The file in pieces; *watch* is handed the records and hands them on."""
        wanted = in_order(self.dataset.read(self.records), self.reading.order or self.dataset.order)
        labels = LABELS[self.reading.labels]
        with translation.override(labels or "en"):
            title = str(self.dataset.label)
        return self.format.chunks(self.columns, watch(wanted.iterator(chunk_size=CHUNK)), labels, title)

    @property
    def title(self) -> str:
        """What was taken out, as the site's log names it."""
        size = ngettext("{count} record", "{count} records", self.count).format(count=f"{self.count:,}")
        conditions = _("; ").join(map(str, self.reading.applied)) or _("without conditions")
        return _("{list} as {format}, {size}: {conditions}").format(
            list=self.dataset.label, format=self.format.label, size=size, conditions=conditions
        )[:TITLE_LENGTH]

    def announce(self, act: Act, query: str, *, in_background: bool = False) -> Export:
        """The log tells of it before anything leaves, so that a broken connection hides nothing."""
        export = Export(
            person_id=act.actor.pk,
            dataset=self.dataset.name,
            title=self.title,
            address=self.dataset.list_url(self.reading.querystring),
            query=query,
            format=self.format.name,
            language=get_language() or "zh-hant",
            rows=self.count,
            in_background=in_background,
        )
        with transaction.atomic():
            export.save()
            record(act, EXPORTED, export)
        return export


def start(extract: Extract, act: Act, query: str) -> Export:
    """Leaves the export to the background worker."""
    with transaction.atomic():
        export = extract.announce(act, query, in_background=True)
        run_export.enqueue(export.pk)
    return export


@task()
def run_export(export_id: int) -> None:
    """What may be seen is asked again: the person's roles may have changed since the export was started."""
    export = Export.objects.select_related("person").get(pk=export_id)
    with translation.override(export.language):
        try:
            _write(export)
        except Exception:
            _note(export, failed_at=timezone.now())
            raise


def _write(export: Export) -> None:
    dataset = registry.get(export.dataset)
    extract = Extract(dataset, dataset.read_filter(QueryDict(export.query)), export.person)
    if not extract.reading.ok or not export.person.is_active:
        raise NotExported(export.title)
    extract.demand_room()
    _note(export, started_at=timezone.now(), rows=extract.count, grants=grants_of(export.person))
    files.write(export, extract.chunks(lambda records: _counted(export, records)))
    _note(export, finished_at=timezone.now(), rows=export.written, written=export.written)


def _counted(export: Export, records: Iterable[Any]) -> Iterator[Any]:
    """*records*, and a sign of life now and then."""
    said = time.monotonic()
    for each in records:
        yield each
        export.written += 1
        if time.monotonic() - said >= SECONDS_BETWEEN_SIGNS:
            _note(export, written=export.written)
            said = time.monotonic()


def _note(export: Export, **values: Any) -> None:
    """Progress is no history: it is written without a version."""
    Export.objects.filter(pk=export.pk).update(changed_at=timezone.now(), **values)
