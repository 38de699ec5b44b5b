"""What the page of a year shows, part by part, in the order of the printed report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.annualreport import texts
from laborportal.annualreport.book import Book, Definition
from laborportal.annualreport.charts import Chart, Point, bar_chart
from laborportal.annualreport.counting import Tally, joined
from laborportal.annualreport.models import Objective, Risk
from laborportal.annualreport.tally import Tallies, tally
from laborportal.annualreport.targets import baseline_in_words, target_in_words
from laborportal.annualreport.values import PROVISIONAL, Counted, Figures, as_of, figures_of, rounded, shown
from laborportal.rocyear.dates import format_date

YEARS_IN_TABLES = 4
YEARS_IN_CHARTS = 5
FEWEST_BARS = 2


@dataclass(frozen=True)
class Shown:
    """One figure in one year of a table; `url` is None while nothing stands behind it."""

    text: str
    url: str | None


@dataclass(frozen=True)
class Row:
    label: str | Promise
    cells: Sequence[Shown]
    is_total: bool = False

    @property
    def has_data(self) -> bool:
        return any(cell.url for cell in self.cells)


@dataclass(frozen=True)
class TableLine:
    """A line of a table as printed: its words, the figure, and the number of units that it is shown in."""

    label: str | Promise
    code: str
    divisor: int = 1
    is_total: bool = False


FINANCE = (
    TableLine(gettext_lazy("Budget"), "finance.budget", divisor=1000),
    TableLine(gettext_lazy("Final account"), "finance.final_account", divisor=1000),
    TableLine(gettext_lazy("Execution rate (%)"), "finance.execution_rate"),
)
STAFFING = (
    TableLine(gettext_lazy("Personnel cost as a share of the final account (%)"), "finance.personnel_share"),
    TableLine(gettext_lazy("Personnel cost (NT$1,000)"), "finance.personnel_cost"),
    TableLine(gettext_lazy("Total (persons)"), "staffing.total", is_total=True),
    TableLine(gettext_lazy("Officials"), "staffing.officials"),
    TableLine(gettext_lazy("Contract staff"), "staffing.contract"),
    TableLine(gettext_lazy("Police officers"), "staffing.police"),
    TableLine(gettext_lazy("Workers and janitors"), "staffing.workers"),
)


@dataclass(frozen=True)
class Trend:
    """A figure over the years that have records: bars and the same numbers as a table."""

    definition: Definition
    cells: Sequence[tuple[int, Shown]]
    chart: Chart | None
    target: str

    @property
    def first(self) -> int:
        return self.cells[0][0]

    @property
    def last(self) -> int:
        return self.cells[-1][0]

    @property
    def newest_first(self) -> Sequence[tuple[int, Shown]]:
        return self.cells[::-1]

    @property
    def says_more(self) -> bool:
        """More than the table of figures beside it, which has the year before."""
        return self.chart is not None and len(self.chart.bars) > FEWEST_BARS

    @property
    def words(self) -> str:
        """The chart for those who do not see it."""
        return _(", ").join(_("{year}: {value}").format(year=year, value=cell.text) for year, cell in self.cells)


@dataclass(frozen=True)
class Evidence:
    """One line below an objective: a figure, its target, and the year before."""

    counted: Counted

    @property
    def value(self) -> SafeString:
        return texts.link(self.counted, spaced(self.counted.definition.unit))

    @property
    def previous(self) -> SafeString | None:
        return (
            None
            if self.counted.previous is None
            else texts.link(self.counted, spaced(self.counted.definition.unit), before=True)
        )

    @property
    def change(self) -> str:
        change, definition = self.counted.change, self.counted.definition
        if change is None:
            return "—"
        unit = _("percentage points") if definition.unit == "%" else definition.unit
        sign = "" if change == 0 else "+" if change > 0 else "−"
        return f"{sign}{shown(abs(change), definition.decimals)}{spaced(unit) if change else ''}"

    @property
    def target(self) -> str:
        return wanted(self.counted) if self.counted.target else _("none set")

    @property
    def mark(self) -> str:
        """Beside a number that may still change, with why."""
        if self.counted.status != PROVISIONAL or not texts.has_data(self.counted):
            return ""
        caveat = self.counted.tally.caveat
        return _("Provisional: {note}").format(note=caveat) if caveat else _("Provisional")

    @property
    def remark(self) -> str:
        """Below the name: what is not the whole year, and the note; why there is no number its place says."""
        if not texts.has_data(self.counted):
            return ""
        return joined(self.period, self.day, self.counted.tally.note)

    @property
    def period(self) -> str:
        period = self.counted.tally.period
        return _("Months {period}").format(period=period) if period else ""

    @property
    def day(self) -> str:
        """The date of the records, unless it is the end of the year or the note names it."""
        day = format_date(self.counted.as_of)
        if self.counted.as_of == self.counted.year_end or day in self.counted.tally.note:
            return ""
        return _("As of {day}").format(day=day)

    @property
    def baseline(self) -> str:
        target = self.counted.target
        return baseline_in_words(target, self.counted.definition) if target else ""

    @property
    def url(self) -> str:
        return texts.figure_url(self.counted)


@dataclass(frozen=True)
class Section:
    objective: Objective
    strategies: SafeString
    results: SafeString
    future: SafeString
    evidence: Sequence[Evidence]
    trend: Trend | None

    @property
    def has_targets(self) -> bool:
        return any(line.counted.target for line in self.evidence)

    @property
    def targets(self) -> list[Evidence]:
        return [line for line in self.evidence if line.counted.target]


@dataclass(frozen=True)
class Page:
    figures: Figures
    preface: SafeString
    risk: SafeString
    staffing_note: SafeString
    years: Sequence[int]
    finance: Sequence[Row]
    staffing: Sequence[Row]
    sections: Sequence[Section]
    risks: Sequence[Risk]
    others: Sequence[Evidence]

    @property
    def as_of(self) -> date:
        return as_of(self.figures.year)

    @property
    def others_have_targets(self) -> bool:
        return any(line.counted.target for line in self.others)

    @property
    def unwritten(self) -> SafeString:
        return format_html('<p class="quiet">{}</p>', _("This part has not been written yet."))


def spaced(unit: str) -> str:
    return f" {unit}"


def wanted(counted: Counted) -> str:
    """A target in words: at most 11 persons."""
    assert counted.target is not None
    return target_in_words(counted.target, counted.definition)


def page_of(year: int) -> Page:
    figures = figures_of(year)
    report = figures.report
    objectives = list(report.objectives.select_related("unit")) if report else []
    years = [each for each in range(year - YEARS_IN_TABLES + 1, year + 1) if each > 0]
    codes = [line.code for line in (*FINANCE, *STAFFING) if line.code in figures.book]
    tables = tally(figures.book, codes, years)
    trends = trends_of(figures, filter(None, (_charted(objective, figures) for objective in objectives)))
    return Page(
        figures=figures,
        preface=texts.as_html(report.preface if report else "", figures.counted),
        risk=texts.as_html(report.risk if report else "", figures.counted),
        staffing_note=texts.as_html(report.staffing_note if report else "", figures.counted),
        years=years,
        finance=[_row(line, figures.book, tables, years) for line in FINANCE],
        staffing=[_row(line, figures.book, tables, years) for line in STAFFING],
        sections=[_section(objective, figures, trends) for objective in objectives],
        risks=list(Risk.objects.standing().filter(year=year).select_related("unit")),
        others=_others(figures, objectives),
    )


def trends_of(figures: Figures, codes: Iterable[str]) -> Mapping[str, Trend]:
    """Of every one of *codes* that has records in some year."""
    wanted_codes = list(codes)
    years = [each for each in range(figures.year - YEARS_IN_CHARTS + 1, figures.year + 1) if each > 0]
    found = tally(figures.book, wanted_codes, years)
    trends = ((code, _trend(figures, code, found, years)) for code in wanted_codes)
    return {code: trend for code, trend in trends if trend}


def cell(definition: Definition, found: Tally, year: int, divisor: int = 1) -> Shown:
    url = definition.list_url(found.filter)
    if definition.formula and found.exact is not None:
        url = texts.url_of(year, definition.code)
    if found.exact is None:
        return Shown("—", url)
    return Shown(shown(rounded(Fraction(found.exact, divisor), definition.decimals), definition.decimals), url)


def _row(line: TableLine, book: Book, found: Tallies, years: Sequence[int]) -> Row:
    definition = book.get(line.code)
    cells = [cell(definition, found[year, line.code], year, line.divisor) for year in years] if definition else []
    return Row(line.label, cells, line.is_total)


def _others(figures: Figures, objectives: Sequence[Objective]) -> list[Evidence]:
    """What neither a table nor an objective shows: all the rest of the book."""
    placed = {line.code for line in (*FINANCE, *STAFFING)}.union(*(objective.figures for objective in objectives))
    return [Evidence(counted) for code, counted in figures.counted.items() if code not in placed]


def _charted(objective: Objective, figures: Figures) -> str | None:
    """The figure that is worth a picture: the first with a target, else the first that is counted."""
    known = [code for code in objective.figures if code in figures.counted]
    with_target = (code for code in known if figures.counted[code].target)
    with_list = (code for code in known if figures.counted[code].list_url)
    return next(with_target, None) or next(with_list, None)


def _trend(figures: Figures, code: str, found: Tallies, years: Sequence[int]) -> Trend | None:
    definition = figures.book[code]
    kept = [(year, found[year, code]) for year in years if found[year, code].recorded]
    cells = [(year, cell(definition, each, year)) for year, each in kept]
    points = [
        Point(year, rounded(each.exact, definition.decimals), cell(definition, each, year).text)
        for year, each in kept
        if each.exact is not None
    ]
    if not points:
        return None
    counted = figures.counted[code]
    target: Decimal | None = counted.target.value if counted.target else None
    words = wanted(counted) if counted.target else ""
    chart = bar_chart(points, figures.year, target, words) if len(points) >= FEWEST_BARS else None
    return Trend(definition, cells, chart, words)


def _section(objective: Objective, figures: Figures, trends: Mapping[str, Trend]) -> Section:
    known = [figures.counted[code] for code in objective.figures if code in figures.counted]
    return Section(
        objective=objective,
        strategies=texts.as_html(objective.strategies, figures.counted),
        results=texts.as_html(objective.results, figures.counted),
        future=texts.as_html(objective.future, figures.counted),
        evidence=[Evidence(counted) for counted in known],
        trend=next((trends[code] for code in objective.figures if code in trends and trends[code].says_more), None),
    )
