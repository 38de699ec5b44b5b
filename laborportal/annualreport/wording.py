"""A definition in words: which records, and what is counted of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.annualreport.book import Book, Definition
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.measures import MeasureError, read_measure
from laborportal.exports.columns import IntegerColumn, ScoreColumn, TextColumn
from laborportal.listing.conditions import Condition
from laborportal.listing.reading import Applied, Reading, read_parameters

Conditions = Mapping[str, Condition]
LONGEST_NAME = 100
SIGNS = {"*": "×", "/": "÷", "-": "−"}
PERIODS_IN_WORDS = {
    "{year}": gettext_lazy("the year of the report"),
    "{december}": gettext_lazy("December of the year of the report"),
    "{previous_december}": gettext_lazy("December of the year before"),
    "{last_day}": gettext_lazy("the last day of the year of the report"),
}
CHOSEN = gettext_lazy("the one to be used for the year of the report")


def measures_of(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """What can be asked of its records, as a book writes it and in words; a rate comes last."""
    yield "count", measure_in_words(dataset, "count")
    offered = [column for column in dataset.columns if (column.name,) != dataset.key]
    for column in offered:
        if isinstance(column, TextColumn) and column.sortable:
            yield (measure := f"distinct:{column.name}"), measure_in_words(dataset, measure)
    for column in offered:
        if isinstance(column, IntegerColumn | ScoreColumn) and column.name not in dataset.key:
            yield (measure := f"sum:{column.name}"), measure_in_words(dataset, measure)
    for name in dataset.measures:
        yield f"named:{name}", measure_in_words(dataset, f"named:{name}")


def measure_in_words(dataset: Dataset, text: str) -> str:
    try:
        measure = read_measure(text)
        if measure.kind == "count":
            return _("the number of records")
        if measure.kind == "named":
            return str(dataset.measures[measure.subject].label)
        column = dataset.column[measure.subject].label
    except (MeasureError, KeyError):
        return _("a measure that these records no longer offer")
    if measure.kind == "sum":
        return _("the sum of “{column}”").format(column=column)
    return _("the number of different values of “{column}”").format(column=column)


def name_of(dataset: Dataset, reading: Reading) -> str:
    """What the records of a list could be called; without the year, which is that of the report."""
    words = _(", ").join(_named(applied) for applied in reading.applied if applied.name != "year")
    if not words:
        return str(dataset.label)
    return _("{records} ({conditions})").format(records=dataset.label, conditions=words)[:LONGEST_NAME]


def _named(applied: Applied) -> str:
    """An option speaks for itself; a number, a date or a yes needs the name of its condition."""
    return applied.words if applied.condition.kind in ("choice", "text", "search") else str(applied)


def counting_in_words(dataset: Dataset, querystring: str, measure: str) -> str:
    """The filter of one year and the measure, in the words of the list page."""
    reading = dataset.read_filter(QueryDict(querystring))
    return _joined(dataset, _conditions(reading), measure_in_words(dataset, measure))


def definition_in_words(definition: Definition, book: Book, conditions: Conditions | None = None) -> str:
    """The same for every year; a formula with the names of its figures. *conditions* are those of its dataset."""
    if definition.formula:
        return formula_in_words(definition, book)
    if not registry.exists(definition.dataset):
        return _("The records behind it are not kept in this system yet.")
    dataset = registry.get(definition.dataset)
    return _joined(
        dataset,
        filter_in_words(dataset, definition.filter, conditions),
        measure_in_words(dataset, definition.measure),
    )


def filter_in_words(dataset: Dataset, filter: str, conditions: Conditions | None = None) -> str:
    """A filter as a book keeps it; what cannot be read any more is told in the sentence of the list page."""
    known = conditions or dataset.all_conditions
    words = {**PERIODS_IN_WORDS, **{f"{{{name}}}": CHOSEN for name in dataset.choices}}
    periods, plain = MultiValueDict[str, str](), QueryDict(mutable=True)
    for name, values in QueryDict(filter).lists():
        moving = all(value in words for value in values)
        (periods if moving and name in known else plain).setlist(name, values)
    reading = read_parameters(known, dataset.columns, plain)
    parts = [
        *(_is(known[name], [str(words[value]) for value in values]) for name, values in periods.lists()),
        _conditions(reading),
        *(problem.message for problem in reading.problems),
    ]
    return _(", ").join(part for part in parts if part)


def _is(condition: Condition, words: Sequence[str]) -> str:
    return _("{condition} is {value}").format(condition=condition.label, value=_(", ").join(words))


def formula_in_words(definition: Definition, book: Book) -> str:
    """The formula with the names of figures in place of their codes."""
    words = definition.formula
    for code in sorted(definition.inputs, key=len, reverse=True):
        label = book[code].label if code in book else code
        words = words.replace(code, _("“{figure}”").format(figure=label))
    return "".join(SIGNS.get(sign, sign) for sign in words)


def _conditions(reading: Reading) -> str:
    return _(", ").join(
        _("{condition} is {value}").format(condition=each.condition.label, value=each.words) for each in reading.applied
    )


def _joined(dataset: Dataset, conditions: str, measure: str) -> str:
    if not conditions:
        return _("{records}; {measure}").format(records=dataset.label, measure=measure)
    return _("{records}: {conditions}; {measure}").format(records=dataset.label, conditions=conditions, measure=measure)


class FilterWording:
    """History's words for a filter."""

    label = gettext_lazy("Records")

    def __init__(self, dataset: Dataset | None) -> None:
        self.dataset = dataset

    def unpack(self, packed: Any) -> Any:
        return packed

    def show(self, value: Any) -> str:
        return filter_in_words(self.dataset, value) if self.dataset else str(value)


class MeasureWording(FilterWording):
    label = gettext_lazy("Measure")

    def show(self, value: Any) -> str:
        return measure_in_words(self.dataset, value) if self.dataset else str(value)


class FiguresWording:
    """History's words for the list of an objective's figures."""

    label = gettext_lazy("Figures")

    def __init__(self, book: Book) -> None:
        self.book = book

    def unpack(self, packed: Any) -> Any:
        return packed

    def show(self, value: Any) -> str:
        return _(", ").join(self.book[code].label if code in self.book else str(code) for code in value)


def wordings_of(dataset_name: str) -> dict[str, Any]:
    """For the history of a definition."""
    dataset = registry.get(dataset_name) if registry.exists(dataset_name) else None
    return {"filter": FilterWording(dataset), "measure": MeasureWording(dataset)}
