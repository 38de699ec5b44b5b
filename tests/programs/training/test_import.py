"""Files with deliberate errors: what is refused, what is only odd, all of it in one go."""

from pathlib import Path

import pytest
from django.urls import reverse

from laborportal.accounts.models import User
from programs.training.models import Applicant, Enrolment, ExamResult, TrainingClass
from programs.training.states import Standing
from tests.conftest import ClientFor
from tests.factories.training import ApplicantFactory, EnrolmentFactory, ExamResultFactory, TrainingClassFactory
from tests.programs.training.reading import read_in
from tests.programs.training.test_contracts import APPLICANT, CLASS, ENROLMENT, EXAM, SERVICE

pytestmark = pytest.mark.django_db


def test_a_file_of_every_kind_tells_all_its_errors_and_writes_nothing(tmp_path: Path) -> None:
    TrainingClassFactory.create(code="112-自-001")
    files = {
        "training_classes": (CLASS, {"code": "新", "kind": "夜間班", "ends_on": "112.02.01", "capacity": "-3"}),
        "enrolments": (ENROLMENT, {"class": "查無此班", "trainee": "", "status": "畢業"}),
        "training_applicants": (APPLICANT, {"class": "", "applied_on": "1120230", "standing": "候"}),
        "exam_results": (EXAM, {"trainee": "T2", "held_on": "20230715", "theory": "80", "practice": ""}),
        "career_services": (SERVICE, {"number": "新", "kind": "講座", "served_on": "112/13/1", "persons": "三十"}),
    }
    for dataset, (good, defects) in files.items():
        result = read_in(tmp_path, dataset, [{**good, **defects}, good])
        assert (result.counts.read, result.counts.rejected, result.import_id) == (2, 1, None)
        wrong = sorted(column for column, cell in defects.items() if cell not in ("新", "T2"))
        assert sorted(problem.column for problem in result.errors) == wrong
        assert {problem.row for problem in result.errors} == {1}
    assert TrainingClass.objects.count() == 1
    assert not Enrolment.objects.exists()


def test_three_hundred_trainees_in_a_class_of_thirty_are_a_warning_told_once(tmp_path: Path) -> None:
    TrainingClassFactory.create(code="滿班", capacity=30)
    TrainingClassFactory.create(code="空班", capacity=30)
    full = [{**ENROLMENT, "class": "滿班", "trainee": f"T{number}"} for number in range(300)]
    others = [{**ENROLMENT, "class": "空班", "trainee": f"T{number}"} for number in range(30)]
    result = read_in(tmp_path, "enrolments", [*others, *full])
    assert (result.ok, result.counts.created) == (True, 330)
    (warning,) = result.warnings
    assert warning.column == "class"
    assert "300" in warning.message
    assert "30" in warning.message


def test_the_places_of_a_class_count_those_on_file_too(tmp_path: Path) -> None:
    found = TrainingClassFactory.create(code="班", capacity=3)
    EnrolmentFactory.create_batch(3, training_class=found)
    row = {**ENROLMENT, "class": "班", "trainee": "一個新的"}
    assert [problem.column for problem in read_in(tmp_path, "enrolments", [row], dry_run=True).warnings] == ["class"]
    known = {**ENROLMENT, "class": "班", "trainee": found.enrolments.all()[0].trainee}
    assert read_in(tmp_path, "enrolments", [known], dry_run=True).warnings == []


def test_a_second_trade_of_a_person_in_a_session_is_odd_in_a_file_and_yet_read(tmp_path: Path) -> None:
    other = {**EXAM, "trade": "烘焙食品"}
    result = read_in(tmp_path, "exam_results", [EXAM, other, {**other, "batch": "112-2"}])
    assert [(problem.row, problem.column) for problem in result.warnings] == [(2, "trade")]
    assert "室內配線" in result.warnings[0].message
    assert (result.errors, result.counts.created) == ([], 3)
    again = read_in(tmp_path, "exam_results", [{**other, "theory": "fail"}])
    assert (again.errors, again.counts.updated) == ([], 1)


def test_who_types_a_second_trade_of_a_person_in_a_session_is_refused(staff: User, client_for: ClientFor) -> None:
    client = client_for(staff)
    ExamResultFactory.create(batch="112-1", trainee="t00001", trade="室內配線")
    page = client.post(reverse("exam_results:create"), {**EXAM, "trade": "烘焙食品"})
    assert set(page.context["form"].errors) == {"trade"}
    another = {**EXAM, "trainee": "T2", "trade": "烘焙食品"}
    assert client.post(reverse("exam_results:create"), another).status_code == 302


def test_another_session_or_another_person_may_take_the_same_or_another_trade(tmp_path: Path) -> None:
    rows = [EXAM, {**EXAM, "batch": "112-2", "trade": "烘焙食品"}, {**EXAM, "trainee": "T00002", "trade": "烘焙食品"}]
    assert read_in(tmp_path, "exam_results", rows).counts.created == ExamResult.objects.count() == 3


def test_nobody_is_admitted_by_a_file_and_an_admitted_one_stays_so(tmp_path: Path) -> None:
    found = TrainingClassFactory.create(code="112-自-001")
    admitted = ApplicantFactory.create(training_class=found, applicant="A00001", standing=Standing.ADMITTED)
    EnrolmentFactory.create(training_class=found, trainee="A00001")
    assert [one.column for one in read_in(tmp_path, "training_applicants", [APPLICANT]).errors] == ["standing"]
    back = {**APPLICANT, "standing": "admitted", "applied_on": "2023-02-05"}
    assert read_in(tmp_path, "training_applicants", [back]).counts.updated == 1
    found.enrolments.update(voided_at=admitted.created_at)
    assert read_in(tmp_path, "training_applicants", [APPLICANT]).counts.updated == 1
    assert Applicant.objects.get().standing == Standing.WAITING


def test_a_reference_is_compared_as_texts_are(tmp_path: Path) -> None:
    TrainingClassFactory.create(code="台-1")
    first = {**ENROLMENT, "class": "臺-1", "trainee": "Ｔ１"}
    assert read_in(tmp_path, "enrolments", [first]).counts.created == 1
    assert read_in(tmp_path, "enrolments", [{**first, "class": "台-１", "trainee": "t1"}]).counts.unchanged == 1
