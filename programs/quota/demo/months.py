"""Invented quota months whose figures are those of the printed report of 112, and a smaller year before it.

December 111 has 223 employers that are short of 691 persons; by December 112 62 of them no longer are, and all of them
together are short of 157 fewer. How that is spread over employers is invented, and so are those that are not short.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice

from laborportal.employers.demo import employers, valid_numbers

FIRST_NUMBER = 99_300_000
SHORT_EMPLOYERS, SHORT_PERSONS = 223, 691
CLEARED, FEWER = 62, 157
OF_THE_REGISTER = 140
"""How many of the short ones stand in the register of the demonstration; the others come in by this file."""
THRESHOLDS, PERCENTS = {"private": 67, "public": 34}, {"private": 1, "public": 3}
DECEMBER_110, JANUARY_112 = date(2021, 12, 1), date(2023, 1, 1)
MONTHS = tuple(date(year, month, 1) for year in (2022, 2023) for month in range(1, 13))
"""Of 111 and 112."""
SHRUNK = 60
"""So few staff that nobody has to be employed."""
SIZES = (5, 3, 8, 4, 6, 3, 7, 4, 9, 5)
HEADS = (
    "礫川",
    "霞汀",
    "篁嶼",
    "澍野",
    "棠谿",
    "昀壑",
    "汐岬",
    "蕪城",
    "岱岳",
    "翎洲",
    "珞原",
    "苔溪",
    "檀浦",
    "霰林",
    "楓址",
)
ENDINGS = (
    "電子股份有限公司",
    "運輸股份有限公司",
    "醫材股份有限公司",
    "百貨股份有限公司",
    "保險代理人股份有限公司",
    "旅館股份有限公司",
    "數位股份有限公司",
)

Employer = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Course:
    """An employer's shortage in December 110, 111 and 112; it changes in the month *turn*, by its staff or by hires."""

    place: int
    employer: Employer
    staff: int
    shortages: tuple[int, int, int]
    shrinks: bool = False

    @property
    def turn(self) -> int:
        return 2 + self.place * 7 % 11

    def rows(self) -> Iterator[dict[str, str]]:
        first, start, end = self.shortages
        yield self._row(DECEMBER_110, self.staff, first)
        for month in MONTHS:
            before, after = (first, start) if month < JANUARY_112 else (start, end)
            late = month.month >= self.turn
            smaller = self.shrinks and late and month >= JANUARY_112
            yield self._row(month, SHRUNK if smaller else self.staff, after if late else before)

    def _row(self, month: date, staff: int, shortage: int) -> dict[str, str]:
        heads = self._heads(required(self.employer["sector"], staff) - shortage)
        return {
            "month": f"{month:%Y-%m}",
            **self.employer,
            "insured": str(staff + heads["excluded"] + heads["below_wage"] + heads["half_time"] // 2),
            **{name: str(number) for name, number in heads.items()},
        }

    def _heads(self, counted: int) -> dict[str, int]:
        """Persons who count as *counted*, of every kind."""
        severe = counted // 4 if self.place % 2 else 0
        pairs = int(counted - 2 * severe >= 2 and self.place % 3 == 0)
        return {
            "excluded": self.place % 4,
            "ordinary": counted - 2 * severe - pairs,
            "severe": severe,
            "half_time": 2 * pairs,
            "half_time_severe": 0,
            "below_wage": int(self.place % 11 == 0),
        }


def required(sector: str, staff: int) -> int:
    return max(sector == "private", staff * PERCENTS[sector] // 100) if staff >= THRESHOLDS[sector] else 0


def spread(total: int, parts: int) -> list[int]:
    """*total* as *parts* numbers of uneven size, none of them 0."""
    weights = list(islice(cycle(SIZES), parts))
    shares = [1 + (total - parts) * weight // sum(weights) for weight in weights]
    for place in range(total - sum(shares)):
        shares[place] += 1
    return shares


def months() -> Iterator[dict[str, str]]:
    known = [row for row in employers() if required(row["sector"], int(row["employees"]))]
    public = [row for row in known if row["sector"] == "public"]
    private = [row for row in known if row["sector"] == "private"]
    new = _new_employers()
    for course in (
        *_tracked(public[:2] + private[:OF_THE_REGISTER], new),
        *_others(public[2:] + private[OF_THE_REGISTER:]),
    ):
        yield from course.rows()


def _new_employers() -> Iterator[Employer]:
    names = (f"{head}{ending}" for ending in ENDINGS for head in HEADS)
    for ubn, name in zip(valid_numbers(FIRST_NUMBER), names, strict=False):
        yield {"ubn": ubn, "employer": name, "sector": "private"}


def _named(row: Mapping[str, str]) -> Employer:
    return {"ubn": row["ubn"], "employer": row["name"], "sector": row["sector"]}


def _tracked(known: Sequence[Mapping[str, str]], new: Iterator[Employer]) -> Iterator[Course]:
    """Those that were short in December 111."""
    employed = [place % 2 for place in range(len(known))]
    staff = [int(row["employees"]) for row in known]
    short = [
        max(1, required(row["sector"], size) - hired - 2 * (row["sector"] == "public"))
        for row, size, hired in zip(known, staff, employed, strict=True)
    ]
    for place, missing in enumerate(spread(SHORT_PERSONS - sum(short), SHORT_EMPLOYERS - len(known))):
        short.append(missing)
        staff.append(100 * (missing + 1 + place % 4) + 7 * place % 100)
    named = [*map(_named, known), *islice(new, SHORT_EMPLOYERS - len(known))]
    quota = [required(employer["sector"], size) for employer, size in zip(named, staff, strict=True)]
    ends = _ends(short, quota)
    for place, employer in enumerate(named):
        before = min(quota[place], short[place] + (place % 9 == 1)) if place % 8 else 0
        yield Course(
            place=place,
            employer=employer,
            staff=staff[place],
            shortages=(before, short[place], ends[place]),
            shrinks=not ends[place] and place % 4 == 0,
        )


def _ends(short: Sequence[int], quota: Sequence[int]) -> list[int]:
    """What is left of each shortage in December 112: CLEARED are 0, and all together are FEWER less."""
    by_lot = sorted(range(len(short)), key=lambda place: place * 89 % len(short))
    ends = list(short)
    for place in by_lot[:CLEARED]:
        ends[place] = 0
    better = [place for place in by_lot[CLEARED:] if short[place] > 3][::4]
    for place in better:
        ends[place] -= 1
    room = cycle(place for place in by_lot[CLEARED:] if place not in better and quota[place] > short[place])
    while sum(ends) < sum(short) - FEWER:
        ends[next(place for place in room if ends[place] < quota[place])] += 1
    return ends


def _others(known: Sequence[Mapping[str, str]]) -> Iterator[Course]:
    """Those that were not short then: some had been the year before, a few are newly short in 112."""
    for place, row in enumerate(known, start=SHORT_EMPLOYERS):
        shortages = (int(place % 10 > 1), 0, int(place % 9 == 0))
        yield Course(place=place, employer=_named(row), staff=int(row["employees"]), shortages=shortages)
