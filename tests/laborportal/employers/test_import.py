from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laborportal.audit.recording import Act, history_of
from laborportal.employers.imports import EmployerLoader
from laborportal.employers.models import Employer
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import NotReverted, revert
from tests.factories.employers import EmployerAliasFactory, EmployerFactory

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "10000004", "10000014"
HEADER = "ubn,name,sector,district,industry_code,employees,address"
Load = Callable[..., Result]


@pytest.fixture
def load(tmp_path: Path, act: Act) -> Load:
    def loaded(*lines: str, header: str = HEADER, **options: Any) -> Result:
        path = tmp_path / "employers.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return run_import(EmployerLoader(), path, act, dataset="employers", **options)

    return loaded


def columns_of(result: Result) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in result.errors]


def test_a_file_fills_the_register_and_the_same_file_again_changes_nothing(load: Load) -> None:
    lines = (f"{NUMBER},穗嶺物流,private,大安區,4940,186,臺北市大安區榕汀路1號", ",岫雲水庫,public,,,,")
    first, second = load(*lines), load(*lines)
    assert (first.counts.created, second.counts.unchanged) == (2, 2)
    assert not second.warnings
    made = Employer.objects.get(ubn=NUMBER)
    assert (made.name, made.sector, made.employees, made.address_text) == (
        "穗嶺物流",
        "private",
        186,
        "臺北市大安區榕汀路1號",
    )


def test_a_new_name_under_a_known_number_renames_and_keeps_the_old_one_as_an_alias(load: Load) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    result = load(f"{NUMBER},穗嶺國際物流,private,,,,")
    known.refresh_from_db()
    assert (result.counts.updated, known.name, known.alias_names) == (1, "穗嶺國際物流", ["穗嶺物流"])
    assert history_of(known)[0].changes["name"] == ["穗嶺物流", "穗嶺國際物流"]
    assert history_of(known)[0].changes["aliases"] == [[], ["穗嶺物流"]]


def test_an_employer_that_takes_an_old_name_again_has_the_other_one_as_alias(load: Load) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="乙名")
    EmployerAliasFactory.create(employer=known, name="甲名")
    load(f"{NUMBER},甲名,private,,,,")
    known.refresh_from_db()
    assert (known.name, known.alias_names) == ("甲名", ["乙名"])


def test_another_spelling_of_the_name_is_no_alias(load: Load) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="台北物流")
    load(f"{NUMBER},臺北 物流,private,,,,")
    known.refresh_from_db()
    assert (known.name, known.alias_names) == ("臺北 物流", [])


def test_a_row_without_number_whose_name_belongs_to_a_numbered_employer_is_that_employer(load: Load) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流", district="大安區")
    result = load(",穗嶺物流,private,北投區,,,")
    known.refresh_from_db()
    assert (result.counts.updated, known.ubn, known.district) == (1, NUMBER, "北投區")


def test_a_row_without_number_that_names_an_alias_does_not_rename(load: Load) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="新名")
    EmployerAliasFactory.create(employer=known, name="舊名")
    load(",舊名,private,北投區,,,")
    known.refresh_from_db()
    assert (known.name, known.district, known.alias_names) == ("新名", "北投區", ["舊名"])


def test_a_number_goes_to_the_employer_that_is_registered_without_one(load: Load) -> None:
    known = EmployerFactory.create(ubn="", name="穗嶺物流")
    result = load(f"{NUMBER},穗嶺物流,private,,,,")
    known.refresh_from_db()
    assert (result.counts.updated, result.counts.created, known.ubn) == (1, 0, NUMBER)


def test_a_number_that_fits_several_employers_of_one_name_is_refused(load: Load) -> None:
    for _twice in range(2):
        EmployerFactory.create(ubn="", name="穗嶺物流")
    assert columns_of(load(f"{NUMBER},穗嶺物流,private,,,,")) == [(1, "ubn")]


def test_a_name_that_fits_several_employers_is_refused(load: Load) -> None:
    EmployerFactory.create(name="穗嶺物流")
    EmployerFactory.create(name="穗嶺物流")
    assert columns_of(load(",穗嶺物流,private,,,,")) == [(1, "name")]


def test_a_repeated_employer_with_other_content_is_an_error_and_an_equal_row_is_not(load: Load) -> None:
    same = f"{NUMBER},穗嶺物流,private,,,10,"
    result = load(same, same, f"{NUMBER},穗嶺國際,private,,,10,", f"{NUMBER},穗嶺物流,private,,,11,")
    assert columns_of(result) == [(3, "ubn"), (4, "ubn")]
    assert result.counts.unchanged == 1
    assert not Employer.objects.exists()


def test_a_headcount_that_changed_tenfold_is_a_warning(load: Load) -> None:
    for number, (before, after) in enumerate([(18, 180), (180, 18), (0, 9), (None, 500), (20, 199)]):
        EmployerFactory.create(ubn=f"1000000{number}", name=f"名稱{number}", employees=before)
        result = load(f"1000000{number},名稱{number},private,,,{after},")
        assert [warning.column for warning in result.warnings if "0000" not in warning.message] == (
            ["employees"] if number < 2 else []
        )


def test_a_blank_cell_clears_the_value_and_a_missing_column_keeps_it(load: Load) -> None:
    known = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流", district="大安區", employees=9)
    load(f"{NUMBER},穗嶺物流,private,", header="ubn,name,sector,employees")
    known.refresh_from_db()
    assert (known.employees, known.district) == (None, "大安區")


@pytest.mark.parametrize("line", [f"{NUMBER},,private,,,,", f"{NUMBER},甲|乙,private,,,,", "甲,乙,private,,,,"])
def test_a_row_that_does_not_say_which_employer_is_refused(line: str, load: Load) -> None:
    result = load(line)
    assert result.counts.rejected == 1
    assert not Employer.objects.exists()


def test_all_bad_cells_are_told_at_once(load: Load) -> None:
    result = load("123456789,,大概,,,-5,")
    assert columns_of(result) == [(1, "ubn"), (1, "name"), (1, "sector"), (1, "employees")]


def test_taking_an_import_back_restores_names_numbers_and_voids_what_it_created(load: Load, act: Act) -> None:
    renamed = EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    EmployerAliasFactory.create(employer=renamed, name="穗嶺國際")
    numbered = EmployerFactory.create(ubn="", name="砌原工程")
    load(f"{NUMBER},穗嶺國際,private,,,,", f"{OTHER},砌原工程,private,,,,", ",新來的,private,,,,")
    revert(ImportRun.objects.get(), act)
    renamed.refresh_from_db()
    numbered.refresh_from_db()
    assert (renamed.name, renamed.alias_names) == ("穗嶺物流", ["穗嶺國際"])
    assert numbered.ubn == ""
    assert not Employer.objects.standing().filter(name="新來的").exists()
    assert load(f"{OTHER},新來的,private,,,,").counts.created == 1


def test_a_later_change_stands_in_the_way_of_taking_back(load: Load, act: Act) -> None:
    EmployerFactory.create(ubn=NUMBER, name="穗嶺物流")
    load(f"{NUMBER},穗嶺國際,private,,,,")
    load(f"{NUMBER},穗嶺全球,private,,,,")
    with pytest.raises(NotReverted, match="穗嶺"):
        revert(ImportRun.objects.earliest("pk"), act)


def test_a_file_costs_the_same_number_of_queries_for_one_row_and_for_three(load: Load) -> None:
    lines = [f"1000000{number},名稱{number},private,,,," for number in range(3)]
    for number in range(3):
        EmployerFactory.create(ubn=f"1000000{number}", name=f"舊名{number}")
    with CaptureQueriesContext(connection) as one:
        load(lines[0])
    with CaptureQueriesContext(connection) as two:
        load(*lines)
    assert len(one) == len(two)
