"""A few figures for the first page: this year so far, and the same a year ago."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from laborportal.annualreport.book import Book, Definition, book_of
from laborportal.annualreport.counting import Tally
from laborportal.annualreport.models import ReportYear, Target
from laborportal.annualreport.page import Shown, cell, wanted
from laborportal.annualreport.policies import may_read
from laborportal.annualreport.tally import tally
from laborportal.annualreport.values import Counted, count
from laborportal.datasets import registry
from laborportal.rocyear.dates import to_roc, today

FIGURES_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """A figure of this year; `before` is the year before, up to the same day where `same_period`."""

    counted: Counted
    now: Shown
    before: Shown
    same_period: bool

    @property
    def target(self) -> str:
        return wanted(self.counted) if self.counted.target else ""


@dataclass(frozen=True)
class Overview:
    year: int
    so_far: bool
    lines: Sequence[Line]


def this_year(request: HttpRequest) -> Mapping[str, Any] | None:
    """The panel of the first page: the newest year that has a report, up to this one."""
    if not may_read(request.user):
        return None
    now = today()
    report = ReportYear.objects.filter(year__lte=to_roc(now.year)).first()
    found = overview_of(report, now) if report else None
    return {"overview": found, "now": timezone.now()} if found and found.lines else None


def overview_of(report: ReportYear, now: date) -> Overview:
    """Two queries a dataset: this year, and the same period of the year before."""
    year, book = report.year, book_of(report)
    so_far = year == to_roc(now.year)
    codes = chosen(report, book)
    figures = count(year, report, book, codes)
    until = same_day(now) if so_far else None
    earlier = {code: _until(definition, until) for code, definition in book.items()}
    before = tally(earlier, codes, [year - 1])
    return Overview(
        year,
        so_far,
        [
            Line(
                counted=figures.counted[code],
                now=cell(book[code], figures.counted[code].tally, year),
                before=_before(earlier[code], before[year - 1, code], year - 1),
                same_period=until is None or _is_bounded(code, book, earlier),
            )
            for code in codes
        ],
    )


def chosen(report: ReportYear, book: Book) -> list[str]:
    """The one of each objective that is worth a picture, then those with a target; only what is counted here."""
    targets = {target.code: target for target in report.targets.standing()}
    leading = [
        *(_of_objective(objective.figures, book, targets) for objective in report.objectives.all()),
        *targets,
        *(code for code in book if code.startswith("own.")),
    ]
    return [code for code in dict.fromkeys(leading) if code in book and is_kept(book, code)][:FIGURES_SHOWN]


def _of_objective(codes: Iterable[str], book: Book, targets: Mapping[str, Target]) -> str:
    known = [code for code in codes if code in book and is_kept(book, code)]
    return next((code for code in known if code in targets), next(iter(known), ""))


def is_kept(book: Book, code: str) -> bool:
    """Whether the records behind it are kept in this system."""
    definition = book[code]
    if definition.dataset:
        return registry.exists(definition.dataset)
    return all(name in book and is_kept(book, name) for name in definition.inputs)


def _before(definition: Definition, found: Tally, year: int) -> Shown:
    """Nothing where there is no record of that year at all: 0 would be a number that nobody counted."""
    return cell(definition, found, year) if found.recorded else Shown("—", None)


def same_day(now: date) -> date:
    """A year before; 28 February for the 29th."""
    try:
        return now.replace(year=now.year - 1)
    except ValueError:
        return now.replace(year=now.year - 1, day=28)


def _until(definition: Definition, day: date | None) -> Definition:
    """The same up to *day*, where its records have days and its filter no end of its own."""
    if day is None or not registry.exists(definition.dataset):
        return definition
    dataset = registry.get(definition.dataset)
    end = f"{dataset.year}_to"
    if end not in dataset.all_conditions or end in definition.filter or "{last_day}" in definition.filter:
        return definition
    return replace(definition, filter=f"{definition.filter}&{end}={day.isoformat()}".lstrip("&"))


def _is_bounded(code: str, book: Book, earlier: Book) -> bool:
    if book[code].formula:
        return all(_is_bounded(name, book, earlier) for name in book[code].inputs)
    return book[code] != earlier[code]
