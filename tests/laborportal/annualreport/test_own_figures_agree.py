"""An own figure of each kind of measure: its number, its list, its members and an independent count agree."""

import io
import json
import random
from fractions import Fraction
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory, SeriesFactory

LIST = "year=112&series=campus_talk"
SCHOOLS = ("臺北國中", "台北國中", "臺北國中 ", "大安國中", "")
MEASURES = {
    "count": "Talks",
    "distinct:school": "Schools",
    "sum:attendance": "People",
    "named:match_rate": "Rate",
}
Rows = list[dict[str, Any]]


def draw(dice: random.Random) -> dict[str, Any]:
    interviewed = dice.choice([None, dice.randint(1, 90)])
    return {
        "held_on": f"{dice.choice([2022, 2023, 2023])}-{dice.choice(['01-01', '12-31'])}",
        "school": dice.choice(SCHOOLS),
        "attendance": dice.choice([None, dice.randint(0, 500)]),
        "interviewed": interviewed,
        "matched": None if interviewed is None else dice.randint(0, interviewed),
    }


def populate(dice: random.Random) -> Rows:
    rows = []
    for _turn in range(30):
        code, row = dice.choice(["campus_talk", "campus_talk", "film_screening"]), draw(dice)
        made = ActivityFactory.create(series=SeriesFactory.create(code=code), **row)
        rows.append(row | {"series": code, "pk": made.pk, "number": made.number})
    return rows


def edit(rows: Rows, dice: random.Random) -> None:
    for row in dice.sample(rows, 10):
        row |= draw(dice)
        found = Activity.objects.get(pk=row["pk"])
        for name in ("held_on", "school", "attendance", "interviewed", "matched"):
            setattr(found, name, row[name])
        found.save()
    for row in dice.sample(rows, 3):
        rows.remove(row)
        Activity.objects.filter(pk=row["pk"]).update(voided_at=timezone.now())


def expected(rows: Rows, year: int) -> dict[str, Any]:
    talks = [row for row in rows if row["series"] == "campus_talk" and row["held_on"].startswith(str(year + 1911))]
    known = [row["attendance"] for row in talks if row["attendance"] is not None]
    return {
        "count": len(talks),
        "distinct:school": len({row["school"].strip().replace("台", "臺") for row in talks} - {""}),
        "sum:attendance": sum(known) if known or not talks else None,
        "named:match_rate": rate(talks),
    }


def rate(rows: Rows) -> float | None:
    interviewed = sum(row["interviewed"] or 0 for row in rows)
    matched = [row["matched"] for row in rows if row["matched"] is not None]
    if not interviewed or not matched:
        return None
    return int(Fraction(1000 * sum(matched), interviewed) + Fraction(1, 2)) / 10


def printed(*command: str) -> str:
    output = io.StringIO()
    call_command(*command, stdout=output)
    return output.getvalue()


def agree(rows: Rows, reader: Client) -> None:
    figures = json.loads(printed("annual_report", "112"))["figures"]
    now, before = expected(rows, 112), expected(rows, 111)
    keys = sorted(r["number"] for r in rows if r["series"] == "campus_talk" and r["held_on"].startswith("2023"))
    for measure, name in MEASURES.items():
        code = f"own.{name.lower()}"
        figure = figures[code]
        assert (code, figure["value"], figure["previous"]) == (code, now[measure], before[measure])
        assert figure["members"] == len(keys) == reader.get(figure["list"]).context["page"].count
        assert printed("figure_members", "112", code).splitlines() == keys
        assert "活動：年度＝112、" in reader.get(f"/report/112/figures/{code}/").content.decode()
        exported = printed("export_records", figure["dataset"], "--filter", figure["filter"])
        assert exported.count("campus_talk") == len(keys)


@pytest.mark.parametrize("seed", [112, 2026])
def test_number_list_members_and_export_of_own_figures_agree_after_any_edit(
    seed: int, db: None, admin: User, client_for: ClientFor
) -> None:
    dice, reader = random.Random(seed), client_for(admin)
    rows = populate(dice)
    for measure, name in MEASURES.items():
        typed = {"label": name, "label_en": name, "measure": measure, "unit": "人", "years": "112", "place": ""}
        answer = reader.post(f"/report/figures/new/activities/?{LIST}", typed)
        assert answer.status_code == 302
    agree(rows, reader)
    edit(rows, dice)
    agree(rows, reader)
