"""The figures of one dataset, for all the years asked for, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from laborportal.annualreport.book import Choices, Definition, NoChoice
from laborportal.annualreport.wording import measure_in_words
from laborportal.datasets.aggregates import Request, check_measure, measure_all
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.measures import Measure, Measured, MeasureError, read_measure
from laborportal.listing.reading import Reading, read_parameters

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """One figure of one year. `recorded` says whether its dataset has any record of that year.

    `filter` is that of its list. `pending` of its members keep it provisional, `caveat` says so in words, `note` what
    else there is to say; a `manual` figure was typed from elsewhere. `period` is the part of the year that its records
    tell of, blank for all of it, `as_of` their own date where they have one.
    """

    exact: Fraction | None
    members: int | None = None
    note: str = ""
    provisional: bool = False
    recorded: bool = False
    filter: str | None = None
    pending: int = 0
    caveat: str = ""
    manual: bool = False
    period: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    definition: Definition
    year: int
    filter: str
    reading: Reading
    measure: Measure

    @property
    def key(self) -> Key:
        return self.year, self.definition.code

    @property
    def name(self) -> str:
        return f"{self.year}/{self.definition.code}"


class Counting:
    """What no aggregate reaches (the source of a manual figure, a caveat that counts for itself) is asked for the last
    of *years* alone: it is said of the report's own year, never of those beside it.
    """

    def __init__(self, dataset: Dataset, definitions: Sequence[Definition], years: Sequence[int]) -> None:
        self.dataset = dataset
        self.definitions = definitions
        self.years = years
        self.conditions = dataset.settled_conditions()
        self.choices = Choices()
        self.asked: list[_Asked] = []
        self.tallies: dict[Key, Tally] = {}

    def count(self) -> dict[Key, Tally]:
        for year in self.years:
            for definition in self.definitions:
                self.ask(definition, year)
        measured = measure_all(self.dataset, self.requests(), within=self.bounds())
        return self.tallies | {each.key: self.tallied(each, measured) for each in self.asked}

    def ask(self, definition: Definition, year: int) -> None:
        """A figure that cannot be counted costs its own value only."""
        try:
            self.asked.append(self.read(definition, year))
        except NoChoice:
            note = _("Nothing on file can be used for year {year}.").format(year=year)
            self.tallies[year, definition.code] = Tally(None, 0, note)
        except ValueError as error:
            filter = definition.filter_of(year, self.choices)
            self.tallies[year, definition.code] = Tally(None, note=str(error), filter=filter)

    def read(self, definition: Definition, year: int) -> _Asked:
        """Raises ValueError with a sentence for what the dataset does not offer (any more), or NoChoice."""
        try:
            querystring = definition.querystring(year, self.choices)
            reading = read_parameters(self.conditions, self.dataset.columns, QueryDict(querystring))
            measure = read_measure(definition.measure)
            check_measure(self.dataset, measure)
        except NoChoice:
            raise
        except MeasureError as error:
            problem = measure_in_words(self.dataset, definition.measure)
            raise ValueError(_("Its definition cannot be read: {problem}").format(problem=problem)) from error
        except LookupError as error:
            raise ValueError(_("Its definition cannot be read: {problem}").format(problem=error)) from error
        if reading.problems:
            raise ValueError(_("Its filter cannot be read: {problem}").format(problem=reading.problems[0].message))
        return _Asked(definition, year, querystring, reading, measure)

    def requests(self) -> dict[str, Request]:
        found = {f"{year}/": Request(self.dataset.year_q(year), Measure("count"), year) for year in self.years}
        for each in self.asked:
            found[each.name] = Request(each.reading.q, each.measure, each.year)
            for place, caveat in enumerate(self.dataset.caveats):
                if caveat.q is not None:
                    found[f"{each.name}/{place}"] = Request(each.reading.q & caveat.q, Measure("count"), each.year)
        return found

    def bounds(self) -> Q | None:
        """What bounds the scan: the years, and beside them whatever a figure looks at that does not keep to its own."""
        beyond = (each.reading.q for each in self.asked if "year={year}" not in each.definition.filter.split("&"))
        parts = [*(self.dataset.year_q(year) for year in self.years), *beyond]
        return reduce(or_, parts) if all(parts) else None

    def tallied(self, asked: _Asked, measured: dict[str, Measured]) -> Tally:
        found, recorded = measured[asked.name], measured[f"{asked.year}/"].members > 0
        if asked.definition.needs_record and not recorded:
            note = _("There is no record of year {year}.").format(year=asked.year)
            # Its records may be of another year, as those that a quota year began with: they make no figure then.
            return Tally(None, 0, note, filter=None if found.members else asked.filter)
        pending, caveat = self.caveats(asked, measured)
        if found.provisional:
            caveat, found = joined(caveat, found.note), replace(found, note="")
        notes = (found.note, _known(self.dataset, asked.measure, found), self.source(asked, found))
        return Tally(
            exact=None if found.value is None else Fraction(found.value),
            members=found.members,
            note=joined(*notes),
            provisional=found.provisional or pending > 0,
            # What has no year is counted today, and nobody can say what it was a year ago.
            recorded=recorded and bool(self.dataset.year_lookup),
            filter=asked.filter,
            pending=pending,
            caveat=caveat or (found.note if found.provisional else ""),
            manual=bool(self.dataset.manual and found.members),
            period=found.period,
            as_of=found.as_of,
        )

    def caveats(self, asked: _Asked, measured: dict[str, Measured]) -> tuple[int, str]:
        """How many keep the figure provisional, and that in words."""
        total, words = 0, []
        for place, caveat in enumerate(self.dataset.caveats):
            if caveat.q is not None:
                number = measured[f"{asked.name}/{place}"].members
            else:
                assert caveat.count is not None
                parameters = dict(QueryDict(asked.filter).lists())
                number = caveat.count(parameters, asked.year) if self.is_last(asked.year) else 0
            if number:
                total += number
                words.append(str(caveat.words(number)))
        return total, joined(*words)

    def source(self, asked: _Asked, found: Measured) -> str:
        if self.dataset.manual is None or not found.members or not self.is_last(asked.year):
            return ""
        return self.dataset.manual(self.dataset.records().filter(asked.reading.q))

    def is_last(self, year: int) -> bool:
        return year == max(self.years)


def joined(*parts: str) -> str:
    """Each of *parts* that says something, once."""
    return _("; ").join(dict.fromkeys(part for part in parts if part))


def _known(dataset: Dataset, measure: Measure, found: Measured) -> str:
    """A sum that leaves blanks out says so; one of a column whose blanks are untold amounts always says it."""
    if measure.kind != "sum" or not found.members:
        return ""
    if found.known == found.members and not dataset.column[measure.subject].unknown_when_blank:
        return ""
    return _("{known} of {members} amounts are known.").format(known=f"{found.known:,}", members=f"{found.members:,}")
