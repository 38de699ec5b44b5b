"""A list's filter, made that of a figure: its year becomes the year of whatever report counts it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from laborportal.annualreport.book import period
from laborportal.datasets.declaration import Dataset
from laborportal.listing.reading import Applied, Reading

MOMENTS = ("date", "month")
DAYS = ("december", "previous_december", "last_day")


class NoFigure(ValueError):
    """str(error) says in a sentence why the list cannot be a figure, and what to do."""


@dataclass(frozen=True)
class Relative:
    """*filter* as a book keeps it; *year* is the one that the list had, None where it had none.

    *fixed* names the conditions with days or months that stay as they are whatever the report's year.
    """

    filter: str
    year: int | None
    fixed: tuple[str, ...] = ()


def needs_year(dataset: Dataset, reading: Reading) -> bool:
    """Whether the list says nothing of a year that its records have: only a running total can do without."""
    return bool(dataset.year_lookup) and not any(applied.name == "year" for applied in reading.applied)


def relative(dataset: Dataset, reading: Reading, *, running_total: bool = False) -> Relative:
    """Raises NoFigure."""
    if not reading.ok:
        raise NoFigure(_("A condition of the list is wrong: {problem}").format(problem=reading.problems[0].message))
    for applied in reading.applied:
        if any(set("{}") & set(value) for value in applied.values):
            raise NoFigure(
                _("“{condition}” has braces in it: take them out.").format(condition=applied.condition.label)
            )
    if needs_year(dataset, reading):
        if not running_total:
            raise NoFigure(_("The list names no year: choose one in the list, or say that this is a running total."))
        return _running(dataset, reading)
    return _of_a_year(reading)


def _of_a_year(reading: Reading) -> Relative:
    years = [int(value) for applied in reading.applied if applied.name == "year" for value in applied.values]
    if len(years) > 1:
        raise NoFigure(_("The list has more than one year: a figure counts the year of its report. Choose one."))
    year = years[0] if years else None
    pairs = [(applied.name, _word(applied, value, year)) for applied in reading.applied for value in applied.values]
    return Relative(_joined(pairs), year, tuple(_fixed(reading, year)))


def _running(dataset: Dataset, reading: Reading) -> Relative:
    """Up to the last day of the report's year, where its records have a day."""
    end = f"{dataset.year}_to"
    bounded = end not in dataset.all_conditions or any(applied.name == end for applied in reading.applied)
    pairs = list(reading.parameters) + ([] if bounded else [(end, "{last_day}")])
    return Relative(_joined(pairs), None, tuple(_fixed(reading, None)))


def _fixed(reading: Reading, year: int | None) -> Iterator[str]:
    for applied in reading.applied:
        if applied.condition.kind in MOMENTS and any(_word(applied, value, year) == value for value in applied.values):
            yield str(applied)


def _word(applied: Applied, value: str, year: int | None) -> str:
    """What begins or ends with the list's year does so with the year of every report."""
    if year is None:
        return value
    if applied.name == "year":
        return "{year}"
    words = DAYS if applied.condition.kind in MOMENTS else ()
    return next((f"{{{word}}}" for word in words if period(word, year) == value), value)


def _joined(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quote(value, safe='{}')}" for name, value in pairs)
