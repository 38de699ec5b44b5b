"""The defects that the contract names: the page says word for word what the command says, in every kind of file."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from laborportal.imports.models import ImportRun
from tests.factories.activities import SeriesFactory
from tests.factories.imports import ods_file, ods_row, xlsx_file, xlsx_row
from tests.factories.uploads import read_upload

pytestmark = pytest.mark.django_db
ROWS = (
    ("number", "series", "held_on", "title", "sessions", "attendance", "interviewed", "matched"),
    ("甲-1", "gender_advocacy", "112/3/29", "座談會𠮷", "1", "30", "", ""),
    ("甲-2", "gender_advocacy", "112年2月30日", "座談會", "兩場", "-3", "", ""),
    ("甲-1", "gender_advocacy", "112/3/29", "另一場", "1", "30", "", ""),
    ("甲-3", "gender_advocacy", "112/3/29", "就業博覽會", "1", "30", "4", "5"),
    ("甲-4", "no_such_series", "1120329", "座談會", "1", "1,234", "", ""),
)
PLACES = [(2, "held_on"), (2, "sessions"), (2, "attendance"), (3, "number"), (4, "matched"), (5, "series")]
Writer = Callable[[Path, Sequence[Sequence[str]]], Path]


def csv_in(encoding: str) -> Writer:
    def write(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path = folder / "sessions.csv"
        path.write_bytes(text.getvalue().replace("𠮷", "吉" if encoding == "cp950" else "𠮷").encode(encoding))
        return path

    return write


def ods(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    return ods_file(folder, [ods_row(*row) for row in rows])


def xlsx(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    return xlsx_file(folder, [xlsx_row(*row) for row in rows])


def by_command(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    with pytest.raises(SystemExit) as ended:
        call_command("import_records", "activities", str(path), *options)
    assert ended.value.code == 1
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("write", [csv_in("utf-8"), csv_in("utf-8-sig"), csv_in("cp950"), ods, xlsx])
def test_the_page_and_the_command_say_the_same_of_every_cell(
    write: Writer, tmp_path: Path, staff: User, capsys: pytest.CaptureFixture[str]
) -> None:
    SeriesFactory.create()
    path = write(tmp_path, ROWS)
    told = by_command(path, capsys)
    assert sorted((error["row"], error["column"]) for error in told["errors"]) == sorted(PLACES)
    upload = read_upload(staff, path.read_bytes(), name=path.name)
    errors = [line.content | {"row": line.row} for line in upload.lines.filter(kind="error")]
    assert [(error["row"], error["value"], error["message"]) for error in errors] == [
        (error["row"], error["value"], error["message"]) for error in told["errors"]
    ]
    assert {name: told[name] for name in upload.counts} == upload.counts
    assert upload.sha256 == told["sha256"]
    assert (Activity.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_commands_act_as_the_system_and_may_write_for_every_unit(
    tmp_path: Path, outsider: User, capsys: pytest.CaptureFixture[str]
) -> None:
    SeriesFactory.create()
    path = csv_in("utf-8")(tmp_path, ROWS[:2])
    assert read_upload(outsider, path.read_bytes()).counts["rejected"] == 1
    call_command("import_records", "activities", str(path))
    assert json.loads(capsys.readouterr().out)["created"] == 1
