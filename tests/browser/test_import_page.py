"""A file with eleven mistakes becomes a clean import: read the errors, correct the file that came back, import it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty
from laborportal.accounts.models import User
from laborportal.activities.models import Activity
from laborportal.audit.recording import Act
from laborportal.imports.engine import run_import
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.inspections.rows import city_file, decision

pytestmark = pytest.mark.django_db(transaction=True)
RunTasks = Callable[[], Any]
HEADER = ("活動編號", "活動系列", "辦理日期", "活動名稱", "場次", "參加人次", "訪談人數", "媒合人數")
NAMES = ("number", "series", "held_on", "title", "sessions", "attendance", "interviewed", "matched")
GOOD = ["gender_advocacy", "112.03.29", "職場平權研習會", "1", "40", "", ""]
MISTAKES = (
    {"held_on": "11302298"},
    {"held_on": "112/2/30", "attendance": "四十"},
    {"series": "平權"},
    {"title": ""},
    {"sessions": "-1", "attendance": "3.5"},
    {"interviewed": "4", "matched": "5"},
    {"held_on": "99/3/29"},
    {"attendance": "1,23"},
    {"title": "長" * 201},
)


def line(number: str, **cells: str) -> list[str]:
    return [cells.get(name, text) for name, text in zip(NAMES, [number, *GOOD], strict=True)]


def file_of(folder: Path, rows: list[list[str]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([NAMES, *rows])
    path = folder / "sessions.csv"
    path.write_bytes(text.getvalue().encode("cp950"))
    return path


def hand_in(page: Page, path: Path, run_tasks: RunTasks) -> None:
    page.locator("#id_file").set_input_files(path)
    page.locator("main form .btn-primary").click()
    expect(page.locator("progress")).to_be_visible()
    run_tasks()
    expect(page.locator(".strip--result")).to_be_visible()  # the page opens its result by itself


def corrected(path: Path) -> None:
    """What a clerk does with the file that came back: nothing but the cells that are named."""
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    for number, row in enumerate(rows):
        if row[-1]:
            row[:-1] = line(f"B-{number}")
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def test_a_file_with_eleven_mistakes_becomes_a_clean_import(
    page: Page, sign_in: SignIn, staff: User, run_tasks: RunTasks, tmp_path: Path, screenshot: Screenshot
) -> None:
    SeriesFactory.create()
    ActivityFactory.create(number="A-0", title="職場平權研習會", attendance=12)
    rows = [line(f"A-{number}") for number in range(6)]
    wrong = [line(f"B-{number}", **cells) for number, cells in enumerate(MISTAKES)]
    sign_in(staff)
    page.goto("/activities/")
    page.locator(".page-head .actions a[href$='/imports/activities/new/']").click()
    assert_accessible(page)
    screenshot("import-upload")
    hand_in(page, file_of(tmp_path, rows + wrong), run_tasks)
    expect(page.locator("section[aria-labelledby=error] tbody tr")).to_have_count(11)
    assert_accessible(page)
    screenshot("import-read")
    page.set_viewport_size({"width": 400, "height": 900})
    assert_accessible(page)
    screenshot("import-read")
    page.set_viewport_size({"width": 1280, "height": 900})
    with page.expect_download() as download:
        page.locator("section[aria-labelledby=error] a[download]").click()
    returned = tmp_path / "returned.csv"
    download.value.save_as(returned)
    page.locator("input[value=nothing]").check()
    page.locator(".panel--next .btn-primary").click()
    corrected(returned)
    hand_in(page, returned, run_tasks)
    expect(page.locator("section[aria-labelledby=error]")).to_have_count(0)
    expect(page.locator("section[aria-labelledby=changed] tbody tr")).to_have_count(1)
    page.locator("input[value=all]").check()
    page.locator(".panel--next .btn-primary").click()
    expect(page.locator("progress")).to_be_visible()
    screenshot("import-progress")
    run_tasks()
    expect(page.locator("section[aria-labelledby=touched] tbody tr")).to_have_count(15)
    assert_accessible(page)
    screenshot("import-record")
    assert Activity.objects.standing().count() == 15
    page.goto("/imports/")
    assert_accessible(page)
    screenshot("import-history")


def test_held_rows_are_worked_off_with_the_keyboard_alone(
    page: Page, sign_in: SignIn, staff: User, tmp_path: Path, screenshot: Screenshot
) -> None:
    rows = [decision(number=f"府勞動第1120000000{place}號", decided="11203298") for place in (1, 2)]
    run_import(TaipeiViolationList(), city_file(tmp_path, rows), Act(staff))
    sign_in(staff)
    page.goto("/inspections/review/")
    page.locator(".page-head .btn-primary").press("Enter")
    for _row in rows:
        expect(page.locator(".error-summary")).to_be_focused()
        assert_accessible(page)
        screenshot("held-row")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#id_cell1")).to_be_focused()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("1120329")
        page.keyboard.press("Control+Enter")
    expect(page.locator("main [role=status]").first).to_be_visible()
    assert InspectionPenalty.objects.count() == 2
    page.goto(InspectionPenalty.objects.latest("pk").get_absolute_url())
    expect(page.locator(".timeline")).to_contain_text("11203298")
