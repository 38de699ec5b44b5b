"""The training figures of files never seen before against a count over plain rows; nothing of the product reckons."""

import random
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from laborportal.accounts.policies import system_user
from laborportal.annualreport.members import keys_of
from laborportal.annualreport.values import figures_of
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act
from tests.programs.training.reading import read_in

YEARS = range(110, 115)
THREE = {"in_house", "public_contract", "fund_contract"}
STATUSES = ("enrolled", "completed", "completed", "completed", "left", "expelled", "early_employed")
Rows = list[dict[str, str]]
CODES = (
    "classes", "trainees", "coop_classes", "coop_trainees", "exam_batches", "exam_certified", "assessments",
    "assessment_database", "individual_counselling", "employment_rate",
)  # fmt: skip


def draw_day(dice: random.Random, year: int) -> str:
    """Edges of the year come often."""
    return f"{year + 1911}-{dice.choice(['01-01', '12-31', f'{dice.randint(1, 12):02}-{dice.randint(1, 28):02}'])}"


def draw(dice: random.Random) -> dict[str, Rows]:
    classes: Rows = []
    enrolments: Rows = []
    for number in range(40):
        year = dice.choice([*YEARS, 109])
        kind = dice.choice([*sorted(THREE), "industry_academia"])
        classes.append({"code": f"C{number}", "name": f"班{number}", "kind": kind, "starts_on": draw_day(dice, year)})
        classes[-1] |= {"ends_on": f"{year + 1912}-06-30", "capacity": str(dice.randint(0, 9)), "provider": ""}
        for trainee in range(dice.randint(0, 9)):
            enrolments.append({"class": f"C{number}", "trainee": f"T{trainee}", "status": dice.choice(STATUSES)})
            enrolments[-1] |= {name: dice.choice(["yes", "no", ""]) for name in ("employed", "relief_job")}
    exams = [
        {"batch": f"第{dice.randint(1, 9)}梯", "held_on": draw_day(dice, dice.choice(YEARS)), "trainee": f"T{number}"}
        | {"trade": "烘焙", "level": "丙級", "theory": dice.choice(["pass", "fail"])}
        | {"practice": dice.choice(["pass", "fail"])}
        for number in range(60)
    ]
    services = [
        {
            "number": f"S{number}",
            "kind": dice.choice(["assessment", "counselling"]),
            "persons": str(dice.randint(0, 90)),
        }
        | {"served_on": draw_day(dice, dice.choice([104, *YEARS]))}
        for number in range(40)
    ]
    return {"training_classes": classes, "enrolments": enrolments, "exam_results": exams, "career_services": services}


def year_of(day: str) -> int:
    return int(day[:4]) - 1911


def rate(people: Iterable[dict[str, str]]) -> Decimal | None:
    """(employed + employed early - relief jobs) of (completed + employed early - relief jobs), in hundredths."""
    whole = part = 0
    for one in people:
        has_a_job = one["status"] == "early_employed" or (one["status"] == "completed" and one["employed"] == "yes")
        if one["status"] not in ("completed", "early_employed") or (has_a_job and one["relief_job"] == "yes"):
            continue
        whole, part = whole + 1, part + has_a_job
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None


def counted(world: dict[str, Rows], year: int) -> dict[str, Decimal | int | None]:
    kinds = {one["code"]: one["kind"] for one in world["training_classes"] if year_of(one["starts_on"]) == year}
    people = [one for one in world["enrolments"] if one["class"] in kinds]
    exams = [one for one in world["exam_results"] if year_of(one["held_on"]) == year]
    served = [(one["kind"], year_of(one["served_on"]), int(one["persons"])) for one in world["career_services"]]
    return {
        "classes": sum(kind in THREE for kind in kinds.values()),
        "coop_classes": sum(kind not in THREE for kind in kinds.values()),
        "trainees": sum(kinds[one["class"]] in THREE for one in people),
        "coop_trainees": sum(kinds[one["class"]] not in THREE for one in people),
        "exam_batches": len({one["batch"] for one in exams}),
        "exam_certified": sum(one["theory"] == one["practice"] == "pass" for one in exams),
        "assessments": sum(persons for kind, of, persons in served if kind == "assessment" and of == year),
        "assessment_database": sum(persons for kind, of, persons in served if kind == "assessment" and of <= year),
        "individual_counselling": sum(persons for kind, of, persons in served if kind == "counselling" and of == year),
        "employment_rate": rate(people),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_every_training_figure_of_unseen_files_equals_an_independent_count(seed: int, tmp_path: Path) -> None:
    world = draw(random.Random(seed))
    for dataset, rows in world.items():
        result = read_in(tmp_path, dataset, rows)
        assert (result.errors, result.counts.created) == ([], len(rows))
    for year in YEARS:
        found = figures_of(year, [f"training.{code}" for code in CODES]).counted
        assert {code: found[f"training.{code}"].value for code in CODES} == counted(world, year), (seed, year)


@pytest.mark.django_db
def test_the_members_of_the_employment_rate_are_keys_of_class_and_trainee(tmp_path: Path) -> None:
    world = draw(random.Random(7))
    for dataset, rows in world.items():
        read_in(tmp_path, dataset, rows)
    open_year(Act(system_user()), 112)
    kinds = {one["code"] for one in world["training_classes"] if year_of(one["starts_on"]) == 112}
    people = [one for one in world["enrolments"] if one["class"] in kinds]
    expected = sorted(
        f"{one['class']}|{one['trainee']}" for one in people if one["status"] in ("completed", "early_employed")
    )
    assert keys_of(112, "training.employment_rate") == expected != []
