from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from laborportal.annualreport import formula
from laborportal.annualreport.declarations import PERIODS, Figure, standard_figures, unknown_inputs
from laborportal.annualreport.units import RATES
from laborportal.datasets import registry
from laborportal.datasets.aggregates import check_measure
from laborportal.datasets.measures import MeasureError, read_measure


def check_figures(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Standard figures that could never be counted."""
    figures = standard_figures()
    problems = [f"{code}: its formula names {name}, which is no figure" for code, name in unknown_inputs(figures)]
    problems += [*_circles(figures), *_unreadable(figures), *_mixed(figures)]
    return [Error(text, id="annualreport.E001") for text in problems]


def _circles(figures: Sequence[Figure]) -> Iterator[str]:
    needs = {figure.code: formula.inputs(formula.parse(figure.formula)) for figure in figures if figure.formula}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        yield f"{' → '.join(error.args[1])}: these formulas need each other"


def _mixed(figures: Sequence[Figure]) -> Iterator[str]:
    """Employers are never added to attendances: what is no rate is computed from figures of its own unit."""
    unit = {figure.code: str(figure.unit) for figure in figures}
    for figure in figures:
        if figure.formula and figure.unit not in RATES:
            inputs = formula.inputs(formula.parse(figure.formula))
            mixed = [name for name in inputs if unit.get(name, figure.unit) != figure.unit]
            if mixed:
                yield f"{figure.code}: {', '.join(mixed)} count another unit"


def _unreadable(figures: Sequence[Figure]) -> Iterator[str]:
    """Conditions and measures that a dataset does not offer. Values are not read: some are rows of the database."""
    for figure in figures:
        if registry.exists(figure.dataset):
            dataset = registry.get(figure.dataset)
            unknown = [name for name in figure.filter if name not in dataset.all_conditions]
            if unknown:
                yield f"{figure.code}: {dataset.name} cannot be filtered by {', '.join(unknown)}"
            meaningless = [word for word in figure.words if word not in PERIODS and word[1:-1] not in dataset.choices]
            if meaningless:
                yield f"{figure.code}: {dataset.name} makes no choice of {', '.join(meaningless)}"
            try:
                check_measure(dataset, read_measure(figure.measure))
            except MeasureError as error:
                yield f"{figure.code}: unknown measure, {error}"
