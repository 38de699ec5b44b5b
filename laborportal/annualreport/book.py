"""A year's own book of figures: a copy of the standard ones, taken when the year is opened, and its changes since."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from django.utils.translation import get_language, override

from laborportal.annualreport import formula
from laborportal.annualreport.declarations import Figure, standard_figures
from laborportal.annualreport.models import FigureDefinition, ReportYear
from laborportal.datasets import registry
from laborportal.rocyear.dates import year_bounds

WORD = re.compile(r"\{(\w+)\}")
Book = Mapping[str, "Definition"]


@dataclass(frozen=True)
class Definition:
    """A figure as one year counts it. `filter` is a query string in which words in braces stand for periods."""

    code: str
    label: str
    unit: str
    decimals: int
    dataset: str
    filter: str
    measure: str
    formula: str
    lower_is_better: bool
    needs_record: bool

    def querystring(self, year: int, choices: "Choices | None" = None) -> str:
        """The filter of ROC year *year*; raises LookupError for a word that means nothing, NoChoice among them."""
        known = choices or Choices()
        pairs = parse_qsl(self.filter, keep_blank_values=True)
        written = [
            (name, WORD.sub(lambda word: known.meaning(self.dataset, word[1], year), value)) for name, value in pairs
        ]
        return urlencode(written)

    def filter_of(self, year: int, choices: "Choices | None" = None) -> str | None:
        """The same, None where there is none."""
        try:
            return self.querystring(year, choices) if self.dataset else None
        except LookupError:
            return None

    def list_url(self, filter: str | None) -> str | None:
        """Of the records that *filter* leaves; None for a figure computed from others, and while none are kept here."""
        return (
            None if filter is None or not registry.exists(self.dataset) else registry.get(self.dataset).list_url(filter)
        )

    @property
    def token(self) -> str:
        """What a text holds to print the number."""
        return f"{{{self.code}|{self.unit}}}"

    @property
    def inputs(self) -> tuple[str, ...]:
        return formula.inputs(formula.parse(self.formula)) if self.formula else ()


def report_of(year: int) -> ReportYear | None:
    return ReportYear.objects.filter(year=year).first()


def book_of(report: ReportYear | None) -> Book:
    """The year's own figures; the standard ones while nobody has opened the year."""
    if report is None:
        return {figure.code: standard(figure) for figure in standard_figures()}
    english = (get_language() or "").startswith("en")
    return {row.code: written(row, english) for row in report.definitions.standing()}


def standard(figure: Figure) -> Definition:
    return Definition(
        code=figure.code,
        label=str(figure.label),
        unit=str(figure.unit),
        decimals=figure.decimals,
        dataset=figure.dataset,
        filter=filter_text(figure),
        measure=figure.measure,
        formula=figure.formula,
        lower_is_better=figure.lower_is_better,
        needs_record=figure.needs_record,
    )


def filter_text(figure: Figure) -> str:
    return "&".join(f"{name}={quote(value, safe='{}')}" for name, value in figure.parameters)


def copied(report: ReportYear, order: int, figure: Figure) -> FigureDefinition:
    """*figure* as a row of the year's book, in both languages; not saved."""
    words: dict[str, str] = {}
    for language, ending in (("zh-hant", ""), ("en", "_en")):
        with override(language):
            words |= {f"label{ending}": str(figure.label), f"unit{ending}": str(figure.unit)}
    return FigureDefinition(
        report=report,
        order=order,
        code=figure.code,
        decimals=figure.decimals,
        dataset=figure.dataset,
        filter=filter_text(figure),
        measure=figure.measure,
        formula=figure.formula,
        lower_is_better=figure.lower_is_better,
        needs_record=figure.needs_record,
        **words,
    )


def written(row: FigureDefinition, english: bool) -> Definition:
    return Definition(
        code=row.code,
        label=row.label_en if english else row.label,
        unit=row.unit_en if english else row.unit,
        decimals=row.decimals,
        dataset=row.dataset,
        filter=row.filter,
        measure=row.measure,
        formula=row.formula,
        lower_is_better=row.lower_is_better,
        needs_record=row.needs_record,
    )


class NoChoice(LookupError):
    """The dataset finds nothing that a word of a filter could stand for in that year."""


class Choices:
    """What the words in filters stand for; a dataset is asked once for each of its own, whatever uses it."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, int], str | None] = {}

    def meaning(self, dataset: str, word: str, year: int) -> str:
        """Raises LookupError for a word that means nothing there, NoChoice where it means nothing in that year."""
        offered = registry.get(dataset).choices if registry.exists(dataset) else {}
        if word not in offered:
            return period(word, year)
        key = dataset, word, year
        if key not in self._made:
            self._made[key] = offered[word](year)
        chosen = self._made[key]
        if chosen is None:
            raise NoChoice(word)
        return chosen


def period(word: str, year: int) -> str:
    _first, last = year_bounds(year)
    return {
        "year": f"{year}",
        "december": f"{year:03}-12",
        "previous_december": f"{year - 1:03}-12",
        "last_day": last.isoformat(),
    }[word]
