"""An import that brings employers along is taken back without taking them from others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspections.models import InspectionPenalty, Violation
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.datasets.registry import loader_named
from laborportal.employers.models import Employer, EmployerAlias
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import NotReverted, revert
from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
Load = Callable[..., ImportRun]
UBN = "12345675"


def penalty(number: str, **cells: Any) -> dict[str, str]:
    row = {
        "number": number,
        "ubn": "",
        "employer": "榕澗營造",
        "decided_on": "112/3/29",
        "articles": "勞動基準法第24條第1項",
        "amount": "20000",
    }
    return row | {name: str(value) for name, value in cells.items()}


@pytest.fixture
def outcome(tmp_path: Path, act: Act) -> Callable[..., Result]:
    def run(*rows: dict[str, str], dataset: str = "inspection_penalties", **options: Any) -> Result:
        return run_import(loader_named(dataset), csv_file(tmp_path, rows), act, dataset=dataset, **options)

    return run


@pytest.fixture
def load(outcome: Callable[..., Result]) -> Load:
    def run(*rows: dict[str, str], **options: Any) -> ImportRun:
        result = outcome(*rows, **options)
        assert result.ok, result.errors
        return ImportRun.objects.get(pk=result.import_id or 0)

    return run


def test_an_employer_that_nobody_else_uses_goes_with_its_import(load: Load, act: Act) -> None:
    revert(load(penalty("P1"), penalty("P2")), act)
    assert not Employer.objects.standing().exists()
    assert not InspectionPenalty.objects.standing().exists()


def test_an_employer_that_others_use_by_now_stays(load: Load, act: Act) -> None:
    run = load(penalty("P1"))
    load(penalty("P2"))
    revert(run, act)
    assert Employer.objects.standing().get().name == "榕澗營造"
    assert InspectionPenalty.objects.standing().get().number == "P2"


def test_number_and_other_name_that_the_import_gave_go_with_it(load: Load, act: Act) -> None:
    load(penalty("P1"))
    run = load(penalty("P2", ubn=UBN), penalty("P3", ubn=UBN, employer="榕澗工程"))
    employer = Employer.objects.standing().get()
    assert (employer.ubn, EmployerAlias.objects.standing().get().name) == (UBN, "榕澗工程")
    revert(run, act)
    employer.refresh_from_db()
    assert employer.ubn == ""
    assert not EmployerAlias.objects.standing().exists()


def test_a_name_added_to_an_employer_of_the_same_import_goes_too(load: Load, act: Act) -> None:
    run = load(penalty("P1", ubn=UBN), *[penalty(f"P{n}", ubn=UBN, employer="榕澗工程") for n in range(2, 1200)])
    revert(run, act)
    assert not Employer.objects.standing().exists()
    load(penalty("P9", employer="榕澗工程"))
    assert Employer.objects.standing().get().ubn == ""


def test_a_name_that_the_import_gave_leaves_an_employer_that_stays(load: Load, act: Act) -> None:
    run = load(penalty("P1", ubn=UBN), penalty("P2", ubn=UBN, employer="榕澗工程"))
    load(penalty("P3", ubn=UBN))
    revert(run, act)
    assert Employer.objects.standing().get().name == "榕澗營造"
    assert not EmployerAlias.objects.standing().exists()


def test_a_later_number_of_a_used_employer_does_not_stand_in_the_way(load: Load, act: Act) -> None:
    run = load(penalty("P1"))
    load(penalty("P2", ubn=UBN))
    revert(run, act)
    assert Employer.objects.standing().get().ubn == UBN


def test_an_employer_changed_by_the_import_and_by_somebody_later_stands_in_the_way(load: Load, act: Act) -> None:
    load(penalty("P1"))
    run = load(penalty("P2", ubn=UBN))
    load({"ubn": UBN, "name": "榕澗營造", "sector": "private", "district": "大安區"}, dataset="employers")
    with pytest.raises(NotReverted) as refused:
        revert(run, act)
    assert "榕澗營造" in refused.value.obstacles[0]


def test_an_unused_employer_that_somebody_has_changed_stands_in_the_way(load: Load, act: Act) -> None:
    run = load(penalty("P1"))
    load({"ubn": "", "name": "榕澗營造", "sector": "public"}, dataset="employers")
    with pytest.raises(NotReverted):
        revert(run, act)
    assert InspectionPenalty.objects.standing().exists()


def test_a_violation_of_another_import_stands_on_its_penalty(load: Load, act: Act) -> None:
    run = load(penalty("P1"))
    load(
        {"penalty": "P1", "position": "1", "statute": "勞動基準法", "article": "24"},
        dataset="violations",
    )
    with pytest.raises(NotReverted) as refused:
        revert(run, act)
    assert "P1" in refused.value.obstacles[0]
    assert Violation.objects.standing().exists()


def test_an_amount_that_the_import_changed_is_back_in_the_ledger(load: Load, act: Act) -> None:
    load(penalty("P1", amount=""))
    run = load(penalty("P1", amount="50,000"))
    assert InspectionPenalty.objects.get().amount == 50_000
    revert(run, act)
    assert InspectionPenalty.objects.get().amount is None


def test_a_rejected_row_leaves_no_employer_behind(outcome: Callable[..., Result]) -> None:
    result = outcome(
        penalty("P1", employer="只在壞列", decided_on="?"),
        penalty("P2", ubn=UBN, employer="榕澗營造"),
        accept_valid=True,
    )
    assert (result.counts.created, result.counts.rejected) == (1, 1)
    assert Employer.objects.get().ubn == UBN


def test_everything_an_import_wrote_is_in_history_under_its_number(load: Load) -> None:
    run = load(penalty("P1"))
    kinds = set(Event.objects.filter(import_id=run.pk).values_list("target_type", "action"))
    assert kinds >= {("employers.employer", "created"), ("inspections.inspectionpenalty", "created")}
