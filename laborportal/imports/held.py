"""Rows of official files that cannot become records as they stand."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django.utils import timezone

from laborportal.audit.recording import Act
from laborportal.imports.formats import Format
from laborportal.imports.loading import Loader
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.imports.rows import Row

BATCH = 500
SETTLED = (HeldRow.Outcome.MENDED, HeldRow.Outcome.DISMISSED)


def digest_of(row: Row) -> str:
    """The same published text gives the same digest, wherever in the file it stands."""
    return sha256(json.dumps(row.cells, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def settled_digests(loader: Loader[Any], rows: Sequence[Row]) -> dict[int, str]:
    """The outcome by number of those rows that a person has mended or dismissed already."""
    if not isinstance(loader, Format) or not rows:
        return {}
    digests = {row.number: digest_of(row) for row in rows}
    outcomes = dict(_held(loader.name, digests.values()).filter(outcome__in=SETTLED).values_list("digest", "outcome"))
    return {number: outcomes[digest] for number, digest in digests.items() if digest in outcomes}


def hold(run: ImportRun, rows: Sequence[Row]) -> None:
    """Keeps each row once; one whose import was taken back waits again."""
    found = {digest_of(row): row for row in rows}
    kept = {held.digest: held for held in _held(run.dataset, found)}
    HeldRow.objects.bulk_create(
        (
            HeldRow(
                run=run,
                dataset=run.dataset,
                digest=digest,
                row=row.number,
                cells=row.cells,
                columns=list(row.cells),
                problems=_problems(row),
            )
            for digest, row in found.items()
            if digest not in kept
        ),
        batch_size=BATCH,
    )
    HeldRow.objects.filter(
        pk__in=[held.pk for held in kept.values() if held.outcome == HeldRow.Outcome.WITHDRAWN]
    ).update(run=run, outcome=HeldRow.Outcome.OPEN)


def withdraw(run: ImportRun) -> None:
    run.held.filter(outcome=HeldRow.Outcome.OPEN).update(outcome=HeldRow.Outcome.WITHDRAWN)


def settle(held: HeldRow, outcome: HeldRow.Outcome, act: Act) -> None:
    held.outcome, held.settled_at, held.reason = outcome, timezone.now(), act.reason[:500]
    held.settled_by_id = act.actor.pk
    held.save(update_fields=["outcome", "settled_at", "settled_by", "reason"])


def _held(dataset: str, digests: Iterable[str]) -> Any:
    return HeldRow.objects.filter(dataset=dataset, digest__in=list(digests))


def _problems(row: Row) -> list[dict[str, Any]]:
    return [problem.as_json() for problem in row.errors]
