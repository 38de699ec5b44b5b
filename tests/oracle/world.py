"""Files that the product has never seen: rows of every dataset for the years 109 to 114, as a person would have them.

Nothing of the product is used here. Edges of the years are drawn more often than other days.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
YEARS = range(109, 115)
CITIES = ("臺北市", "新北市", "桃園市", "臺中市", "臺南市", "高雄市")
SCHOOLS = ("青楓國小", " 青楓國小", "台北國小", "臺北國小", "ＡＢＣ國小", "ABC國小", "澄湖國小", "")
SERIES = (
    "facilities_briefing", "remote_work_seminar", "gender_briefing", "gender_advocacy", "gender_ceremony",
    "age_briefing", "age_job_fair", "quota_workshop", "quota_seminar", "career_talk", "film_screening",
    "film_festival", "film_retrospective", "campus_talk", "board_game", "lesson_sharing",
)  # fmt: skip


@dataclass
class World:
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def of(self, dataset: str) -> list[Row]:
        return self.rows.get(dataset, [])


@dataclass
class Dice:
    """Draws; *employers* are pairs of a number and a name."""

    random: random.Random
    employers: Sequence[tuple[str, str]]

    def one(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def maybe(self, value: Any) -> Any:
        return self.one(value, value, None)

    def day(self, year: int) -> date:
        first = date(year + 1911, 1, 1)
        last = date(year + 1911, 12, 31)
        return self.one(first, last, first + timedelta(self.number(0, (last - first).days)))  # type: ignore[no-any-return]

    def employer(self) -> Row:
        ubn, name = self.random.choice(self.employers)
        return {"ubn": ubn, "employer": name}


def checksum_fits(ubn: str) -> bool:
    weighted = [int(digit) * weight for digit, weight in zip(ubn, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]
    return sum(number // 10 + number % 10 for number in weighted) % 5 == 0


def employers(count: int) -> list[tuple[str, str]]:
    numbers = (f"{number:08d}" for number in range(20_000_000, 30_000_000, 37))
    fitting = (ubn for ubn in numbers if checksum_fits(ubn))
    return [(next(fitting), f"石濂{place}號股份有限公司") for place in range(count)]


def certification_applications(dice: Dice, year: int) -> Iterator[Row]:
    for scheme in ("gender", "age"):
        for ubn, name in dice.random.sample(dice.employers, dice.number(3, 9)):
            outcome = dice.one("awarded", "awarded", "awarded", "not_awarded", "withdrawn", "ineligible", "pending")
            row = {"scheme": scheme, "year": year, "ubn": ubn, "employer": name, "outcome": outcome}
            row |= {"applied_on": date(year + 1911, 6, 1), "score": dice.maybe(dice.number(0, 100)), "awards": ""}
            if outcome == "awarded":
                row["awards"] = "awarded" if scheme == "age" else _awards(dice)
            yield row


def _awards(dice: Dice) -> str:
    level = dice.one("gold", "silver", "bronze", "shortlisted", "")
    more = [award for award in ("creativity:友善孕育措施獎", "progress") if dice.number(0, 3) == 0]
    return ";".join([level] * bool(level) + more)


def quota_months(dice: Dice, year: int) -> Iterator[Row]:
    """Each employer in some months of the year only; every other one has its December."""
    for ubn, name in dice.random.sample(dice.employers, len(dice.employers) * 2 // 3):
        sector = "public" if int(ubn) % 3 == 0 else "private"
        months = dice.random.sample(range(1, 12), dice.number(0, 3)) + [12] * dice.number(0, 1)
        for month in months:
            yield {"month": date(year + 1911, month, 1), "ubn": ubn, "employer": name, "sector": sector} | _heads(dice)


def _heads(dice: Dice) -> Row:
    insured = dice.one(33, 34, 66, 67, 99, 100, 199, 200, 201, 299, 300, dice.number(1, 1500))
    names = ("ordinary", "severe", "half_time", "half_time_severe", "below_wage")
    left, row = insured, {"insured": insured}
    for name in names:
        row[name] = dice.number(0, min(4, left))
        left -= row[name]
    row["excluded"] = dice.number(0, min(5, left))
    return row


def quota_penalties(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(0, 5)):
        private = [(ubn, name) for ubn, name in dice.employers if int(ubn) % 3]
        ubn, name = dice.random.choice(private)
        yield {
            "number": f"北市重建{year}-{place}", "ubn": ubn, "employer": name, "decided_on": dice.day(year),
            "ground": dice.one("1", "2", "3", "4"), "amount": dice.number(20, 100) * 1000,
            "appeal": dice.one("", "none", "pending", "dismissed", "revoked"),
        }  # fmt: skip


def inspections(dice: Dice, year: int) -> Iterator[Row]:
    kinds = ("project", "complaint", "accident", "reinspection", "general", "dangerous_workplace", "machinery")
    for place in range(dice.number(8, 20)):
        yield {
            "number": f"檢{year}-{place}", **dice.employer(),
            "unit": dice.one("inspection_office", "labour_conditions"),
            "kind": dice.one(*kinds), "inspected_on": dice.day(year),
            "industry": dice.one("manufacturing", "construction", "general"),
            "result": dice.one("no_violation", "violation"), "stop_work": dice.number(0, 3) == 0,
        }  # fmt: skip


def inspection_penalties(dice: Dice, year: int) -> Iterator[Row]:
    """The act is named, or left to be read from the articles."""
    named = {
        "labour_standards": "勞動基準法第24條第1項",
        "occupational_safety": "職業安全衛生法第6條第1項",
        "gender_equality": "性別平等工作法第13條第2項",
    }
    for place in range(dice.number(3, 9)):
        act = dice.one(*named)
        yield {
            "number": f"府勞{year}-{place}", **dice.employer(), "decided_on": dice.day(year), "articles": named[act],
            "act": dice.one(act, None), "amount": dice.maybe(dice.number(2, 30) * 10_000), "read_act": act,
        }  # fmt: skip


def violations(dice: Dice, found: Sequence[Row], fined: Sequence[Row]) -> Iterator[Row]:
    """Found by an inspection, named by a penalty, or both; the inspection decides the year and who it was."""
    for place in range(60):
        inspection = dice.one(*found, None) if dice.number(0, 2) else None
        penalty = dice.one(*fined) if inspection is None or dice.number(0, 1) else None
        origin = inspection or penalty
        assert origin is not None
        first = origin["inspected_on" if inspection else "decided_on"]
        corrected = first + timedelta(dice.number(0, 90)) if dice.number(0, 1) else None
        text, known = dice.one(("", True), ("另詳說明", True), ("另詳說明", False))
        yield {
            "inspection": inspection and inspection["number"], "penalty": penalty and penalty["number"],
            **dice.one({}, {"ubn": origin["ubn"], "employer": origin["employer"]} if penalty is None else {}),
            "position": place + 1, "statute": "勞動基準法" if known else None, "article": "24" if known else None,
            "text": text, "correct_by": first + timedelta(30), "corrected_on": corrected,
            "counted_in": first.year - 1911,
        }  # fmt: skip


def accidents(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(2, 9)):
        industry = dice.one("construction", "manufacturing", "other")
        works = dice.one("none", "city", "other") if industry == "construction" else "none"
        yield {
            "number": f"災{year}-{place}", "occurred_on": dice.day(year), **dice.employer(),
            "kind": dice.one("fall", "cut"), "industry": industry, "public_works": works,
            "deaths": dice.number(0, 3), "injuries": dice.number(0, 3),
            "status": dice.one("confirmed", "confirmed", "excluded", "pending" if year > 112 else "confirmed"),
        }  # fmt: skip


def city_statistics(dice: Dice, year: int) -> Iterator[Row]:
    """Up to three releases a year, each with some cities and some of the numbers."""
    for place in range(dice.number(0, 3)):
        for city in dice.random.sample(CITIES, dice.number(4, 6)):
            yield {
                "year": year, "city": city, "fatalities": dice.maybe(dice.number(0, 40)),
                "accident_cases": dice.maybe(dice.number(1, 9000)),
                "average_insured": dice.maybe(dice.number(1_000_000, 3_000_000)), "period": f"1-{10 + place}",
                "as_of": date(year + 1912, 1 + place, 15), "source": f"職災統計第{place}次發布",
            }  # fmt: skip


def facility_checks(dice: Dice, year: int) -> Iterator[Row]:
    for ubn, name in dice.random.sample(dice.employers, dice.number(10, 25)):
        yield {
            "year": year, "ubn": ubn, "employer": name, "employees": dice.one(99, 100, 101, dice.number(1, 5000)),
            "lactation_room": dice.one(True, True, False), "childcare": dice.one("facility", "measure", "both", "none"),
            "checked_on": date(year + 1911, 3, 1),
        }  # fmt: skip


def childcare_subsidies(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(0, 4)):
        spent = dice.number(1, 9) * 10_000
        yield {
            "number": f"托{year}-{place}", "year": year, **dice.employer(), "kind": "childcare_measure", "spent": spent,
            "granted": spent // 2, "status": dice.one("approved", "paid"),
        }  # fmt: skip


def guidance_visits(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(2, 12)):
        topic = dice.one("remote_work", "remote_work", "facilities", "quota", "age", "safety")
        met = dice.maybe(dice.number(0, 25)) if topic == "remote_work" else None
        row = {"number": f"訪{year}-{place}", "topic": topic, "visited_on": dice.day(year), "items_met": met}
        yield row | dice.employer()


def training_classes(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(2, 6)):
        first = dice.day(year)
        yield {
            "code": f"班{year}-{place}", "name": f"數位製圖班{place}", "starts_on": first,
            "kind": dice.one("in_house", "public_contract", "fund_contract", "industry_academia"),
            "ends_on": first + timedelta(60), "capacity": 30, "class_year": year,
        }  # fmt: skip


def enrolments(dice: Dice, of: Row) -> Iterator[Row]:
    for place in range(dice.number(0, 8)):
        status = dice.one("enrolled", "completed", "completed", "left", "expelled", "early_employed")
        employed = dice.one(True, False, None) if status in ("completed", "early_employed") else None
        yield {
            "class": of["code"], "trainee": f"學員{of['code']}-{place}", "status": status, "employed": employed,
            "relief_job": dice.one(True, False, None) if employed else None,
        }  # fmt: skip


def exam_results(dice: Dice, year: int) -> Iterator[Row]:
    """Now and then somebody takes two trades in one session, which the key allows."""
    for place in range(dice.number(0, 10)):
        batch = dice.one("第1梯次", " 第1梯次", "第２梯次", "第2梯次").strip()
        for trade in ("電腦軟體應用", "烘焙食品")[: dice.one(1, 1, 1, 2)]:
            yield {
                "batch": f"{year}年{batch}", "held_on": date(year + 1911, 12, 31), "trainee": f"考生{place}",
                "trade": trade, "level": "丙級", "theory": dice.one("pass", "fail"),
                "practice": dice.one("pass", "fail"),
            }  # fmt: skip


def career_services(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(0, 6)):
        row = {"number": f"職涯{year}-{place}", "kind": dice.one("assessment", "counselling")}
        yield row | {"served_on": dice.day(year), "persons": dice.number(0, 900)}


def activities(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(20, 45)):
        interviewed, older = dice.maybe(dice.number(0, 90)), dice.maybe(dice.number(0, 40))
        yield {
            "number": f"活{year}-{place}", "series": dice.one(*SERIES), "held_on": dice.day(year), "title": "場次",
            "sessions": dice.one(None, 1, dice.number(0, 9)), "attendance": dice.maybe(dice.number(0, 5000)),
            "school": dice.one(*SCHOOLS), "films": dice.maybe(dice.number(0, 9)),
            "interviewed": interviewed, "interviewed_45": older,
            "matched": None if interviewed is None else dice.maybe(dice.number(0, interviewed)),
            "matched_45": None if older is None else dice.maybe(dice.number(0, older)),
        }  # fmt: skip


def contest_entries(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(3, 15)):
        row = {"contest": dice.one("film_award", "comic", "lesson_plan"), "year": year, "entry": f"作{place}"}
        yield row | {"school": dice.one(*SCHOOLS), "title": "作品", "won": dice.one(True, False)}


def media_metrics(dice: Dice, year: int) -> Iterator[Row]:
    for place in range(dice.number(0, 4)):
        for channel, metric in (("facebook", "reach"), ("facebook", "views"), ("youtube", "views")):
            if dice.number(0, 3):
                yield {
                    "work": f"第{place}集", "channel": channel, "metric": metric, "value": dice.number(0, 90_000),
                    "year": year, "as_of": date(year + 1912, 1, 31), "source": "後台",
                }  # fmt: skip


def agency_finance(dice: Dice, year: int) -> Iterator[Row]:
    if dice.number(0, 3):
        row = {"year": year, "budget": dice.number(280_000, 320_000), "final_account": dice.number(250_000, 280_000)}
        yield row | {"personnel_cost": dice.number(170_000, 190_000)}


def agency_staffing(dice: Dice, year: int) -> Iterator[Row]:
    if dice.number(0, 3):
        yield {"year": year} | {name: dice.number(0, 99) for name in ("officials", "contract", "police", "workers")}


YEARLY: Sequence[Callable[[Dice, int], Iterator[Row]]] = (
    certification_applications, quota_months, quota_penalties, inspections, inspection_penalties, accidents,
    city_statistics, facility_checks, childcare_subsidies, guidance_visits, training_classes, exam_results,
    career_services, activities, contest_entries, media_metrics, agency_finance, agency_staffing,
)  # fmt: skip


def draw(seed: int) -> World:
    """Every dataset has years without a record, so that a missing year shows as one."""
    dice, world = Dice(random.Random(seed), employers(60)), World()
    for make in YEARLY:
        silent = dice.one(None, None, *YEARS)
        world.rows[make.__name__] = [row for year in YEARS if year != silent for row in make(dice, year)]
    classes = world.of("training_classes")
    world.rows["enrolments"] = [row for of in classes for row in enrolments(dice, of)]
    found, fined = world.of("inspections"), world.of("inspection_penalties")
    world.rows["violations"] = list(violations(dice, found, fined)) if found and fined else []
    return world
