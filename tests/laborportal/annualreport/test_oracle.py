"""Figures against an independent count over plain rows; nothing of the product reckons here."""

import csv
import io
import json
import random
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from certifications.awards import awards_of
from certifications.models import Application
from certifications.transitions import give_awards
from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.certifications import application
from tests.factories.inspections import InspectionPenaltyFactory

YEARS = (111, 112)
AWARDS = ("gold", "silver", "bronze", "creativity", "progress", "shortlisted")
SUMS = {
    "worklife.briefings": ("facilities_briefing", "sessions"),
    "remote_work.seminars": ("remote_work_seminar", "sessions"),
    "remote_work.seminar_attendance": ("remote_work_seminar", "attendance"),
    "certifications.gender.briefings": ("gender_briefing", "sessions"),
    "certifications.gender.advocacy_attendance": ("gender_advocacy", "attendance"),
    "certifications.age.job_fairs": ("age_job_fair", "sessions"),
    "outreach.screening_beneficiaries": ("film_screening", "attendance"),
    "outreach.festival_films": ("film_festival", "films"),
    "outreach.festival_viewers": ("film_festival", "attendance"),
    "outreach.retrospective_visitors": ("film_retrospective", "attendance"),
}
SCHOOLS = ("臺北國中", "台北國中", "臺北國中 ", "大安國中", "", "木柵國小")


@dataclass
class World:
    """What a person would have on paper."""

    activities: list[dict[str, Any]] = field(default_factory=list)
    applications: list[dict[str, Any]] = field(default_factory=list)
    penalties: list[dict[str, Any]] = field(default_factory=list)


def draw_activity(dice: random.Random) -> dict[str, Any]:
    interviewed = dice.choice([None, dice.randint(1, 90)])
    return {
        "series": dice.choice([*dict.fromkeys(series for series, _column in SUMS.values()), "campus_talk"]),
        "year": dice.choice([110, *YEARS, *YEARS]),
        "sessions": dice.randint(0, 5),
        "attendance": dice.choice([None, dice.randint(0, 5000)]),
        "films": dice.choice([None, dice.randint(0, 9)]),
        "school": dice.choice(SCHOOLS),
        "interviewed": interviewed,
        "matched": None if interviewed is None else dice.randint(0, interviewed),
    }


def draw_awards(dice: random.Random) -> list[str]:
    level = dice.choice([[], ["gold"], ["silver"], ["bronze"], ["shortlisted"]])
    return level + [extra for extra in ("creativity", "progress") if dice.random() < 0.3]


def populate(dice: random.Random) -> World:
    world = World()
    for _turn in range(40):
        row = draw_activity(dice)
        columns = {name: value for name, value in row.items() if name not in ("series", "year")}
        made = ActivityFactory.create(series=series_of(row["series"]), held_on=day(dice, row["year"]), **columns)
        world.activities.append(row | {"pk": made.pk, "key": made.number})
    for _turn in range(20):
        year, awards = dice.choice(YEARS), draw_awards(dice)
        case = application(";".join(awards), year=year)
        world.applications.append({"pk": case.pk, "year": year, "awards": awards})
    for _turn in range(15):
        year, amount = dice.choice(YEARS), dice.choice([None, dice.randint(1, 30) * 10_000])
        act = dice.choice(["labour_standards", "occupational_safety"])
        InspectionPenaltyFactory.create(decided_on=day(dice, year), amount=amount, act=act)
        world.penalties.append({"year": year, "amount": amount, "act": act})
    return world


def series_of(code: str) -> Any:
    return SeriesFactory.create(code=code)


def day(dice: random.Random, year: int) -> str:
    return f"{year + 1911}-{dice.choice(['01-01', '03-29', '12-31'])}"


def edit(world: World, dice: random.Random) -> None:
    """Changes, moves to another year, and voids some of everything."""
    for row in dice.sample(world.activities, 12):
        row["sessions"], row["attendance"] = dice.randint(0, 9), dice.choice([None, dice.randint(0, 99)])
        row["year"] = dice.choice(YEARS)
        values = {"sessions": row["sessions"], "attendance": row["attendance"], "held_on": day(dice, row["year"])}
        Activity.objects.filter(pk=row["pk"]).update(**values)
    for row in dice.sample(world.activities, 4):
        world.activities.remove(row)
        Activity.objects.filter(pk=row["pk"]).update(voided_at=timezone.now())
    decided = [row for row in world.applications if row["awards"]]
    for row in dice.sample(decided, len(decided) // 2):
        row["awards"] = draw_awards(dice) or ["gold"]
        case = Application.objects.get(pk=row["pk"])
        case.awards.all().delete()
        give_awards(case, awards_of(";".join(row["awards"])))


def expected(world: World, year: int) -> Iterator[tuple[str, Any, int | None]]:
    """Code, value and number of records."""
    held = [row for row in world.activities if row["year"] == year]
    for code, (series, column) in SUMS.items():
        rows = [row for row in held if row["series"] == series]
        yield code, added(row[column] for row in rows), len(rows)
    talks = [row for row in held if row["series"] == "campus_talk"]
    yield "outreach.campus_schools", len({same(row["school"]) for row in talks} - {""}), len(talks)
    fairs = [row for row in held if row["series"] == "age_job_fair"]
    yield "certifications.age.match_rate", rate(fairs), len(fairs)
    parts = [added(row["attendance"] for row in held if row["series"] == name) for name in FILM_EVENTS]
    yield "outreach.carnival_participants", None if None in parts else sum(parts), None
    cases = [row for row in world.applications if row["year"] == year]
    yield "certifications.gender.applications", len(cases), len(cases)
    for award in AWARDS:
        number = sum(award in row["awards"] for row in cases)
        yield f"certifications.gender.{award}", number, number
    decided = [row for row in world.penalties if row["year"] == year]
    yield "inspections.penalties", len(decided), len(decided)
    yield "inspections.penalty_amount", added(row["amount"] for row in decided), len(decided)
    safety = sum(row["act"] == "occupational_safety" for row in decided)
    yield "inspections.osh_penalties", safety, safety


FILM_EVENTS = ("film_festival", "film_retrospective")


def added(values: Iterable[int | None]) -> int | None:
    """Nothing adds up to 0; nothing but blanks adds up to nothing."""
    given = list(values)
    known = [value for value in given if value is not None]
    return None if given and not known else sum(known)


def same(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().replace("台", "臺")


def rate(rows: list[dict[str, Any]]) -> float | None:
    interviewed = sum(row["interviewed"] or 0 for row in rows)
    matched = [row["matched"] for row in rows if row["matched"] is not None]
    if not interviewed or not matched:
        return None
    exact = Decimal(100 * sum(matched)) / Decimal(interviewed)
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def report(year: int) -> dict[str, Any]:
    printed = io.StringIO()
    call_command("annual_report", str(year), stdout=printed)
    figures: dict[str, Any] = json.loads(printed.getvalue())["figures"]
    return figures


def lines_of(*command: str) -> list[str]:
    printed = io.StringIO()
    call_command(*command, stdout=printed)
    return printed.getvalue().splitlines()


def assert_agreement(world: World, reader: Client, dice: random.Random) -> None:
    figures, before = report(112), {code: value for code, value, _number in expected(world, 111)}
    counted = list(expected(world, 112))
    for code, value, number in counted:
        figure = figures[code]
        assert (code, figure["value"], figure["members"], figure["previous"]) == (code, value, number, before[code])
    for code, _value, number in dice.sample([each for each in counted if each[2] is not None], 8):
        assert len(lines_of("figure_members", "112", code)) == number
        assert (code, reader.get(figures[code]["list"]).context["page"].count) == (code, number)
        exported = lines_of("export_records", figures[code]["dataset"], "--filter", figures[code]["filter"])
        assert len(list(csv.DictReader(exported))) == number
    keys = sorted(row["key"] for row in world.activities if (row["year"], row["series"]) == (112, "campus_talk"))
    assert lines_of("figure_members", "112", "outreach.campus_sessions") == keys


@pytest.mark.parametrize("seed", [112, 2023])
def test_number_list_members_and_export_agree_with_an_independent_count_after_any_edit(
    seed: int, db: None, admin: User, client_for: ClientFor
) -> None:
    dice, reader = random.Random(seed), client_for(admin)
    world = populate(dice)
    assert_agreement(world, reader, dice)
    edit(world, dice)
    assert_agreement(world, reader, dice)
