"""The figures of files of 110 to 114, counted a second time from the rows themselves, in integers."""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
YEARS = range(110, 115)
Rows = list[dict[str, str]]
EDGES = ("12-31", "01-01")


def checks(random: Random) -> Rows:
    return [
        {
            "year": str(year),
            "employer": f"受查單位{number}",
            "employees": str(random.choice((0, 67, 99, 100, 101, 350, 12_000))),
            "lactation_room": random.choice(("yes", "no", "是", "否")),
            "childcare": random.choice(("facility", "measure", "both", "none")),
            "checked_on": f"{year + 1911}-{random.choice(EDGES)}",
        }
        for year in YEARS
        for number in range(random.randint(0, 40))
    ]


def visits(random: Random) -> Rows:
    return [
        {
            "number": f"訪{number}",
            "topic": random.choice(("remote_work", "facilities", "quota", "age", "safety")),
            "visited_on": f"{random.randint(2020, 2026)}-{random.choice(EDGES)}",
            "employer": f"受訪單位{number % 7}",
        }
        for number in range(120)
    ]


def expected(found: Rows, visited: Rows, year: int) -> dict[str, str | None]:
    obliged = [row for row in found if row["year"] == str(year) and int(row["employees"]) >= 100]
    rooms = sum(row["lactation_room"] in ("yes", "是") for row in obliged)
    childcare = sum(row["childcare"] in ("facility", "measure", "both") for row in obliged)
    remote = [row for row in visited if row["topic"] == "remote_work"]
    return {
        "worklife.employers_100plus": str(len(obliged)),
        "worklife.lactation_rooms": str(rooms),
        "worklife.childcare": str(childcare),
        "worklife.lactation_rate": share(rooms, len(obliged)),
        "worklife.childcare_rate": share(childcare, len(obliged)),
        "remote_work.guidance_visits": str(
            sum(date.fromisoformat(row["visited_on"]).year - 1911 == year for row in remote)
        ),
    }


def share(part: int, whole: int) -> str | None:
    """Of hundredths of a percent, the half upwards."""
    if whole == 0:
        return None
    hundredths = (2 * 10_000 * part + whole) // (2 * whole)
    return str(Decimal(hundredths).scaleb(-2).quantize(Decimal("0.01"), ROUND_HALF_UP))


def printed(year: int) -> dict[str, Any]:
    out = StringIO()
    call_command("annual_report", str(year), stdout=out)
    figures: dict[str, Any] = json.loads(out.getvalue())["figures"]
    return figures


def as_text(value: float | None, decimals: int) -> str | None:
    return None if value is None else f"{value:.{decimals}f}"


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_what_an_independent_count_of_the_files_gives(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    found, visited = checks(random), visits(random)
    for dataset, rows in (("facility_checks", found), ("guidance_visits", visited)):
        path = csv_file(tmp_path, rows, header=list(rows[0]))
        call_command("import_records", dataset, str(path), stdout=StringIO())
    for year in YEARS:
        figures = printed(year)
        told = {code: as_text(figures[code]["value"], figures[code]["decimals"]) for code in expected([], [], year)}
        assert told == expected(found, visited, year), year
        for code in ("worklife.employers_100plus", "worklife.lactation_rooms", "worklife.childcare"):
            assert members(year, code) == figures[code]["members"] == figures[code]["value"]


def members(year: int, code: str) -> int:
    out = StringIO()
    call_command("figure_members", str(year), code, stdout=out)
    return len(out.getvalue().splitlines())
