"""Invented classes, trainees, examinations and services whose figures are those of the printed report of 112.

What the report prints is in `CLASSES`, `EXAMS` and `SERVICES`; how it is spread over classes and persons is not, and
neither is what became of the trainees. Of 115 there is a class to be worked off and one that still takes applicants.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from laborportal.activities.demo import spread
from laborportal.rocyear.dates import from_roc

Rows = Iterable[Mapping[str, str]]

SUBJECTS = (
    "室內配線",
    "冷凍空調裝修",
    "中餐烹調",
    "烘焙食品",
    "美容造型",
    "門市服務",
    "網頁設計",
    "電腦輔助繪圖",
    "照顧服務員",
    "自來水管配管",
    "女子美髮",
    "數位行銷",
    "會計資訊",
    "機電整合",
    "木工裝潢",
)
PROVIDERS = (
    "晨嶺職能學苑",
    "澄湖技術推廣中心",
    "青楓餐飲教育基金會",
    "穗城資訊學苑",
    "石濂照顧協會",
    "霖津科技大學推廣部",
)
TRADES = (
    ("室內配線", "丙級"),
    ("中餐烹調", "丙級"),
    ("烘焙食品", "丙級"),
    ("女子美髮", "乙級"),
    ("電腦軟體應用", "丙級"),
)
MARKS = {"in_house": "自", "public_contract": "公", "fund_contract": "基", "industry_academia": "產"}
# What becomes of trainees, in a round of 40: status, employed, relief job.
ENDS: tuple[tuple[str, str, str], ...] = (
    *[("completed", "yes", "no")] * 23,
    *[("completed", "yes", "yes")] * 2,
    *[("completed", "no", "no")] * 9,
    *[("early_employed", "yes", "no")] * 2,
    *[("left", "", "")] * 3,
    ("expelled", "", ""),
)
STEP = 7  # prime to 40: neighbours in a class end differently
LENGTHS = (30, 45, 60, 90, 120)


@dataclass(frozen=True)
class Held:
    year: int
    kind: str
    classes: int
    trainees: int

    def code(self, place: int) -> str:
        return f"{self.year}-{MARKS[self.kind]}-{place + 1:03d}"

    def sizes(self) -> list[int]:
        return spread(self.trainees, self.classes)


CLASSES = (
    Held(111, "in_house", 61, 1242),
    Held(111, "public_contract", 83, 1570),
    Held(111, "fund_contract", 70, 1384),
    Held(111, "industry_academia", 7, 148),
    Held(112, "in_house", 66, 1337),
    Held(112, "public_contract", 92, 1748),
    Held(112, "fund_contract", 74, 1466),
    Held(112, "industry_academia", 8, 167),
)
# Of a year: sessions, and how many passed both parts, theory alone, practice alone, none.
EXAMS: Mapping[int, tuple[int, tuple[int, int, int, int]]] = {
    111: (4, (238, 31, 19, 12)),
    112: (5, (272, 35, 22, 14)),
}
# Persons who took an assessment and who were counselled; the running total of 112 begins in 106.
SERVICES: Mapping[int, tuple[int, int]] = {
    106: (2068, 0),
    107: (1823, 0),
    108: (1602, 0),
    109: (1236, 0),
    110: (1131, 0),
    111: (612, 226),
    112: (657, 241),
}
NOW = 115
UNDER_WAY, ENDED = f"{NOW}-自-021", f"{NOW}-公-014"
OWN_CLASSES = (
    {"code": UNDER_WAY, "name": "室內配線技術班第21期", "kind": "in_house", "starts_on": "2026-09-14"}
    | {"ends_on": "2026-12-18", "capacity": "30", "provider": ""},
    {"code": ENDED, "name": "照顧服務員訓練班第14期", "kind": "public_contract", "starts_on": "2026-06-01"}
    | {"ends_on": "2026-09-30", "capacity": "24", "provider": "石濂照顧協會"},
    {"code": f"{NOW}-自-030", "name": "烘焙食品實務班第30期", "kind": "in_house", "starts_on": "2026-12-07"}
    | {"ends_on": "2027-02-26", "capacity": "20", "provider": ""},
)


def classes() -> Iterator[Mapping[str, str]]:
    for held in CLASSES:
        for place, size in enumerate(held.sizes()):
            starts_on = _days(held.year, held.classes)[place]
            subject = SUBJECTS[place % len(SUBJECTS)]
            yield {
                "code": held.code(place),
                "name": f"{subject}{'產學合作' if held.kind == 'industry_academia' else ''}班第{place + 1}期",
                "kind": held.kind,
                "starts_on": starts_on.isoformat(),
                "ends_on": (starts_on + timedelta(days=LENGTHS[place % len(LENGTHS)])).isoformat(),
                "capacity": str(-(-size // 5) * 5),
                "provider": "" if held.kind == "in_house" else PROVIDERS[place % len(PROVIDERS)],
            }
    yield from OWN_CLASSES


def _days(year: int, count: int) -> list[date]:
    """The first and the last day of the year among them: a class belongs to the year in which it starts."""
    first, days = date(from_roc(year), 1, 1), (date(from_roc(year), 12, 31) - date(from_roc(year), 1, 1)).days
    return [first + timedelta(days=place * days // max(count - 1, 1)) for place in range(count)]


def enrolments() -> Iterator[Mapping[str, str]]:
    ends = cycle([ENDS[place * STEP % len(ENDS)] for place in range(len(ENDS))])
    for year in sorted({held.year for held in CLASSES}):
        of_year = [held for held in CLASSES if held.year == year]
        places = [
            held.code(place) for held in of_year for place, size in enumerate(held.sizes()) for _one in range(size)
        ]
        for number, (code, (status, employed, relief)) in enumerate(zip(places, ends, strict=False), start=1):
            yield _enrolled(code, f"T{year}-{number:05d}", status, employed, relief)
    for number in range(1, 28):
        yield _enrolled(UNDER_WAY, f"T{NOW}-{number:05d}", "left" if number in (9, 17) else "enrolled")
    for number in range(101, 124):
        yield _enrolled(ENDED, f"T{NOW}-{number:05d}", "expelled" if number == 112 else "completed")


def _enrolled(code: str, trainee: str, status: str, employed: str = "", relief: str = "") -> Mapping[str, str]:
    return {"class": code, "trainee": trainee, "status": status, "employed": employed, "relief_job": relief}


def applicants() -> Iterator[Mapping[str, str]]:
    standings = [*["applied"] * 20, *["waiting"] * 6, "withdrawn", "not_admitted"]
    for number, standing in enumerate(standings, start=1):
        applied_on = date(2026, 10, 12) + timedelta(days=number)
        yield {
            "class": OWN_CLASSES[2]["code"],
            "applicant": f"A{NOW}-{number:04d}",
            "applied_on": applied_on.isoformat(),
            "standing": standing,
        }


def exam_results() -> Iterator[Mapping[str, str]]:
    outcomes = [("pass", "pass"), ("pass", "fail"), ("fail", "pass"), ("fail", "fail")]
    for year, (sessions, counts) in EXAMS.items():
        days = [date(from_roc(year), 3, 18) + timedelta(days=56 * session) for session in range(sessions)]
        taken = [outcome for outcome, count in zip(outcomes, counts, strict=True) for _one in range(count)]
        for number, (theory, practice) in enumerate(taken):
            session = number % sessions
            trade, level = TRADES[number // sessions % len(TRADES)]
            yield {
                "batch": f"{year}-{session + 1}",
                "held_on": days[session].isoformat(),
                "trainee": f"T{year}-{number * 11 + 1:05d}",
                "trade": trade,
                "level": level,
                "theory": theory,
                "practice": practice,
            }


def career_services() -> Iterator[Mapping[str, str]]:
    for year, (assessed, counselled) in SERVICES.items():
        yield from _served(year, "assessment", "評", assessed, 12)
        if counselled:
            yield from _served(year, "counselling", "諮", counselled, 24)


def _served(year: int, kind: str, mark: str, persons: int, times: int) -> Iterator[Mapping[str, str]]:
    for place, (day, share) in enumerate(zip(_days(year, times), spread(persons, times), strict=True)):
        yield {
            "number": f"{year}-{mark}-{place + 1:03d}",
            "kind": kind,
            "served_on": day.isoformat(),
            "persons": str(share),
        }


DEMONSTRATION: list[tuple[str, Callable[[], Rows]]] = [
    ("training_classes", classes),
    ("enrolments", enrolments),
    ("training_applicants", applicants),
    ("exam_results", exam_results),
    ("career_services", career_services),
]
