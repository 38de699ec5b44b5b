"""What a file of checks may say, and what it does to follow-ups that are under way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from laborportal.accounts.models import User
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act, history_of
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from laborportal.workflow.models import Waiting
from programs.worklife.imports import CheckLoader
from programs.worklife.models import FacilityCheck
from programs.worklife.states import CheckState
from tests.factories.employers import EmployerFactory
from tests.factories.imports import csv_file
from tests.factories.worklife import FacilityCheckFactory, lacking

pytestmark = pytest.mark.django_db
Load = Callable[..., Result]


def cells(**changed: str) -> dict[str, str]:
    row = {"year": "112", "ubn": "", "employer": "榕澗營造", "employees": "186", "lactation_room": "no"}
    return row | {"childcare": "none", "checked_on": "112/3/29"} | changed


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def loaded(*rows: dict[str, str], **options: Any) -> Result:
        act = Act(system_user())
        result = run_import(CheckLoader(), csv_file(tmp_path, rows), act, dataset="facility_checks", **options)
        assert result.ok, result.errors
        return result

    return loaded


def warned(result: Result) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in result.warnings]


def of(check: FacilityCheck, **changed: str) -> dict[str, str]:
    return cells(ubn=check.employer.ubn, employer=check.employer.name, **changed)


def test_an_employer_is_checked_once_a_year_and_the_same_employer_again_in_the_next(load: Load) -> None:
    first = load(cells())
    again = load(cells(employees="187"), cells(year="113", checked_on="113/3/29"))
    assert (first.counts.created, again.counts.updated, again.counts.created) == (1, 1, 1)


def test_a_check_of_a_file_waits_for_nobody(load: Load) -> None:
    load(cells())
    assert FacilityCheck.objects.get().state == CheckState.FOLLOW_UP
    assert not Waiting.objects.exists()


@pytest.mark.parametrize(
    ("employees", "odd"), [("1860", True), ("1859", False), ("18", True), ("19", False), ("0", True)]
)
def test_a_headcount_that_changed_tenfold_is_a_warning(employees: str, odd: bool, load: Load) -> None:
    check = FacilityCheckFactory.create(employer__employees=None)
    found = [(1, "employees")] if odd else []
    assert warned(load(of(check, employees=employees), dry_run=True)) == found
    next_year = of(check, employees=employees, year="113", checked_on="113/3/29")
    assert warned(load(next_year, dry_run=True)) == found
    assert warned(load(next_year | {"year": "114", "checked_on": "114/3/29"}, dry_run=True)) == []
    known = EmployerFactory.create(employees=186)
    assert warned(load(cells(ubn=known.ubn, employer=known.name, employees=employees), dry_run=True)) == found


@pytest.mark.parametrize(
    ("day", "odd"), [("111/12/31", True), ("112/1/1", False), ("112/12/31", False), ("113/1/1", True)]
)
def test_a_day_outside_the_year_of_the_check_is_a_warning(day: str, odd: bool, load: Load) -> None:
    assert warned(load(cells(checked_on=day))) == ([(1, "checked_on")] if odd else [])


def test_a_file_ends_a_follow_up_that_is_under_way_and_taking_it_back_resumes_it(staff: User, load: Load) -> None:
    check = lacking(staff)
    result = load(of(check, lactation_room="yes", childcare="measure"))
    check.refresh_from_db()
    assert check.state == CheckState.COMPLIES
    assert not Waiting.objects.exists()
    assert history_of(check)[0].changes["state"] == ["follow_up", "complies"]
    revert(ImportRun.objects.get(pk=result.import_id or 0), Act(system_user()))
    check.refresh_from_db()
    assert (check.state, Waiting.objects.get().person) == (CheckState.FOLLOW_UP, staff)


def test_a_follow_up_that_was_ended_stays_ended_unless_the_file_changes_what_it_was_about(load: Load) -> None:
    check = lacking(state=CheckState.CLOSED)
    load(of(check, employees="187", childcare="measure"))
    check.refresh_from_db()
    assert (check.state, check.employees) == (CheckState.CLOSED, 187)
    result = load(of(check, employees="99", childcare="measure"))
    check.refresh_from_db()
    assert check.state == CheckState.NOT_OBLIGED
    revert(ImportRun.objects.get(pk=result.import_id or 0), Act(system_user()))
    check.refresh_from_db()
    assert (check.state, check.employees) == (CheckState.CLOSED, 187)
