"""A letter that a file brings was decided elsewhere: it stands, whatever its draft was waiting for."""

from pathlib import Path

import pytest

from inspections.imports.loaders import PenaltyLoader
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty
from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from laborportal.imports.engine import run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from laborportal.penalties.states import State
from laborportal.workflow.models import Waiting
from tests.factories.inspections import draft, in_review
from tests.inspections.rows import city_file, decision, load, penalty

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(staff: User) -> InspectionPenalty:
    return in_review(staff, number="北市勞動字第11200000011號", employer__name="榕澗營造股份有限公司")


def same(case: InspectionPenalty, **cells: str) -> dict[str, str]:
    """The letter as it stands on file."""
    return penalty(ubn=case.employer.ubn, articles=case.articles, **cells)


def test_an_imported_penalty_counts_at_once_and_its_history_names_the_import(tmp_path: Path, act: Act) -> None:
    result = load(PenaltyLoader, tmp_path, act, penalty())
    found = InspectionPenalty.objects.standing().get()
    assert (found.state, found.officer) == (State.DECIDED, None)
    assert history_of(found)[0].import_id == result.import_id
    assert not Waiting.objects.exists()


def test_a_file_decides_a_letter_that_waits_even_where_nothing_else_differs(
    tmp_path: Path, act: Act, case: InspectionPenalty
) -> None:
    assert load(PenaltyLoader, tmp_path, act, same(case)).counts.updated == 1
    case.refresh_from_db()
    assert case.state == State.DECIDED
    assert history_of(case)[0].changes == {"state": ["in_review", "decided"]}
    assert not Waiting.objects.exists()
    assert load(PenaltyLoader, tmp_path, act, same(case)).counts.unchanged == 1


def test_taking_the_import_back_makes_the_letter_wait_again(tmp_path: Path, act: Act, case: InspectionPenalty) -> None:
    waited = Waiting.objects.get()
    result = load(PenaltyLoader, tmp_path, act, same(case, amount="50000"))
    case.refresh_from_db()
    assert (case.state, case.amount) == (State.DECIDED, 50_000)
    revert(ImportRun.objects.get(pk=result.import_id or 0), act)
    case.refresh_from_db()
    assert (case.state, case.amount) == (State.IN_REVIEW, 20_000)
    again = Waiting.objects.get()
    assert (again.submitted_by, again.unit, again.state) == (waited.submitted_by, waited.unit, waited.state)


def test_the_list_of_the_city_decides_a_draft_by_its_letter_number(tmp_path: Path, act: Act, staff: User) -> None:
    case = draft(staff, number="北市勞動字第11200000011號", employer__name="榕澗營造")
    result = run_import(TaipeiViolationList(), city_file(tmp_path, [decision()]), act)
    assert (result.counts.created, result.counts.updated) == (0, 1)
    case.refresh_from_db()
    assert (case.state, case.violations.count()) == (State.DECIDED, 2)
    assert not Waiting.objects.exists()
