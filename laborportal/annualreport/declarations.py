"""Figures are data: dataset, filter and measure, or a formula over others. Each app declares its own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from laborportal.annualreport import formula

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

FilterValue = str | int | Sequence[str]
MEASURE = re.compile(r"count|(distinct|sum|named):[a-z][a-z0-9_]*")
WORD = re.compile(r"\{\w+\}")
# Words in a filter that stand for a period of the report's year; a filter that holds one needs no `year` beside it.
PERIODS = ("{year}", "{december}", "{previous_december}", "{last_day}")


class DeclarationError(ValueError):
    """A figure is declared in a way that cannot be counted."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One standard figure, for every year.

    *filter* uses the parameters of the dataset's list page. `year` is added, unless a value names a period:
    `{december}` and `{previous_december}` are months, `{last_day}` is 31 December. Other words in braces are
    choices that the dataset makes (`Dataset.choices`), such as the newest source of a statistic.
    *needs_record*: a year of which the dataset has no record has no value, where it would otherwise be 0.
    *measure* is `count`, `distinct:column`, `sum:column` or `named:name`; the dataset declares the named ones.
    """

    code: str
    label: "StrOrPromise"
    unit: "StrOrPromise"
    decimals: int = 0
    dataset: str = ""
    filter: Mapping[str, FilterValue] = field(default_factory=dict)
    measure: str = "count"
    formula: str = ""
    lower_is_better: bool = False
    needs_record: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch(formula.CODE, self.code):
            raise DeclarationError(f"{self.code!r}: a figure's code is words in lower case joined by dots")
        if bool(self.dataset) == bool(self.formula):
            raise DeclarationError(f"{self.code}: a figure has either a dataset or a formula")
        if not MEASURE.fullmatch(self.measure):
            raise DeclarationError(f"{self.code}: unknown measure {self.measure!r}")
        if self.formula:
            formula.parse(self.formula)

    @property
    def words(self) -> tuple[str, ...]:
        """What stands in braces in the filter."""
        return tuple(word for value in self.filter.values() for text in _texts(value) for word in WORD.findall(text))

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The filter as the pairs of a query string, in the order of the declaration, `year` first."""
        pairs = [(name, text) for name, value in self.filter.items() for text in _texts(value)]
        if self.formula or any(period in text for _, text in pairs for period in PERIODS):
            return tuple(pairs)
        return (("year", "{year}"), *pairs)


_figures: dict[str, Figure] = {}


def register(figures: Iterable[Figure]) -> None:
    """Adds the standard figures of one app; raises DeclarationError for a code that is taken."""
    for figure in figures:
        if figure.code in _figures:
            raise DeclarationError(f"{figure.code} is declared twice")
        _figures[figure.code] = figure


def standard_figures() -> tuple[Figure, ...]:
    """All of them, app after app in the order of INSTALLED_APPS."""
    return tuple(_figures.values())


def unknown_inputs(figures: Sequence[Figure]) -> list[tuple[str, str]]:
    """Pairs of a code and an input of its formula that is no figure."""
    codes = {figure.code for figure in figures}
    return [
        (figure.code, code)
        for figure in figures
        if figure.formula
        for code in formula.inputs(formula.parse(figure.formula))
        if code not in codes
    ]


def _texts(value: FilterValue) -> tuple[str, ...]:
    return (str(value),) if isinstance(value, str | int) else tuple(value)
