"""The lists that the city and the ministry have published, where REAL_DATA_DIR names a folder that holds them."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import Count, Q, Sum
from pytest_django import DjangoDbBlocker

from inspections.citations import act_of_articles, read_citations
from inspections.imports.ministry import MinistryViolationList
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, PublishedLetter, Violation
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.employers.models import Employer
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.imports.undoing import revert
from laborportal.rocyear.dates import year_bounds
from tests import pristine

CITY = "taipei-labour-standards-violations-1150105.csv"
GENDER = "taipei-gender-equality-violations-11504-cp950.csv"
MINISTRY_LABOUR = "ministry-taipei-labour-violations.csv"
MINISTRY_SAFETY = "ministry-taipei-safety-violations.csv"
# By decision date: letters, known amounts, sum.
YEARS = {
    108: (1540, 1402, 106_480_000),
    109: (1354, 1354, 111_120_000),
    110: (855, 855, 60_360_000),
    111: (977, 977, 66_430_000),
    112: (1113, 1113, 75_200_000),
    113: (1104, 1104, 70_030_000),
    114: (1084, 1084, 56_420_000),
}


def published(name: str) -> Path:
    folder = os.environ.get("REAL_DATA_DIR", "")
    path = Path(folder, name)
    if not folder or not path.is_file():
        pytest.skip(f"REAL_DATA_DIR names no folder that holds {name}")
    return path


def counted(found: Q) -> tuple[int, int, int]:
    row = InspectionPenalty.objects.standing().filter(found)
    return tuple(row.aggregate(a=Count("pk"), b=Count("amount"), c=Sum("amount")).values())


@pytest.mark.django_db
def test_the_citys_gender_equality_list_is_read_past_its_placeholders(act: Act) -> None:
    result = run_import(TaipeiViolationList(), published(GENDER), act)
    counts = result.counts
    assert (counts.read, counts.created, counts.skipped, counts.held) == (231, 184, 47, 0)
    assert result.warnings == []
    assert set(InspectionPenalty.objects.values_list("act", flat=True)) == {"gender_equality"}
    assert Violation.objects.count() == 207


def cells_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))[1:]
    place = lines[0].index("違反法規條款")
    return (line[place] for line in lines[1:])


@pytest.mark.parametrize(
    ("name", "references", "unread", "acts"),
    [
        (MINISTRY_LABOUR, 25_589, 0, {"labour_standards", "gender_equality", "minimum_wage"}),
        (MINISTRY_SAFETY, 21_217, 7, {"occupational_safety", "other"}),
    ],
)
def test_the_ministrys_references_are_read_but_for_a_few(
    name: str, references: int, unread: int, acts: set[str]
) -> None:
    cells = list(cells_of(published(name)))
    found = [citation for cell in cells for citation in read_citations(cell)]
    assert len(found) == references
    assert sum(citation.unread for citation in found) <= unread
    assert {act_of_articles(cell) for cell in cells} == acts


def references_on_file() -> int:
    """Those of the held rows too, which count only once they are mended."""
    held = HeldRow.objects.filter(dataset=MinistryViolationList.name)
    waiting = sum(len(read_citations(row.texts["違反法規條款"])) for row in held)
    return Violation.objects.standing().count() + waiting


@pytest.mark.django_db
def test_the_ministrys_safety_file_gives_16558_penalties_and_15_held_rows(act: Act) -> None:
    path = published(MINISTRY_SAFETY)
    result = run_import(MinistryViolationList(), path, act)
    assert (result.counts.read, result.counts.created, result.counts.held) == (16_573, 16_558, 15)
    assert references_on_file() == 21_217
    unread = Violation.objects.standing().filter(unread=True)
    assert 0 < unread.count() <= 7
    assert InspectionPenalty.objects.filter(amount__isnull=False).count() == 0
    again = run_import(MinistryViolationList(), path, act).counts
    assert (again.created, again.updated, again.unchanged, again.held) == (0, 0, 16_558, 15)
    revert(ImportRun.objects.get(pk=result.import_id or 0), act)
    assert not InspectionPenalty.objects.standing().exists()
    assert not Employer.objects.standing().exists()


def penalties_on_file() -> set[tuple[object, ...]]:
    said = ("number_key", "employer__name_key", "decided_on", "announced_on", "amount", "articles", "remark", "act")
    return set(InspectionPenalty.objects.standing().values_list(*said))


def references() -> set[tuple[object, ...]]:
    return set(Violation.objects.standing().values_list("penalty__number_key", "position", "text", "description"))


@pytest.mark.django_db
def test_the_ministrys_labour_file_alone_gives_25589_references(act: Act) -> None:
    result = run_import(MinistryViolationList(), published(MINISTRY_LABOUR), act)
    assert (result.counts.read, result.counts.created, result.warnings) == (15_693, 15_693, [])
    assert references_on_file() == 25_589


@pytest.fixture(scope="class")
def city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Result]:
    """Imported once for both tests that begin with it."""
    path = published(CITY)
    with pristine.taken_back(django_db_blocker):
        yield run_import(TaipeiViolationList(), path, Act(system_user()))


@pytest.mark.django_db
class TestTheCitysList:
    def test_the_citys_list_gives_every_number_that_is_known_of_it(self, city: Result, act: Act) -> None:
        assert (city.counts.read, city.counts.created, city.counts.held) == (15_006, 15_005, 1)
        assert [(problem.row, problem.column, problem.value) for problem in city.warnings] == [
            (13_586, "處分日期", "10409298")
        ]
        held = HeldRow.objects.get()
        references = Violation.objects.standing().count() + len(read_citations(held.cells["違反勞動基準法條款"]))
        assert references == 24_601
        assert not Violation.objects.filter(unread=True).exists()
        assert {year: counted(Q(decided_on__range=year_bounds(year))) for year in YEARS} == YEARS
        assert counted(Q(announced_on__range=year_bounds(112)))[::2] == (1073, 75_760_000)
        assert InspectionPenalty.objects.filter(number="北市勞動字第10760394541號").count() == 2
        again = run_import(TaipeiViolationList(), published(CITY), act).counts
        assert (again.created, again.updated, again.unchanged, again.held) == (0, 0, 15_005, 1)
        assert HeldRow.objects.count() == 1
        revert(ImportRun.objects.get(pk=city.import_id or 0), act)
        assert not InspectionPenalty.objects.standing().exists()
        assert not Employer.objects.standing().exists()

    def test_city_and_ministry_together_give_15750_penalties_in_either_order(self, city: Result, act: Act) -> None:
        lists = [(TaipeiViolationList, published(CITY)), (MinistryViolationList, published(MINISTRY_LABOUR))]
        results = [city, run_import(MinistryViolationList(), published(MINISTRY_LABOUR), act)]
        assert [result.counts.created for result in results] == [15_005, 745]
        assert (results[1].counts.read, results[1].counts.updated, results[1].counts.held) == (15_693, 0, 0)
        together, cited = penalties_on_file(), references()
        assert len(together) == 15_750
        assert counted(Q(decided_on__year=2023)) == counted(Q(decided_on__range=year_bounds(112)))
        missing = [problem for problem in results[1].warnings if problem.column == "罰鍰金額"]
        assert len(missing) == 1_979
        differing = PublishedLetter.objects.differing().count()
        assert differing > 2 * len(missing)
        for result in reversed(results):
            revert(ImportRun.objects.get(pk=result.import_id or 0), act)
        assert penalties_on_file() == set()
        for official, path in reversed(lists):
            run_import(official(), path, act)
        assert (penalties_on_file(), references()) == (together, cited)
        assert PublishedLetter.objects.differing().count() == differing
        for official, path in lists:
            again = run_import(official(), path, act).counts
            assert (again.created, again.updated) == (0, 0)
