"""What a definition would count, before it is anybody's figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from laborportal.annualreport.book import Definition
from laborportal.annualreport.page import Trend, trends_of
from laborportal.annualreport.values import Counted, count, shown
from laborportal.annualreport.wording import definition_in_words, measures_of
from laborportal.datasets.declaration import Dataset
from laborportal.exports.columns import ScoreColumn


@dataclass(frozen=True)
class Offer:
    """One measure that the records offer, with the number that it gives."""

    measure: str
    words: str
    counted: Counted

    @property
    def label(self) -> str:
        value = shown(self.counted.value, self.counted.definition.decimals)
        return _("{measure}: {value}").format(measure=self.words, value=value)


@dataclass(frozen=True)
class Preview:
    year: int
    words: str
    counted: Counted
    trend: Trend | None

    @property
    def value(self) -> str:
        return shown(self.counted.value, self.counted.definition.decimals)


def unsaved(dataset: Dataset, filter: str, measure: str = "count", decimals: int = 0, unit: str = "") -> Definition:
    return Definition(
        code="own.unsaved",
        label=str(dataset.label),
        unit=unit,
        decimals=decimals,
        dataset=dataset.name,
        filter=filter,
        measure=measure,
        formula="",
        lower_is_better=False,
        needs_record=False,
    )


def offers_of(dataset: Dataset, filter: str, year: int) -> Sequence[Offer]:
    """Every measure with its number of *year*, asked of the database in one query."""
    offered = {f"own.offer_{number}": each for number, each in enumerate(measures_of(dataset))}
    book = {
        code: replace(unsaved(dataset, filter, measure, usual_decimals(dataset, measure)), code=code)
        for code, (measure, _words) in offered.items()
    }
    counted = count(year, None, book).counted
    return [Offer(measure, words, counted[code]) for code, (measure, words) in offered.items()]


def usual_decimals(dataset: Dataset, measure: str) -> int:
    """None for a number of records; what is added has those of its column."""
    kind, _colon, subject = measure.partition(":")
    if kind == "named":
        return dataset.measures[subject].decimals
    return int(kind == "sum" and isinstance(dataset.column[subject], ScoreColumn))


def preview_of(definition: Definition, year: int) -> Preview:
    figures = count(year, None, {definition.code: definition})
    return Preview(
        year=year,
        words=definition_in_words(definition, figures.book),
        counted=figures.counted[definition.code],
        trend=trends_of(figures, [definition.code]).get(definition.code),
    )
