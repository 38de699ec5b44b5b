from collections import Counter

import pytest

from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.datasets.demonstration import load_rows
from programs.training.demo import DEMONSTRATION

PRINTED = {
    "classes": 232,
    "trainees": 4551,
    "coop_classes": 8,
    "coop_trainees": 167,
    "exam_batches": 5,
    "exam_certified": 272,
    "assessments": 657,
    "assessment_database": 9129,
    "individual_counselling": 241,
}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, str]]]:
    return {name: [dict(row) for row in made()] for name, made in DEMONSTRATION}


def test_the_rows_of_112_come_to_what_the_report_prints(rows: dict[str, list[dict[str, str]]]) -> None:
    """Counted over the plain rows, typed from the pages of the report."""
    kinds = {row["code"]: row["kind"] for row in rows["training_classes"] if row["starts_on"].startswith("2023-")}
    taught = Counter(kinds[row["class"]] == "industry_academia" for row in rows["enrolments"] if row["class"] in kinds)
    exams = [row for row in rows["exam_results"] if row["held_on"].startswith("2023-")]
    persons: Counter[tuple[str, str]] = Counter()
    for row in rows["career_services"]:
        persons[row["kind"], row["served_on"][:4]] += int(row["persons"])
    before = sum(number for (kind, year), number in persons.items() if kind == "assessment" and year < "2023")
    assert len([kind for kind in kinds.values() if kind != "industry_academia"]) == PRINTED["classes"]
    assert (taught[False], taught[True]) == (PRINTED["trainees"], PRINTED["coop_trainees"])
    assert len(set(kinds.values())) == 4
    assert len({row["batch"] for row in exams}) == PRINTED["exam_batches"]
    assert sum(row["theory"] == row["practice"] == "pass" for row in exams) == PRINTED["exam_certified"] < len(exams)
    assert persons["assessment", "2023"] == PRINTED["assessments"]
    assert persons["assessment", "2023"] + before == PRINTED["assessment_database"]
    assert persons["counselling", "2023"] == PRINTED["individual_counselling"]


@pytest.mark.django_db
def test_the_demonstration_loads_once_and_its_figures_are_those_of_the_report(act: Act) -> None:
    for name, made in DEMONSTRATION:
        loader = registry.loader_named(name)
        read = [loader.read(number, cells) for number, cells in enumerate(made(), start=1)]
        assert not any(row.errors for row in read)
        assert load_rows(name, made, act) == len(read)
        assert load_rows(name, made, act) == 0
    found = figures_of(112, [*(f"training.{code}" for code in PRINTED), "training.employment_rate"]).counted
    assert {code: found[f"training.{code}"].value for code in PRINTED} == PRINTED
    assert all(one.status == "final" and one.previous is not None for one in found.values())
    assert found["training.employment_rate"].note == ""
