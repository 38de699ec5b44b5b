"""Many figures of one dataset in one query, each an aggregate filtered by the Q that filters its list."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.expressions import Combinable

from laborportal.datasets.declaration import Dataset
from laborportal.datasets.measures import Measure, Measured, MeasureError, counted, finished
from laborportal.exports.columns import CodeColumn, Column, IntegerColumn, ScoreColumn, TextColumn, UbnColumn

MEASURED: Mapping[str, tuple[type[Column], ...]] = {
    "sum": (IntegerColumn, ScoreColumn),
    "distinct": (TextColumn, UbnColumn, CodeColumn),
}


@dataclass(frozen=True, slots=True)
class Request:
    """`q` has everything, the year too; `year` is the ROC year that a named measure is told."""

    q: Q
    measure: Measure
    year: int


def check_measure(dataset: Dataset, measure: Measure) -> None:
    """Raises MeasureError when *dataset* does not offer *measure*."""
    if measure.kind == "named":
        offered = measure.subject in dataset.measures
    else:
        offered = measure.kind == "count" or isinstance(dataset.column.get(measure.subject), MEASURED[measure.kind])
    if not offered:
        raise MeasureError(f"{dataset.name}: {measure}")


def measure_all(
    dataset: Dataset,
    requests: Mapping[str, Request],
    *,
    within: Q | None = None,
    among: QuerySet[Any] | None = None,
) -> dict[str, Measured]:
    """The value of each of *requests* over the records that count, or *among* those of a narrower queryset.

    *within* is what all requests have in common; it bounds the scan.
    Raises MeasureError for a measure that the dataset does not offer.
    """
    grouped = {code: _aggregates(dataset, request) for code, request in requests.items()}
    named = {f"f{number}_{part}": (code, part) for number, code in enumerate(grouped) for part in grouped[code]}
    records = (dataset.records() if among is None else among).filter(within or Q())
    wanted = {alias: grouped[code][part] for alias, (code, part) in named.items()}
    found = records.order_by().aggregate(**wanted) if wanted else {}
    values: dict[str, dict[str, Any]] = {code: {} for code in requests}
    for alias, (code, part) in named.items():
        values[code][part] = found[alias]
    return {code: _finish(dataset, request, values[code], records) for code, request in requests.items()}


def _aggregates(dataset: Dataset, request: Request) -> dict[str, Combinable]:
    measure = request.measure
    check_measure(dataset, measure)
    dated: dict[str, Combinable] = {}
    if dataset.as_of_lookup:
        dated["as_of"] = Max(dataset.as_of_lookup, filter=request.q)
    if measure.kind != "named":
        lookup = dataset.filter_lookup(measure.subject) if measure.subject else "pk"
        return counted(measure, lookup, request.q) | dated
    parts = dataset.measures[measure.subject].parts
    return {"members": Count("pk", filter=request.q), **parts(request.q), **dated} if parts else dated


def _finish(dataset: Dataset, request: Request, values: Mapping[str, Any], records: QuerySet[Any]) -> Measured:
    found = _measured(dataset, request, values, records)
    return replace(found, as_of=found.as_of or values.get("as_of")) if dataset.as_of_lookup else found


def _measured(dataset: Dataset, request: Request, values: Mapping[str, Any], records: QuerySet[Any]) -> Measured:
    if request.measure.kind != "named":
        return finished(request.measure, values)
    named = dataset.measures[request.measure.subject]
    if named.compute:
        return named.compute(records.filter(request.q), request.year)
    assert named.finish is not None
    return named.finish(values, request.year)
