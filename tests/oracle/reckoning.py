"""Every figure of the report, reckoned from plain rows with fractions; nothing of the product is used here.

Written from the definitions that the customer gave, code by code, without a look at how the product counts.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.world import Row, World

WAGES = {109: 23_800, 110: 24_000, 111: 25_250, 112: 26_400, 113: 27_470, 114: 28_590}
DATES = {
    "quota_months": "month", "quota_penalties": "decided_on", "inspections": "inspected_on",
    "inspection_penalties": "decided_on", "accidents": "occurred_on", "guidance_visits": "visited_on",
    "training_classes": "starts_on", "exam_results": "held_on", "career_services": "served_on", "activities": "held_on",
}  # fmt: skip
THREE_KINDS = ("in_house", "public_contract", "fund_contract")
TAIPEI = "臺北市"


@dataclass(frozen=True)
class Found:
    """`members` is None where a figure is computed from others."""

    value: Fraction | None
    members: int | None
    status: str = "final"


NOTHING = Found(None, 0)
Reckon = Callable[[World, int], Found]
Choose = Callable[[Row], bool]


def year_of(world: World, dataset: str, row: Row) -> int:
    if dataset == "enrolments":
        of = {each["code"]: each for each in world.of("training_classes")}
        return int(of[row["class"]]["class_year"])
    if dataset in DATES:
        day: date = row[DATES[dataset]]
        return day.year - 1911
    return int(row["year"])


def rows_of(world: World, dataset: str, year: int, choose: Choose = lambda row: True) -> list[Row]:
    return [row for row in world.of(dataset) if year_of(world, dataset, row) == year and choose(row)]


def same(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").strip().replace("台", "臺").casefold()


def added(values: Iterable[int | None]) -> Fraction | None:
    given = list(values)
    known = [value for value in given if value is not None]
    return None if given and not known else Fraction(sum(known))


def number(dataset: str, choose: Choose = lambda row: True) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = rows_of(world, dataset, year, choose)
        return Found(Fraction(len(rows)), len(rows))

    return reckon


def total(dataset: str, column: str, choose: Choose = lambda row: True, blank: int | None = None) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = rows_of(world, dataset, year, choose)
        values = (blank if row.get(column) is None else row[column] for row in rows)
        return Found(added(values), len(rows))

    return reckon


def different(dataset: str, column: str, choose: Choose = lambda row: True) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = rows_of(world, dataset, year, choose)
        return Found(Fraction(len({same(row[column]) for row in rows} - {""})), len(rows))

    return reckon


def manual(reckon: Reckon) -> Reckon:
    """Numbers read off elsewhere; where there are none, there is no source to name either."""

    def marked(world: World, year: int) -> Found:
        found = reckon(world, year)
        return Found(found.value, found.members, "manual") if found.members else found

    return marked


def is_(**wanted: object) -> Choose:
    def chosen(row: Row) -> bool:
        return all(row[name] in (value if isinstance(value, tuple) else (value,)) for name, value in wanted.items())

    return chosen


def awarded(award: str) -> Choose:
    return lambda row: row["scheme"] == "gender" and award in [part.split(":")[0] for part in row["awards"].split(";")]


def match_rate(part: str, whole: str) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = rows_of(world, "activities", year, is_(series="age_job_fair"))
        return Found(share(added(row[part] for row in rows), added(row[whole] for row in rows)), len(rows))

    return reckon


def share(part: Fraction | None, whole: Fraction | None, times: int = 100) -> Fraction | None:
    return None if part is None or not whole else times * part / whole


# Accidents


def deaths(choose: Choose) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = rows_of(world, "accidents", year, lambda row: row["status"] in ("confirmed", "pending") and choose(row))
        provisional = any(row["status"] == "pending" for row in rows)
        return Found(Fraction(sum(row["deaths"] for row in rows)), len(rows), "provisional" if provisional else "final")

    return reckon


def release(world: World, year: int, names: Sequence[str]) -> list[Row]:
    """The rows of the newest source that gives *names* for Taipei."""
    rows = rows_of(world, "city_statistics", year)
    usable = [row for row in rows if row["city"] == TAIPEI and all(row[name] is not None for name in names)]
    if not usable:
        return []
    newest = max(usable, key=lambda row: row["as_of"])
    return [row for row in rows if row["source"] == newest["source"]]


def accident_rate(world: World, year: int) -> Found:
    rows = [row for row in release(world, year, RATED) if row["city"] == TAIPEI]
    return Found(Fraction(1000 * rows[0]["accident_cases"], rows[0]["average_insured"]), 1) if rows else NOTHING


RATED = ("accident_cases", "average_insured")


def rank(names: Sequence[str], level: Callable[[Row], Fraction]) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = release(world, year, names)
        if not rows:
            return NOTHING
        levels = {row["city"]: level(row) for row in rows if all(row[name] is not None for name in names)}
        return Found(Fraction(1 + sum(other < levels[TAIPEI] for other in levels.values())), len(rows))

    return reckon


# The quota: 身心障礙者權益保障法 §§38, 43; 施行細則 §14


def required(row: Row) -> int:
    whole = (
        2 * (row["insured"] - row["excluded"] - row["below_wage"]) - row["half_time"] - row["half_time_severe"]
    ) // 2
    if row["sector"] == "public":
        return 0 if whole < 34 else whole * 3 // 100
    return 0 if whole < 67 else max(1, whole // 100)


def short(row: Row) -> int:
    counted = int(2 * row["ordinary"] + 4 * row["severe"] + row["half_time"] + 2 * row["half_time_severe"]) // 2
    return max(0, required(row) - counted)


def cohort(world: World, year: int) -> list[Row]:
    return [row for row in world.of("quota_months") if row["month"] == date(year + 1910, 12, 1) and short(row)]


def closing(world: World, year: int) -> Mapping[str, Row]:
    """The latest month of *year* of each employer."""
    rows = sorted(rows_of(world, "quota_months", year), key=lambda row: row["month"])
    return {row["ubn"]: row for row in rows}


def reduced(gain: Callable[[Row, Row | None], int], members: Callable[[list[Row], Mapping[str, Row]], int]) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        base, last = cohort(world, year), closing(world, year)
        if not last:
            return NOTHING
        lacking = [row for row in base if row["ubn"] not in last or last[row["ubn"]]["month"].month != 12]
        value = Fraction(sum(gain(row, last.get(row["ubn"])) for row in base))
        return Found(value, members(base, last), "provisional" if lacking else "final")

    return reckon


def cleared(row: Row, last: Row | None) -> int:
    return int(last is not None and not short(last))


def tracked(value: Callable[[Row], int]) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        base = cohort(world, year)
        return Found(Fraction(sum(value(row) for row in base)), len(base))

    return reckon


def levy(world: World, year: int) -> Found:
    rows = rows_of(world, "quota_months", year)
    return Found(Fraction(sum(short(row) * WAGES[year] for row in rows)), len(rows))


# Training


def of_kind(world: World, year: int, kinds: Sequence[str]) -> list[Row]:
    kind = {row["code"]: row["kind"] for row in world.of("training_classes")}
    return rows_of(world, "enrolments", year, lambda row: kind[row["class"]] in kinds)


def trainees(*kinds: str) -> Reckon:
    def reckon(world: World, year: int) -> Found:
        rows = of_kind(world, year, kinds)
        return Found(Fraction(len(rows)), len(rows))

    return reckon


def database(world: World, year: int) -> Found:
    last = date(year + 1911, 12, 31)
    rows = [row for row in world.of("career_services") if row["kind"] == "assessment" and row["served_on"] <= last]
    return Found(Fraction(sum(row["persons"] for row in rows)), len(rows))


def employment_rate(world: World, year: int) -> Found:
    rows = rows_of(world, "enrolments", year, is_(status=("completed", "early_employed")))
    completed = [row for row in rows if row["status"] == "completed"]
    early = [row for row in rows if row["status"] == "early_employed"]
    found = [row for row in completed if row["employed"]]
    relief = sum(bool(row["relief_job"]) for row in found + early)
    top, bottom = len(found) + len(early) - relief, len(completed) + len(early) - relief
    return Found(Fraction(100 * top, bottom) if bottom else None, len(rows))


def recorded(dataset: str, column: str) -> Reckon:
    """A table of one row a year."""

    def reckon(world: World, year: int) -> Found:
        rows = rows_of(world, dataset, year)
        return Found(Fraction(rows[0][column]), 1) if rows else NOTHING

    return reckon


def half_up(value: Fraction | None, decimals: int) -> float | None:
    if value is None:
        return None
    scaled = abs(value) * 10**decimals
    digits = scaled.numerator // scaled.denominator
    digits += scaled - digits >= Fraction(1, 2)
    return float(Fraction((-1 if value < 0 else 1) * digits, 10**decimals))


def years(world: World, dataset: str) -> Iterator[int]:
    return (year_of(world, dataset, row) for row in world.of(dataset))
