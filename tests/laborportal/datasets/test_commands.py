"""The commands of the contract, as an outside program calls them: output, standard error, exit status."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from laborportal.audit.models import Event
from laborportal.employers.models import Employer
from laborportal.imports.models import ImportRun
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db
HEADER = "ubn,name,sector\n"


def run(*arguments: str, **options: Any) -> tuple[int, str]:
    """Exit status and standard output."""
    out = io.StringIO()
    try:
        call_command(*arguments, stdout=out, **options)
    except CommandError as error:
        return error.returncode, out.getvalue()
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "employers.csv"
    path.write_text(HEADER + "10000004,甲公司,private\n,乙公司,public\n", encoding="utf-8")
    return path


def test_a_clean_file_is_imported_by_the_system_and_says_so_in_json(file: Path) -> None:
    status, out = run("import_records", "employers", str(file))
    result = json.loads(out)
    assert status == 0
    assert {name: result[name] for name in ("dataset", "file", "dry_run", "read", "created", "rejected")} == {
        "dataset": "employers",
        "file": "employers.csv",
        "dry_run": False,
        "read": 2,
        "created": 2,
        "rejected": 0,
    }
    assert ImportRun.objects.get(pk=result["import_id"]).sha256 == result["sha256"]
    assert {event.actor.get_username() for event in Event.objects.filter(import_id=result["import_id"])} == {"system"}


def test_the_same_file_again_creates_and_updates_nothing(file: Path) -> None:
    run("import_records", "employers", str(file))
    events = Event.objects.count()
    result = json.loads(run("import_records", "employers", str(file))[1])
    assert (result["created"], result["updated"], result["unchanged"]) == (0, 0, 2)
    assert Event.objects.count() == events


def test_a_dry_run_writes_nothing_and_has_no_number(file: Path) -> None:
    status, out = run("import_records", "employers", str(file), dry_run=True)
    assert (status, json.loads(out)["created"], json.loads(out)["import_id"]) == (0, 2, None)
    assert not Employer.objects.exists()
    assert not ImportRun.objects.exists()


def test_one_bad_row_stops_the_whole_file_with_status_1(file: Path) -> None:
    file.write_text(HEADER + "10000004,甲公司,private\n,乙公司,municipal\n", encoding="utf-8")
    status, out = run("import_records", "employers", str(file))
    (error,) = json.loads(out)["errors"]
    assert status == 1
    assert (error["row"], error["column"], error["value"]) == (2, "sector", "municipal")
    assert not Employer.objects.exists()


def test_accept_valid_writes_the_good_rows_and_still_ends_with_status_1(file: Path) -> None:
    file.write_text(HEADER + "10000004,甲公司,private\n,乙公司,municipal\n", encoding="utf-8")
    status, out = run("import_records", "employers", str(file), accept_valid=True)
    assert (status, json.loads(out)["created"]) == (1, 1)
    assert Employer.objects.get().name == "甲公司"


@pytest.mark.parametrize("content", ["nmae,sector\n甲,private\n", "name\n甲\n", ""])
def test_a_file_that_cannot_be_read_at_all_ends_with_status_2(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    assert run("import_records", "employers", str(file)) == (2, "")


def test_an_unknown_dataset_or_a_missing_file_ends_with_status_2(file: Path) -> None:
    assert run("import_records", "employees", str(file)) == (2, "")
    assert run("import_records", "employers", str(file.with_name("none.csv"))) == (2, "")


def test_the_messages_follow_the_language_asked_for(file: Path) -> None:
    file.write_text(HEADER + ",乙公司,municipal\n", encoding="utf-8")
    chinese = json.loads(run("import_records", "employers", str(file))[1])["errors"][0]["message"]
    english = json.loads(run("import_records", "employers", str(file), lang="en")[1])["errors"][0]["message"]
    assert english.isascii() is False or "not one of" in english
    assert chinese != english


def test_an_export_is_the_list_behind_its_filter_and_reads_back_unchanged(tmp_path: Path) -> None:
    EmployerFactory.create(name="=甲「𠮷」公司", sector="private")
    EmployerFactory.create(name="乙公司", sector="public")
    path = tmp_path / "out.csv"
    assert run("export_records", "employers", filter="sector=private", output=str(path))[0] == 0
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=甲「𠮷」公司" in lines[1]
    result = json.loads(run("import_records", "employers", str(path))[1])
    assert (result["read"], result["unchanged"]) == (1, 1)


@pytest.mark.parametrize("wrong", ["sectr=private", "sector=municipal", "year=112", "sort=nothing"])
def test_an_export_with_a_filter_that_cannot_be_read_has_no_rows_and_names_it(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    EmployerFactory.create()
    out = io.StringIO()
    with pytest.raises(CommandError, match=wrong.split("=")[0]) as refused:
        call_command("export_records", "employers", filter=wrong, stdout=out)
    assert refused.value.returncode == 2
    assert out.getvalue() == ""


def test_labels_in_chinese_head_the_columns_and_stand_for_codes() -> None:
    EmployerFactory.create(sector="public")
    out = run("export_records", "employers", labels="zh")[1]
    header, row = out.splitlines()
    assert "統一編號" in header
    assert "sector" not in header
    assert "public" not in row


def test_an_import_is_taken_back_as_a_whole(file: Path) -> None:
    number = json.loads(run("import_records", "employers", str(file))[1])["import_id"]
    assert run("revert_import", str(number))[0] == 0
    assert not Employer.objects.standing().exists()
    assert Employer.objects.count() == 2
    assert run("revert_import", str(number))[0] == 1


def test_a_later_change_stands_in_the_way_of_taking_an_import_back(file: Path) -> None:
    number = json.loads(run("import_records", "employers", str(file))[1])["import_id"]
    file.write_text("ubn,name,sector\n10000004,甲公司,public\n", encoding="utf-8")
    run("import_records", "employers", str(file))
    status, out = run("revert_import", str(number))
    assert (status, "甲公司" in out) == (1, True)
    assert Employer.objects.standing().count() == 2


def test_an_import_that_never_was_cannot_be_taken_back() -> None:
    assert run("revert_import", "999") == (2, "")
