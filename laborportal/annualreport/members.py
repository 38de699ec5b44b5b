"""The records behind a figure, and the figures that a record stands behind."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from laborportal.annualreport.book import Choices, Definition, book_of, report_of
from laborportal.annualreport.tally import read_filter
from laborportal.datasets import registry
from laborportal.datasets.aggregates import Request, measure_all
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.measures import Measure
from laborportal.listing.reading import read_parameters
from laborportal.rocyear.dates import to_roc


class NoMembers(LookupError):
    """str(error) says why a figure has no members, in one sentence."""


def records_of(definition: Definition, year: int) -> QuerySet[Any]:
    """Every record that makes the figure, whoever asks; raises NoMembers."""
    if definition.formula:
        raise NoMembers(
            _("{code} is computed from other figures: {inputs}").format(
                code=definition.code, inputs=", ".join(definition.inputs)
            )
        )
    if not registry.exists(definition.dataset):
        raise NoMembers(
            _("{code}: the records behind it are not kept in this system yet.").format(code=definition.code)
        )
    dataset = registry.get(definition.dataset)
    querystring = definition.filter_of(year)
    unrecorded = definition.needs_record and not dataset.records().filter(dataset.year_q(year)).exists()
    if querystring is None or unrecorded:
        return dataset.records().none()
    reading = read_filter(dataset, querystring)
    if reading.problems:
        raise NoMembers(_("{code}: {problem}").format(code=definition.code, problem=reading.problems[0].message))
    return dataset.records().filter(reading.q)


def keys_of(year: int, code: str) -> list[str]:
    """Natural keys, sorted by code point; raises NoMembers."""
    definition = book_of(report_of(year)).get(code)
    if definition is None:
        raise NoMembers(_("{code} is no figure of year {year}.").format(code=code, year=year))
    records = records_of(definition, year).order_by()
    dataset = registry.get(definition.dataset)
    return sorted(dataset.key_of(record) for record in dataset.read(records).iterator(chunk_size=1000))


def year_of(dataset: Dataset, record: Any) -> int | None:
    """The ROC year that the dataset's year rule puts *record* in."""
    value = dataset.column[dataset.year].value_of(record) if dataset.year else None
    return to_roc(value.year) if isinstance(value, date) else value


def figures_that_count(dataset: Dataset, record: Any, year: int) -> Sequence[Definition]:
    """Those of the year's book that count *record*, asked of the database in one query."""
    requests: dict[str, Request] = {}
    book, conditions, choices = book_of(report_of(year)), dataset.settled_conditions(), Choices()
    for code, definition in book.items():
        querystring = definition.filter_of(year, choices) if definition.dataset == dataset.name else None
        if querystring is not None:
            reading = read_parameters(conditions, dataset.columns, QueryDict(querystring))
            if reading.ok:
                requests[code] = Request(reading.q, Measure("count"), year)
    measured = measure_all(dataset, requests, within=Q(pk=record.pk))
    return [book[code] for code in requests if measured[code].members]
