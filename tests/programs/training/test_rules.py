"""What a naive reading of the training figures gets wrong; each test is one of the rules."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from laborportal.annualreport.declarations import standard_figures
from programs.training.models import Enrolment
from programs.training.states import Kind, Result, Service, Status
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.training import (
    CareerServiceFactory,
    EnrolmentFactory,
    ExamResultFactory,
    TrainingClassFactory,
)
from tests.programs.training.reading import figure

pytestmark = pytest.mark.django_db
RATE = "training.employment_rate"


def values(*codes: str) -> list[Decimal | None]:
    return [figure(f"training.{code}").value for code in codes]


def graduates(number: int, status: Status = Status.COMPLETED, **fields: Any) -> None:
    of_class = TrainingClassFactory.create()
    made = EnrolmentFactory.build_batch(number, training_class=of_class, status=status, **fields)
    for enrolment in made:
        enrolment.keep_keys()
    Enrolment.objects.bulk_create(made)


def test_industry_academia_is_outside_the_classes_and_trainees_of_the_other_three_kinds() -> None:
    for kind in Kind:
        EnrolmentFactory.create_batch(2, training_class=TrainingClassFactory.create(kind=kind))
    assert values("classes", "trainees") == [3, 6]
    assert values("coop_classes", "coop_trainees") == [1, 2]


def test_early_employed_are_in_both_parts_of_the_employment_rate() -> None:
    graduates(3, employed=True)
    graduates(1, employed=False)
    graduates(2, Status.EARLY_EMPLOYED)
    assert figure(RATE).value == Decimal("83.33")  # (3 + 2) of (4 + 2)


def test_relief_jobs_are_out_of_both_parts_of_the_employment_rate() -> None:
    graduates(5, employed=True)
    graduates(1, employed=True, relief_job=True)
    graduates(3, employed=False)
    graduates(1, Status.EARLY_EMPLOYED, relief_job=True)
    assert figure(RATE).value == Decimal("62.50")  # (6 + 1 - 2) of (9 + 1 - 2)


def test_a_relief_job_of_who_is_not_employed_is_taken_out_of_nothing() -> None:
    graduates(1, employed=True)
    graduates(1, employed=False, relief_job=True)
    graduates(1, relief_job=True)
    assert figure(RATE).value == Decimal("33.33")


def test_who_left_or_was_expelled_is_neither_a_graduate_nor_employed_early() -> None:
    graduates(2, employed=True)
    for status in (Status.LEFT, Status.EXPELLED, Status.ENROLLED):
        graduates(3, status, employed=True)
    assert (figure(RATE).value, figure(RATE).tally.members) == (Decimal("100.00"), 2)


def test_the_employment_rate_is_of_all_kinds_of_class() -> None:
    for kind, employed in ((Kind.IN_HOUSE, True), (Kind.INDUSTRY_ACADEMIA, False)):
        EnrolmentFactory.create(training_class=TrainingClassFactory.create(kind=kind), employed=employed)
    assert figure(RATE).value == Decimal("50.00")


def test_an_employment_rate_without_graduates_has_no_value() -> None:
    graduates(2, Status.LEFT)
    assert figure(RATE).value is None
    graduates(1, employed=True, relief_job=True)
    assert (figure(RATE).value, figure(RATE).tally.members) == (None, 1)


def test_the_employment_rate_is_rounded_half_up_from_the_unrounded_share() -> None:
    graduates(1, employed=True)
    graduates(799, employed=False)
    assert figure(RATE).value == Decimal("0.13")  # 0.125


def test_the_note_of_the_employment_rate_says_of_how_many_nobody_knows_yet() -> None:
    graduates(2, employed=True)
    graduates(3)
    found = figure(RATE)
    assert (found.value, found.tally.members) == (Decimal("40.00"), 5)
    assert "3" in found.note
    assert figure(RATE, 111).note == ""


def test_a_certificate_needs_theory_and_practice() -> None:
    for theory in Result:
        for practice in Result:
            ExamResultFactory.create(theory=theory, practice=practice)
    assert figure("training.exam_certified").value == 1


def test_a_class_and_its_trainees_belong_to_the_year_in_which_it_starts() -> None:
    last, first = datetime.date(2022, 12, 31), datetime.date(2023, 1, 1)
    for starts_on, days in ((last, 180), (first, 30), (datetime.date(2023, 12, 31), 90)):
        ends_on = starts_on + datetime.timedelta(days)
        EnrolmentFactory.create(training_class=TrainingClassFactory.create(starts_on=starts_on, ends_on=ends_on))
    assert [figure("training.classes", year).value for year in (111, 112, 113)] == [1, 2, 0]
    assert [figure("training.trainees", year).value for year in (111, 112, 113)] == [1, 2, 0]


def test_examination_sessions_are_counted_once_and_in_the_year_of_their_day() -> None:
    for batch, day in (
        ("112-1", "2023-01-01"),
        ("１１２-1", "2023-12-31"),
        ("112-2", "2023-12-31"),
        ("113-1", "2024-01-01"),
    ):
        ExamResultFactory.create(batch=batch, held_on=day)
    assert [figure("training.exam_batches", year).value for year in (111, 112, 113)] == [0, 2, 1]


def test_the_database_of_assessments_runs_on_over_the_years_and_the_year_does_not() -> None:
    for day, persons in (
        ("2019-05-01", 100),
        ("2022-12-31", 20),
        ("2023-01-01", 3),
        ("2023-12-31", 4),
        ("2024-01-01", 50),
    ):
        CareerServiceFactory.create(served_on=day, persons=persons)
    CareerServiceFactory.create(kind=Service.COUNSELLING, persons=1000)
    assert [figure("training.assessment_database", year).value for year in (107, 108, 111, 112)] == [0, 100, 120, 127]
    assert [figure("training.assessments", year).value for year in (108, 112, 113)] == [100, 7, 50]
    assert figure("training.individual_counselling").value == 1000


def test_career_talks_are_sessions_of_activities_and_no_counselling() -> None:
    ActivityFactory.create(series=SeriesFactory.create(code="career_talk"), sessions=2, attendance=30)
    CareerServiceFactory.create(kind=Service.COUNSELLING, persons=5)
    assert values("counselling_talks", "counselling_attendance") == [2, 30]
    assert figure("training.individual_counselling").value == 5


def test_classes_persons_sessions_and_certified_trainees_are_different_units() -> None:
    units = {found.code: str(found.unit) for found in standard_figures() if found.code.startswith("training.")}
    assert {units["training.classes"], units["training.coop_classes"]} == {"班"}
    assert {units[f"training.{code}"] for code in ("trainees", "coop_trainees", "assessments")} == {"人"}
    assert (units["training.exam_batches"], units["training.exam_certified"]) == ("梯次", "名")
    assert (units["training.counselling_talks"], units[RATE]) == ("場", "%")
