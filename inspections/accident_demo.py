"""Invented accidents of 108 to 112 and statistics of the six cities, whose figures are those of the 112 report.

The report prints the deaths of 112 by scope, all of 111, and the averages of 108 to 111; how they fell on employers,
days and sites is invented, and so is what stands of the other five cities.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, repeat

from inspections.states import SIX_MUNICIPALITIES
from laborportal.employers.demo import employers
from laborportal.rocyear.dates import from_roc


@dataclass(frozen=True)
class Year:
    """Fatal accidents with one death each, by scope; `pending` of the other industries are under determination."""

    city_works: int
    other_works: int
    private_sites: int
    manufacturing: int
    other: int
    pending: int = 0
    injuring: int = 4
    excluded: int = 1


# Construction 108-111: 13 + 12 + 10 + 13 = 4 x 12; of it works of the city 3 + 3 + 2 + 4 = 4 x 3.
YEARS: Mapping[int, Year] = {
    108: Year(city_works=3, other_works=2, private_sites=8, manufacturing=2, other=3),
    109: Year(city_works=3, other_works=1, private_sites=8, manufacturing=1, other=4),
    110: Year(city_works=2, other_works=1, private_sites=7, manufacturing=2, other=4),
    111: Year(city_works=4, other_works=1, private_sites=8, manufacturing=2, other=5),
    112: Year(city_works=3, other_works=1, private_sites=7, manufacturing=1, other=1, pending=1, injuring=6),
}
KINDS = {
    "construction": ("fall", "collapse", "falling_object", "electric_shock", "fall", "struck_by", "fall"),
    "manufacturing": ("caught_in", "explosion", "cut"),
    "other": ("traffic", "fall", "harmful_substance", "fire"),
}
ENDINGS = {"construction": "營造股份有限公司", "manufacturing": "精密工業股份有限公司", "other": "物流股份有限公司"}
SITES = {"city": "公共住宅新建工程", "other": "捷運出口連通工程", "none": "集合住宅新建工程"}
DISTRICTS = ("中山區", "內湖區", "南港區", "北投區", "信義區", "萬華區", "文山區")
DAYS_BETWEEN = 13
Scope = tuple[str, str, str, int]


def accidents() -> Iterator[dict[str, str]]:
    for year, counts in YEARS.items():
        for step, (industry, works, status, deaths) in enumerate(_scopes(counts)):
            day = date(from_roc(year), 1, 8) + timedelta(days=step * DAYS_BETWEEN)
            yield {
                "number": f"{year}-災-{step + 1:03d}",
                "occurred_on": day.isoformat(),
                **_employer(industry, year + step),
                "site": f"{DISTRICTS[step % len(DISTRICTS)]}{SITES[works]}" if industry == "construction" else "",
                "district": DISTRICTS[step % len(DISTRICTS)],
                "kind": KINDS[industry][step % len(KINDS[industry])],
                "industry": industry,
                "public_works": works,
                "deaths": str(deaths),
                "injuries": str((step + 1) % 3 if deaths else 1 + step % 3),
                "status": status,
            }


def _scopes(counts: Year) -> Iterator[Scope]:
    yield from chain(
        repeat(("construction", "city", "confirmed", 1), counts.city_works),
        repeat(("construction", "other", "confirmed", 1), counts.other_works),
        repeat(("construction", "none", "confirmed", 1), counts.private_sites),
        repeat(("manufacturing", "none", "confirmed", 1), counts.manufacturing),
        repeat(("other", "none", "confirmed", 1), counts.other),
        repeat(("other", "none", "pending", 1), counts.pending),
        repeat(("construction", "none", "confirmed", 0), counts.injuring),
        repeat(("other", "none", "excluded", 1), counts.excluded),
    )


def _employer(industry: str, step: int) -> dict[str, str]:
    fitting = [employer for employer in employers() if employer["name"].endswith(ENDINGS[industry])]
    chosen = fitting[step * 5 % len(fitting)]
    return {"ubn": chosen["ubn"], "employer": chosen["name"]}


RATES, DEATHS = "職業災害千人率統計", "重大職業災害死亡人數統計"
# Accident benefit cases of January to November, and deaths of the year; the insured are the same in both years.
INSURED = dict(zip(SIX_MUNICIPALITIES, (3_000_000, 1_320_000, 890_000, 1_150_000, 690_000, 940_000), strict=True))
CASES = {
    111: dict(zip(SIX_MUNICIPALITIES, (3951, 3802, 2910, 3370, 2043, 2650), strict=True)),
    112: dict(zip(SIX_MUNICIPALITIES, (3525, 3630, 2745, 3186, 1925, 2482), strict=True)),
}
FATALITIES = {
    111: dict(zip(SIX_MUNICIPALITIES, (20, 38, 41, 36, 24, 35), strict=True)),
    112: dict(zip(SIX_MUNICIPALITIES, (14, 33, 37, 34, 22, 31), strict=True)),
}


def city_statistics() -> Iterator[dict[str, str]]:
    for year in CASES:
        as_of = date(from_roc(year) + 1, 1, 31).isoformat()
        for city in SIX_MUNICIPALITIES:
            row = {"year": str(year), "city": city, "as_of": as_of}
            cases, insured = str(CASES[year][city]), str(INSURED[city])
            yield {**row, "accident_cases": cases, "average_insured": insured, "period": "1-11", "source": RATES}
            yield {**row, "fatalities": str(FATALITIES[year][city]), "period": "1-12", "source": DEATHS}
