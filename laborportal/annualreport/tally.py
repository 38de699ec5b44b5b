"""Exact values of figures: those of each dataset in one query, then what is computed from them."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from django.http import QueryDict
from django.utils.translation import gettext as _

from laborportal.annualreport import formula
from laborportal.annualreport.book import Book, Definition
from laborportal.annualreport.counting import Counting, Key, Tally, joined
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.listing.reading import Reading

Tallies = Mapping[Key, Tally]


def read_filter(dataset: Dataset, querystring: str) -> Reading:
    return dataset.read_filter(QueryDict(querystring))


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
            found |= Counting(registry.get(name), definitions, years).count()
        else:
            found |= {(year, each.code): _not_kept(each, year) for each in definitions for year in years}
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


def computed(definition: Definition, book: Book, found: Tallies, year: int) -> Tally:
    inputs = {code: found.get((year, code), Tally(None)) for code in definition.inputs}
    exact = formula.evaluate(formula.parse(definition.formula), {code: each.exact for code, each in inputs.items()})
    note = ""
    lacking = [book[code].label if code in book else code for code, each in inputs.items() if each.exact is None]
    if lacking:
        note = _("It cannot be computed without: {figures}.").format(figures=_(", ").join(lacking))
    elif exact is None:
        note = _("It cannot be computed: the divisor is 0.")
    periods = {each.period for each in inputs.values()}
    return Tally(
        exact,
        note=note,
        caveat=joined(*(each.caveat for each in inputs.values())),
        provisional=any(each.provisional for each in inputs.values()),
        recorded=all(each.recorded for each in inputs.values()),
        period=periods.pop() if len(periods) == 1 else "",
        as_of=max((each.as_of for each in inputs.values() if each.as_of), default=None),
    )


def _not_kept(definition: Definition, year: int) -> Tally:
    note = _("The records behind it are not kept in this system yet.")
    return Tally(None, note=note, filter=definition.filter_of(year))
