"""An outcome that a file brings was decided elsewhere: it stands, whatever the application was waiting for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from certifications.imports import ApplicationLoader, RoundReference
from certifications.models import Application, AwardLevel, Round
from certifications.rounds import ensure_rounds
from certifications.states import Outcome, State
from laborportal.accounts.models import User
from laborportal.accounts.policies import system_user
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.rows import Row
from laborportal.imports.undoing import revert
from laborportal.workflow.models import Waiting
from tests.factories.certifications import application, in_review, round_of
from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
Load = Callable[..., Result]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def loaded(case: Application, **changed: str) -> Result:
        row = {
            "scheme": "gender",
            "year": str(case.round.year),
            "ubn": case.employer.ubn,
            "employer": case.employer.name,
            "applied_on": case.applied_on.isoformat(),
            **changed,
        }
        result = run_import(
            ApplicationLoader(), csv_file(tmp_path, [row]), Act(system_user()), dataset="certification_applications"
        )
        assert result.ok, result.errors
        case.refresh_from_db()
        return result

    return loaded


def test_an_imported_outcome_decides_a_case_that_waits(load: Load, staff: User) -> None:
    case = in_review(staff, "gold")
    load(case, outcome="awarded", awards="silver")
    assert (case.state, case.outcome) == (State.DECIDED, Outcome.AWARDED)
    assert [str(award) for award in case.decided_awards] == ["silver"]
    assert not Waiting.objects.exists()
    event = Event.objects.filter(target_id=case.pk, action="changed").get()
    assert event.changes["state"] == ["in_review", "decided"]
    assert event.import_id is not None


def test_taking_the_import_back_makes_the_case_wait_again(load: Load, staff: User) -> None:
    case = in_review(staff, "gold")
    waited = Waiting.objects.get()
    result = load(case, outcome="awarded", awards="silver")
    revert(ImportRun.objects.get(pk=result.import_id or 0), Act(system_user()))
    case.refresh_from_db()
    assert (case.state, case.outcome, case.decided_awards) == (State.IN_REVIEW, Outcome.PENDING, ())
    again = Waiting.objects.get()
    assert (again.submitted_by, again.state) == (waited.submitted_by, waited.state)


def test_a_pending_outcome_leaves_a_waiting_case_alone(load: Load, staff: User) -> None:
    case = in_review(staff, "gold")
    assert load(case, outcome="pending").counts.unchanged == 1
    assert (case.state, Waiting.objects.count()) == (State.IN_REVIEW, 1)


def test_a_file_that_takes_an_outcome_away_makes_a_draft_again(load: Load) -> None:
    case = application("gold")
    load(case, outcome="pending", awards="")
    assert (case.state, case.outcome, case.decided_awards) == (State.DRAFT, Outcome.PENDING, ())


def test_another_decided_outcome_keeps_the_state(load: Load) -> None:
    case = application("gold")
    load(case, outcome="withdrawn", awards="")
    assert (case.state, case.outcome) == (State.DECIDED, Outcome.WITHDRAWN)


def test_a_round_of_another_year_is_made_like_the_one_before_it(load: Load) -> None:
    case = application("gold", year=115)
    result = load(case, year="117", outcome="awarded", awards="gold")
    made = round_of(117)
    assert ("year", 1) in [(problem.column, problem.row) for problem in result.warnings]
    assert list(made.levels.values_list("code", flat=True)) == list(round_of(115).levels.values_list("code", flat=True))
    assert Event.objects.get(target_type="certifications.round").import_id is None
    revert(ImportRun.objects.get(pk=result.import_id or 0), Act(system_user()))
    assert Round.objects.filter(year=117).exists()
    assert Application.objects.standing().filter(round__year=117).count() == 0


def test_a_round_before_the_first_is_made_like_the_first(load: Load) -> None:
    case = application("gold")
    load(case, year="105", outcome="awarded", awards="silver;shortlisted")
    codes = round_of(105).levels.values_list("code", flat=True)
    assert set(codes) == {"gold", "silver", "shortlisted"}


def test_a_scheme_without_any_round_begins_with_none_of_the_awards() -> None:
    AwardLevel.objects.filter(round__scheme__code="age").delete()
    Round.objects.filter(scheme__code="age").delete()
    reference, row = RoundReference(), Row(1, values={"scheme": "age", "year": 120})
    reference.resolve([row])
    assert reference.levels(row.links["round"]) == []


def test_rounds_are_made_once_and_kept_as_they_are() -> None:
    found = round_of(112)
    Round.objects.filter(pk=found.pk).update(ordinal="特別屆")
    before = Round.objects.count()
    ensure_rounds()
    assert Round.objects.count() == before
    assert round_of(112).ordinal == "特別屆"
    assert "112" in str(found)
