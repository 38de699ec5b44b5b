"""Exact values of figures: those of one dataset, for all the years asked for, in one query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from operator import or_

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from laborportal.annualreport import formula
from laborportal.annualreport.book import Book, Definition
from laborportal.annualreport.wording import measure_in_words
from laborportal.datasets import registry
from laborportal.datasets.aggregates import Request, check_measure, measure_all
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.measures import Measure, Measured, MeasureError, read_measure
from laborportal.listing.conditions import Condition
from laborportal.listing.reading import Reading, read_parameters

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure of one year. `recorded` says whether its dataset has any record of that year."""

    exact: Fraction | None
    members: int | None = None
    note: str = ""
    provisional: bool = False
    recorded: bool = False


Tallies = Mapping[Key, Tally]


def read_filter(dataset: Dataset, querystring: str) -> Reading:
    return dataset.read_filter(QueryDict(querystring))


def settled(dataset: Dataset) -> Mapping[str, Condition]:
    """Its conditions with the options of this moment, so that many filters look up once what may be chosen."""
    return {
        name: replace(condition, choices=condition.options()) if callable(condition.choices) else condition
        for name, condition in dataset.all_conditions.items()
    }


def tally(book: Book, codes: Iterable[str], years: Sequence[int]) -> Tallies:
    """Every one of *codes*, and what their formulas need, in every one of *years*; codes of the book only."""
    order = needed(book, codes)
    found: dict[Key, Tally] = {}
    by_dataset: dict[str, list[Definition]] = {}
    for definition in (book[code] for code in order):
        if definition.dataset:
            by_dataset.setdefault(definition.dataset, []).append(definition)
    for name, definitions in by_dataset.items():
        if registry.exists(name):
            found |= _counted(registry.get(name), definitions, years)
        else:
            missing = Tally(None, note=_("The records behind it are not kept in this system yet."))
            found |= {(year, definition.code): missing for definition in definitions for year in years}
    for definition in (book[code] for code in order):
        if definition.formula:
            found |= {(year, definition.code): computed(definition, book, found, year) for year in years}
    return found


def needed(book: Book, codes: Iterable[str]) -> list[str]:
    """*codes* and the inputs of their formulas, inputs first; a formula that needs itself is left out."""
    graph: dict[str, tuple[str, ...]] = {}
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in graph:
            graph[code] = tuple(name for name in book[code].inputs if name in book)
            waiting.extend(graph[code])
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = set(error.args[1])
        return needed({code: book[code] for code in book if code not in circle}, graph.keys() - circle)


def _counted(dataset: Dataset, definitions: Sequence[Definition], years: Sequence[int]) -> dict[Key, Tally]:
    requests: dict[str, Request] = {}
    refused: dict[Key, Tally] = {}
    conditions = settled(dataset)
    for year in years:
        requests[f"{year}/"] = Request(dataset.year_q(year), Measure("count"), year)
        for definition in definitions:
            try:
                requests[f"{year}/{definition.code}"] = _request(dataset, conditions, definition, year)
            except ValueError as error:
                refused[year, definition.code] = Tally(None, note=str(error))
    measured = measure_all(dataset, requests, within=_bounds(dataset, definitions, years))
    counted = {
        (year, definition.code): _tallied(dataset, definition, measured, year)
        for definition in definitions
        for year in years
        if (year, definition.code) not in refused
    }
    return counted | refused


def _request(dataset: Dataset, conditions: Mapping[str, Condition], definition: Definition, year: int) -> Request:
    """Raises ValueError with a sentence for what the dataset does not offer (any more)."""
    try:
        reading = read_parameters(conditions, dataset.columns, QueryDict(definition.querystring(year)))
        measure = read_measure(definition.measure)
        check_measure(dataset, measure)
    except MeasureError as error:
        problem = measure_in_words(dataset, definition.measure)
        raise ValueError(_("Its definition cannot be read: {problem}").format(problem=problem)) from error
    except LookupError as error:
        raise ValueError(_("Its definition cannot be read: {problem}").format(problem=error)) from error
    if reading.problems:
        raise ValueError(_("Its filter cannot be read: {problem}").format(problem=reading.problems[0].message))
    return Request(reading.q, measure, year)


def _bounds(dataset: Dataset, definitions: Sequence[Definition], years: Sequence[int]) -> Q | None:
    """What all these figures have in common: their years, unless one looks beyond them."""
    if dataset.year_lookup and all("year={year}" in definition.filter.split("&") for definition in definitions):
        return reduce(or_, (dataset.year_q(year) for year in years))
    return None


def _tallied(dataset: Dataset, definition: Definition, measured: Mapping[str, Measured], year: int) -> Tally:
    found = measured[f"{year}/{definition.code}"]
    recorded = measured[f"{year}/"].members > 0
    if definition.needs_record and not recorded:
        return Tally(None, found.members, _("There is no record of year {year}.").format(year=year))
    exact = None if found.value is None else Fraction(found.value)
    note = found.note
    if _says_how_many_are_known(dataset, read_measure(definition.measure), found):
        note = _("{known} of {members} amounts are known.").format(
            known=f"{found.known:,}", members=f"{found.members:,}"
        )
    # What has no year is counted today, and nobody can say what it was a year ago.
    return Tally(exact, found.members, note, recorded=recorded and bool(dataset.year_lookup))


def _says_how_many_are_known(dataset: Dataset, measure: Measure, found: Measured) -> bool:
    """A sum that leaves blanks out says so; one of a column whose blanks are untold amounts always says it."""
    if measure.kind != "sum" or not found.members:
        return False
    return found.known < found.members or dataset.column[measure.subject].unknown_when_blank


def computed(definition: Definition, book: Book, found: Tallies, year: int) -> Tally:
    inputs = {code: found.get((year, code), Tally(None)) for code in definition.inputs}
    exact = formula.evaluate(formula.parse(definition.formula), {code: each.exact for code, each in inputs.items()})
    note = ""
    lacking = [book[code].label if code in book else code for code, each in inputs.items() if each.exact is None]
    if lacking:
        note = _("It cannot be computed without: {figures}.").format(figures=_(", ").join(lacking))
    elif exact is None:
        note = _("It cannot be computed: the divisor is 0.")
    return Tally(
        exact,
        note=note,
        provisional=any(each.provisional for each in inputs.values()),
        recorded=all(each.recorded for each in inputs.values()),
    )
