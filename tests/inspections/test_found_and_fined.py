"""A violation between its inspection and its penalty: whose it is, when it counts, and the city's list beside it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from inspections.imports.inspections import InspectionLoader
from inspections.imports.loaders import PenaltyLoader
from inspections.imports.taipei import TaipeiViolationList
from inspections.imports.violations import ViolationLoader
from inspections.models import Inspection, InspectionPenalty, Violation
from inspections.states import Correction, InspectionState
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act, history_of
from laborportal.datasets import registry
from laborportal.imports.engine import run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from tests.conftest import ClientFor
from tests.factories.accounts import person, unit
from tests.factories.inspections import (
    FoundViolationFactory,
    InspectionFactory,
    InspectionPenaltyFactory,
    ViolationFactory,
)
from tests.inspections.rows import city_file, decision, load, penalty
from tests.inspections.test_dataset_inspections import FIRST

pytestmark = pytest.mark.django_db
DAY = datetime.date


def found(**cells: Any) -> dict[str, str]:
    valid = {"inspection": FIRST["number"], "position": "1", "statute": "勞動基準法", "article": "24", "paragraph": "1"}
    return valid | {name: str(value) for name, value in cells.items()}


@pytest.fixture
def inspection(tmp_path: Path, act: Act) -> Inspection:
    load(InspectionLoader, tmp_path, act, FIRST)
    return Inspection.objects.get()


def test_a_violation_follows_its_inspection(inspection: Inspection, tmp_path: Path, act: Act) -> None:
    load(ViolationLoader, tmp_path, act, found(corrected_on="2023-05-01"))
    moved = {**FIRST, "inspected_on": "2022-12-31", "unit": "labour_conditions"}
    run = load(InspectionLoader, tmp_path, act, moved)
    violation = Violation.objects.get()
    assert (violation.counted_on, violation.unit) == (DAY(2022, 12, 31), unit("labour_conditions"))
    revert(ImportRun.objects.get(pk=run.import_id or 0), act)
    violation.refresh_from_db()
    assert (violation.counted_on, violation.unit) == (DAY(2023, 3, 29), unit("inspection_office"))


def test_a_violation_of_a_letter_follows_its_penalty(tmp_path: Path, act: Act) -> None:
    load(PenaltyLoader, tmp_path, act, penalty())
    row = {"penalty": penalty()["number"], "position": "1", "article": "24", "statute": "勞動基準法"}
    load(ViolationLoader, tmp_path, act, row)
    moved = penalty(decided_on="113.01.01", announced_on="", act="occupational_safety")
    run = load(PenaltyLoader, tmp_path, act, moved)
    violation = Violation.objects.get()
    assert (violation.counted_on, violation.unit) == (DAY(2024, 1, 1), unit("inspection_office"))
    revert(ImportRun.objects.get(pk=run.import_id or 0), act)
    violation.refresh_from_db()
    assert (violation.counted_on, violation.unit) == (DAY(2023, 3, 29), unit("labour_conditions"))


def test_an_inspection_cannot_move_behind_a_correction(inspection: Inspection, tmp_path: Path, act: Act) -> None:
    load(ViolationLoader, tmp_path, act, found(corrected_on="2023-04-01"))
    (problem,) = load(InspectionLoader, tmp_path, act, {**FIRST, "inspected_on": "2023-04-02"}).errors
    assert problem.column == "inspected_on"
    assert load(InspectionLoader, tmp_path, act, {**FIRST, "inspected_on": "2023-04-01"}).ok


@pytest.mark.parametrize(("corrected_on", "errors"), [("2023-03-28", ["corrected_on"]), ("2023-03-29", [])])
def test_a_violation_corrected_before_its_inspection_is_refused(
    inspection: Inspection, tmp_path: Path, act: Act, corrected_on: str, errors: list[str]
) -> None:
    result = load(ViolationLoader, tmp_path, act, found(corrected_on=corrected_on))
    assert [problem.column for problem in result.errors] == errors


def test_it_is_refused_also_where_the_file_lacks_the_column_of_the_inspection(
    inspection: Inspection, tmp_path: Path, act: Act
) -> None:
    penal = InspectionPenaltyFactory.create(employer=inspection.employer)
    load(ViolationLoader, tmp_path, act, found(penalty=penal.number))
    result = load(ViolationLoader, tmp_path, act, found(penalty=penal.number, corrected_on="2023-01-01"))
    assert [problem.column for problem in result.errors] == ["corrected_on"]


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({}, Correction.OPEN),
        ({"correct_by": "2023-05-01", "corrected_on": "2023-05-01"}, Correction.CORRECTED),
        ({"correct_by": "2023-05-01", "corrected_on": "2023-05-02"}, Correction.LATE),
        ({"corrected_on": "2023-05-02"}, Correction.CORRECTED),
    ],
)
def test_a_file_says_how_far_a_violation_is(
    inspection: Inspection, tmp_path: Path, act: Act, cells: dict[str, str], state: str
) -> None:
    load(ViolationLoader, tmp_path, act, found(**cells))
    assert Violation.objects.get().state == state
    assert not history_of(Violation.objects.get()).filter(action="changed").exists()


def test_a_correction_that_a_file_brings_closes_the_violation_and_taking_it_back_opens_it(
    inspection: Inspection, tmp_path: Path, act: Act
) -> None:
    load(ViolationLoader, tmp_path, act, found(corrected_on=""))
    run = load(ViolationLoader, tmp_path, act, found(corrected_on="2023-05-01"))
    violation = Violation.objects.get()
    assert violation.state == Correction.CORRECTED
    assert set(history_of(violation)[0].changes) == {"corrected_on", "state"}
    revert(ImportRun.objects.get(pk=run.import_id or 0), act)
    violation.refresh_from_db()
    assert (violation.state, violation.corrected_on) == (Correction.OPEN, None)


def test_what_a_person_closed_otherwise_a_file_does_not_open(inspection: Inspection, tmp_path: Path, act: Act) -> None:
    violation = FoundViolationFactory.create(inspection=inspection, position=1, state=Correction.SITE_ENDED)
    load(ViolationLoader, tmp_path, act, found(corrected_on="2023-05-01"))
    violation.refresh_from_db()
    assert violation.state == Correction.SITE_ENDED


def test_one_violation_is_found_and_fined_and_counted_once(inspection: Inspection, tmp_path: Path, act: Act) -> None:
    load(ViolationLoader, tmp_path, act, found())
    fined = InspectionPenaltyFactory.create(employer=inspection.employer)
    load(ViolationLoader, tmp_path, act, found(penalty=fined.number))
    violation = Violation.objects.get()
    assert (violation.inspection, violation.penalty) == (inspection, fined)
    assert registry.get("violations").key_of(violation) == f"{inspection.number}|1"


def test_somebody_else_than_the_one_inspected_may_be_fined(inspection: Inspection, tmp_path: Path, act: Act) -> None:
    fined = InspectionPenaltyFactory.create()
    assert load(ViolationLoader, tmp_path, act, found(penalty=fined.number)).ok
    violation: Any = Violation.objects.get()
    assert (violation.employer, violation.penalty.employer) == (inspection.employer, fined.employer)


def test_of_several_penalties_with_one_number_that_of_the_employer_inspected_is_meant(
    inspection: Inspection, tmp_path: Path, act: Act
) -> None:
    InspectionPenaltyFactory.create(number="府勞字第1號")
    fined = InspectionPenaltyFactory.create(number="府勞字第1號", employer=inspection.employer)
    assert load(ViolationLoader, tmp_path, act, found(penalty="府勞字第1號")).ok
    assert Violation.objects.get().penalty == fined


def test_the_citys_list_adds_no_second_violation_for_what_an_inspection_found(
    inspection: Inspection, tmp_path: Path, act: Act
) -> None:
    load(ViolationLoader, tmp_path, act, found(position=2))
    row = decision(employer=inspection.employer.name)
    first = run_import(TaipeiViolationList(), city_file(tmp_path, [row]), act)
    assert first.counts.created == 1
    assert Violation.objects.filter(inspection=None).count() == 2
    for letter in Violation.objects.filter(inspection=None):
        letter.voided_at = letter.created_at
        letter.save()
    Violation.objects.filter(inspection=inspection).update(penalty=InspectionPenalty.objects.get())
    again = run_import(TaipeiViolationList(), city_file(tmp_path, [row], name="again.csv"), act)
    assert again.counts.updated == 1
    added = Violation.objects.on_file().get(inspection=None)
    assert (added.position, added.article) == (2, "36")
    once_more = run_import(TaipeiViolationList(), city_file(tmp_path, [row], name="more.csv"), act)
    assert once_more.counts.unchanged == 1


def test_a_finding_counts_while_its_penalty_is_not_decided_and_a_letter_does_not() -> None:
    undecided = InspectionPenaltyFactory.create(state="draft")
    ViolationFactory.create(penalty=undecided)
    kept = FoundViolationFactory.create(penalty=undecided)
    assert list(Violation.objects.standing()) == [kept]


def test_a_unit_sees_what_its_inspections_found(client_for: ClientFor) -> None:
    FoundViolationFactory.create()
    ViolationFactory.create()
    office = client_for(person(Role.STAFF, units=("inspection_office",)))
    assert office.get(reverse("violations:list")).context["page"].count == 1


def test_nobody_enters_a_violation_for_the_inspection_of_another_unit(client_for: ClientFor) -> None:
    inspection = InspectionFactory.create()
    other = client_for(person(Role.STAFF, units=("labour_conditions",)))
    answer = other.post(reverse("violations:create"), found(inspection=inspection.number))
    assert answer.context["form"].errors
    assert not Violation.objects.exists()


def test_the_form_refuses_days_without_an_inspection_whose_notice_is_served(staff: User, client_for: ClientFor) -> None:
    fined = InspectionPenaltyFactory.create()
    typed = {"inspection": "", "penalty": fined.number, "position": "1", "article": "24", "correct_within": "10"}
    answer = client_for(staff).post(reverse("violations:create"), typed)
    assert "correct_within" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [("violation", "no_violation", "concluded"), ("no_violation", "violation", "recorded")],
)
def test_a_result_that_changes_opens_or_ends_what_follows(
    before: str, after: str, state: str, tmp_path: Path, act: Act
) -> None:
    row = {**FIRST, "stop_work": "no"}
    load(InspectionLoader, tmp_path, act, {**row, "result": before})
    load(InspectionLoader, tmp_path, act, {**row, "result": after})
    inspection = Inspection.objects.get()
    assert inspection.state == state
    assert set(history_of(inspection)[0].changes) == {"result", "state"}


def test_a_result_that_changes_after_the_notice_leaves_the_state(tmp_path: Path, act: Act) -> None:
    load(InspectionLoader, tmp_path, act, FIRST)
    Inspection.objects.update(notice_on=DAY(2023, 4, 1))
    load(InspectionLoader, tmp_path, act, {**FIRST, "result": "no_violation"})
    assert Inspection.objects.get().state == InspectionState.RECORDED


def test_a_thousand_rows_are_looked_up_in_a_fixed_number_of_queries(
    tmp_path: Path, act: Act, django_assert_max_num_queries: Any
) -> None:
    inspections = [{**FIRST, "number": f"112-檢-{number}"} for number in range(300)]
    with django_assert_max_num_queries(60):
        assert load(InspectionLoader, tmp_path, act, *inspections).counts.created == 300
    rows = [found(inspection=row["number"]) for row in inspections]
    with django_assert_max_num_queries(40):
        assert load(ViolationLoader, tmp_path, act, *rows).counts.created == 300
