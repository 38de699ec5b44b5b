"""Invented checks, visits and subsidies whose figures are those of the printed report of 112, and a smaller 111.

The report prints how many employers provide what; which ones, and what they have, is invented.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Any

from django.db import transaction

from laborportal.accounts.models import User
from laborportal.activities.demo import spread
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import BrokenDemonstration
from laborportal.employers.demo import HEADS, INDUSTRIES, employers, valid_numbers
from laborportal.imports.engine import write_plan
from laborportal.imports.planning import plan_rows
from laborportal.rocyear.dates import from_roc
from laborportal.workflow.performing import perform
from programs.worklife.forms import StepForm
from programs.worklife.imports import SubsidyFormLoader
from programs.worklife.models import ChildcareSubsidy, FacilityCheck, FollowUpStep
from programs.worklife.states import OBLIGED_FROM, CheckState
from programs.worklife.transitions import CLOSE, SUBMIT

OFFICER = "staff"
FIRST_NUMBER = 97_100_000
Cells = Mapping[str, str]
Rows = Iterable[Cells]


@dataclass(frozen=True)
class Found:
    """What the checks of a year found among employers with 100 or more employees, and how many smaller ones."""

    year: int
    employers: int
    rooms: int
    childcare: int
    smaller: int


YEARS = (Found(111, 2158, 2121, 2049, 0), Found(112, 2216, 2192, 2131, 44), Found(115, 24, 22, 21, 0))
MOST = max(found.employers for found in YEARS)
VISITS = (
    (111, {"remote_work": 38, "facilities": 40}),
    (112, {"remote_work": 1590, "facilities": 60, "quota": 24, "age": 20, "safety": 16}),
)
KINDS = (("lactation_room", 12), ("childcare_measure", 56), ("home_care", 15))
REJECTED = (9, 30, 51, 72)
STILL_APPROVED = 3
GRANTED = 2_270_320
"""Of 112: 96.2 % of the budget of NT$2,360,000."""
# What was done about an employer, and what came of it; the last step of 115 says when the next one is due.
STEPS = (
    ("letter", "-03-15", "函請說明設置情形，尚未回復", ""),
    ("phone", "-05-10", "電話聯繫人資主管，已覓得空間", ""),
    ("visit", "-06-20", "訪視新設哺集乳室", "place;privacy;air;furniture;rules"),
    ("coaching", "-08-22", "委員入場輔導，建議與鄰近托育機構簽約", ""),
)
FOLLOWED_UP = 4
NEXT_DUE = "115.12.15"
OWN = (
    ("115-育兒-0001", 20, "childcare_measure", "52000", "45000"),
    ("115-育兒-0002", 21, "lactation_room", "12000", "10000"),
    ("115-育兒-0003", 22, "home_care", "180000", ""),
)
"""Applications that the demonstration leaves to be worked on; the first one is submitted."""


@cache
def large_employers() -> tuple[tuple[str, str, int], ...]:
    """Number, name and headcount: first those of the register with 100 or more employees, then ones of our own."""
    registered = tuple(
        (row["ubn"], row["name"], int(row["employees"]))
        for row in employers()
        if int(row["employees"]) >= OBLIGED_FROM and row["sector"] == "private"
    )
    return (*registered, *islice(_own_employers(), MOST - len(registered)))


def _own_employers() -> Iterator[tuple[str, str, int]]:
    names = (f"{first}{second[0]}{ending}" for ending, _code in INDUSTRIES for first in HEADS for second in HEADS)
    for place, (ubn, name) in enumerate(zip(valid_numbers(FIRST_NUMBER), names, strict=False)):
        yield ubn, name, OBLIGED_FROM + place * 37 % 900


def _smaller_employers() -> Iterator[tuple[str, str, int]]:
    for row in employers():
        if int(row["employees"]) < OBLIGED_FROM and row["sector"] == "private":
            yield row["ubn"], row["name"], int(row["employees"])


def checks() -> Iterator[Cells]:
    for found in YEARS:
        checked = [*large_employers()[: found.employers], *islice(_smaller_employers(), found.smaller)]
        for place, (ubn, name, employees) in enumerate(checked):
            yield {
                "year": str(found.year),
                "ubn": ubn,
                "employer": name,
                "employees": str(employees),
                "lactation_room": "yes" if _has(place, found.employers, found.rooms, 7) else "no",
                "childcare": _childcare(place, found),
                "checked_on": f"{date(from_roc(found.year), 1, 9) + timedelta(days=place % 75):%Y-%m-%d}",
            }


def _has(place: int, of: int, having: int, shift: int) -> bool:
    """Whether the employer at *place* is one of the *having*; who lacks something stands spread over the list."""
    if place >= of:
        return place % 2 == 0
    step = of // (of - having)
    return place % step != shift % step or place // step >= of - having


def _childcare(place: int, found: Found) -> str:
    if not _has(place, found.employers, found.childcare, 11):
        return "none"
    return ("measure", "measure", "measure", "facility", "measure", "both")[place % 6]


def visits() -> Iterator[Cells]:
    for year, topics in VISITS:
        number = 0
        for topic, count in topics.items():
            for place in range(count):
                number += 1
                yield _visit(f"{year}-訪-{number:04d}", topic, year, place, count)


def _visit(number: str, topic: str, year: int, place: int, count: int) -> Cells:
    ubn, name, _employees = large_employers()[(place * 11 + 5) % 2000]
    first = date(from_roc(year), 3, 1) if topic == "remote_work" else date(from_roc(year), 5, 2)
    day = first + timedelta(days=place * (date(from_roc(year), 12, 15) - first).days // count)
    day -= timedelta(days=max(0, day.weekday() - 4))
    met = str(25 - (place * 7 + place // 13) % 17) if topic == "remote_work" else ""
    return {
        "number": number, "topic": topic, "visited_on": f"{max(day, first):%Y-%m-%d}", "ubn": ubn, "employer": name,
        "items_met": met,
    }  # fmt: skip


def subsidies() -> Iterator[Cells]:
    """Grants of uneven size below the cap of their kind and the ratio of the year, which come to GRANTED together."""
    kinds = [kind for kind, count in KINDS for _place in range(count)]
    amounts = grants(kinds)
    for place, kind in enumerate(kinds):
        ubn, name, _employees = large_employers()[3 + place * 17]
        amount = amounts.get(place)
        paid = "approved" if place >= len(kinds) - STILL_APPROVED else "paid"
        yield {
            "number": f"112-育兒-{place + 1:04d}",
            "year": "112",
            "ubn": ubn,
            "employer": name,
            "kind": kind,
            "spent": str((amount or 24_000) * 5 // 4 + 1 + place % 5 * 1200),
            "granted": "" if amount is None else str(amount),
            "status": "rejected" if amount is None else paid,
        }


def grants(kinds: Sequence[str]) -> dict[int, int]:
    """By place in the list; nursing rooms get less than the others."""
    places = [place for place in range(len(kinds)) if place not in REJECTED]
    rooms = {place: 7_000 + place % 4 * 1000 for place in places if kinds[place] == "lactation_room"}
    others = [place for place in places if place not in rooms]
    return rooms | dict(zip(others, spread(GRANTED - sum(rooms.values()), len(others)), strict=True))


DEMONSTRATION: list[tuple[str, Callable[[], Rows]]] = [
    ("facility_checks", checks),
    ("guidance_visits", visits),
    ("childcare_subsidies", subsidies),
]


def load(act: Act) -> None:
    """What the officer of the demonstration did: steps of follow-ups, and applications of this year; only once."""
    officer = User.objects.filter(username=OFFICER).first()
    if officer is None:
        return
    if not FollowUpStep.objects.exists():
        _follow_up(officer)
    _apply(Act(officer))


def _follow_up(officer: User) -> None:
    lacking = FacilityCheck.objects.standing().filter(state=CheckState.FOLLOW_UP)
    for check in lacking.filter(year=112).order_by("pk")[:FOLLOWED_UP]:
        for step in STEPS:
            _take(officer, check, *step)
        check.refresh_from_db()
        reason = Act(officer, "113年度查核時再行確認")
        perform(check, CLOSE, act=reason, seen_state=check.state, seen_version=check.version)
    for check in lacking.filter(year=115).order_by("pk")[:1]:
        _take(officer, check, *STEPS[0], next_due=NEXT_DUE)


def _take(
    officer: User, check: FacilityCheck, kind: str, day: str, result: str, items: str, next_due: str = ""
) -> None:
    cells: dict[str, Any] = {"kind": kind, "taken_on": f"{check.year}{day}", "result": result, "next_due": next_due}
    form = StepForm(check, data={**cells, "room_seen": "yes" if items else "no", "room_items": list_of(items)})
    if not form.is_valid():
        raise BrokenDemonstration(form.errors)
    form.save(officer)


def list_of(items: str) -> list[str]:
    return items.split(";") if items else []


def _own_applications() -> Iterator[Cells]:
    for number, place, kind, spent, amount in OWN:
        ubn, name, _employees = large_employers()[place]
        yield {
            "number": number, "year": number[:3], "ubn": ubn, "employer": name, "kind": kind, "spent": spent,
            "proposed": amount,
        }  # fmt: skip


def _apply(own: Act) -> None:
    loader = SubsidyFormLoader()
    plan = plan_rows(loader, (loader.read(number, cells) for number, cells in enumerate(_own_applications(), 1)))
    plan.updates.clear()
    if len(plan.creates) < len(OWN):
        return
    with transaction.atomic():
        write_plan(plan, own)
        first = ChildcareSubsidy.objects.get(number=OWN[0][0])
        perform(first, SUBMIT, act=own, seen_state=first.state, seen_version=first.version)
