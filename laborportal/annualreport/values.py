"""The figures of a report: value, previous year, target, status and the list behind, as the contract prints them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from laborportal.annualreport.book import Book, Definition, book_of, report_of
from laborportal.annualreport.counting import Tally, joined
from laborportal.annualreport.models import ReportYear, Target
from laborportal.annualreport.tally import tally
from laborportal.rocyear.dates import today, year_bounds

FINAL, PROVISIONAL, MANUAL = "final", "provisional", "manual"


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure of one year. `exact` is unrounded; `members` is the number of records on the page behind `list`."""

    definition: Definition
    year: int
    tally: Tally
    before: Tally
    target: Target | None
    year_end: date

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def value(self) -> Decimal | None:
        return self._rounded(self.tally.exact)

    @property
    def previous(self) -> Decimal | None:
        """None where the dataset has no record at all of the year before."""
        return self._rounded(self.before.exact) if self.before.recorded else None

    @property
    def change(self) -> Decimal | None:
        value, previous = self.value, self.previous
        return None if value is None or previous is None else value - previous

    @property
    def status(self) -> str:
        if self.tally.provisional:
            return PROVISIONAL
        return MANUAL if self.tally.manual else FINAL

    @property
    def note(self) -> str:
        """Why it is provisional, and whatever else there is to say."""
        return joined(self.tally.caveat, self.tally.note)

    @property
    def querystring(self) -> str | None:
        """None for a figure computed from others, and where the dataset cannot choose what the filter leaves open."""
        return self.tally.filter

    @property
    def list_url(self) -> str | None:
        """None for a figure computed from others, and while its records are not kept here."""
        return self.definition.list_url(self.tally.filter)

    @property
    def previous_list_url(self) -> str | None:
        return self.definition.list_url(self.before.filter)

    @property
    def period(self) -> str:
        """The ROC year, and which of its months where the records do not tell of all."""
        return f"{self.year} {self.tally.period}".strip()

    @property
    def as_of(self) -> date:
        """The date that the records bear, or the last day of the year, today while it is not over."""
        return self.tally.as_of or self.year_end

    @property
    def met(self) -> bool | None:
        return None if self.target is None or self.value is None else self.target.met_by(self.value)

    def _rounded(self, exact: Fraction | None) -> Decimal | None:
        return None if exact is None else rounded(exact, self.definition.decimals)


def rounded(exact: Fraction, decimals: int) -> Decimal:
    """Half-up, away from zero; the Decimal has *decimals* digits after the point."""
    digits = int(abs(exact) * 10**decimals + Fraction(1, 2))
    return Decimal((int(exact < 0 and digits > 0), tuple(map(int, str(digits))), -decimals))


def shown(value: Decimal | None, decimals: int) -> str:
    """As people read it: grouped, with all its decimals."""
    return "—" if value is None else f"{value:,.{decimals}f}"


def as_of(year: int) -> date:
    """The last day of the year, or today while it is not over."""
    return min(year_bounds(year)[1], today())


@dataclass(frozen=True)
class Figures:
    """The figures of one year: its book, what was asked for, and with it whatever that is reckoned from."""

    year: int
    report: ReportYear | None
    book: Book
    counted: Mapping[str, Counted]
    reckoned: Mapping[str, Counted]


def figures_of(year: int, codes: Iterable[str] | None = None, report: ReportYear | None = None) -> Figures:
    """Counts *codes* (all of the year's book when None) in one query a dataset; unknown codes are left out."""
    report = report or report_of(year)
    return count(year, report, book_of(report), codes)


def count(year: int, report: ReportYear | None, book: Book, codes: Iterable[str] | None = None) -> Figures:
    """The same with *book* in place of the year's own."""
    wanted = [code for code in (book if codes is None else dict.fromkeys(codes)) if code in book]
    years = [each for each in (year, year - 1) if each > 0]
    tallies = tally(book, wanted, years)
    targets = {target.code: target for target in report.targets.standing()} if report else {}
    nothing, day = Tally(None), as_of(year)
    reckoned = {
        code: Counted(
            book[code],
            year,
            tallies.get((year, code), nothing),
            tallies.get((year - 1, code), nothing),
            targets.get(code),
            day,
        )
        for code in dict.fromkeys([*wanted, *(code for _year, code in tallies)])
    }
    return Figures(year, report, book, {code: reckoned[code] for code in wanted}, reckoned)
