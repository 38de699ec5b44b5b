"""A record of every kind is typed with the keyboard alone and found again; a file of every kind is handed in with
mistakes, comes back named cell by cell, and is taken once it is corrected. The data are those of the contract."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from laborportal.accounts.models import Role, User
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.employers.models import Employer
from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    MonthColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
)
from tests.browser.conftest import SignIn
from tests.browser.watching import assert_accessible
from tests.contracts import Described
from tests.contracts.gathering import described
from tests.factories.accounts import person
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db(transaction=True)
RunTasks = Callable[[], Any]
EVERY = pytest.mark.parametrize("name", [dataset.name for dataset in registry.all_datasets()])
WRITING_UNITS = (
    "employment_security",
    "labour_standards",
    "inspection_office",
    "labour_conditions",
    "rehabilitation",
    "vocational",
    "labour_education",
    "employment_service",
    "planning",
)
UNREADABLE: tuple[tuple[type[Column], str, str], ...] = (  # a cell, and what the remedy shows: how it is written right
    (YesNoColumn, "也許", "是"),
    (CodeColumn, "沒有這種", ""),
    (ListedColumn, "沒有這種", ""),
    (MonthColumn, "112-13", "112"),
    (DateColumn, "112.2.30", "112"),
    (YearColumn, "12", "112"),
    (IntegerColumn, "很多", "1,234"),
    (ScoreColumn, "很高", "82.5"),
    (UbnColumn, "123456789", "8"),
)
FOCUSED = """() => { const at = document.activeElement;
  return { name: at.name || "", kind: at.type || "", value: at.value || "", checked: !!at.checked, href: at.href || "",
           place: at.selectedIndex === undefined ? 0 : at.selectedIndex,
           options: at.options ? [...at.options].map((each) => each.value) : [] } }"""


@dataclass(frozen=True)
class Kind:
    """A dataset with the rows that its contract is tested with."""

    data: Described

    @property
    def dataset(self) -> Dataset:
        return self.data.dataset

    def typed(self) -> dict[str, str]:
        """The cells of the form, dates as people in the bureau write them."""
        return {name: self._as_written(name, cell) for name, cell in self.data.typed.items()}

    def _as_written(self, name: str, cell: str) -> str:
        column = self.dataset.column.get(name)
        if type(column) is not DateColumn or not cell:
            return cell
        year, month, day = cell.split("-")
        return f"{int(year) - 1911}.{month}.{day}"


@pytest.fixture
def kind(name: str, tmp_path: Path) -> Kind:
    data = described()[name]()
    data.folder = tmp_path
    with transaction.atomic():
        data.prepare()
    return Kind(data)


@pytest.fixture
def writer(db: None) -> User:
    return person(Role.STAFF, units=WRITING_UNITS, username="typist", name="吳打字")


def focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(FOCUSED)
    return found


def tab_to(page: Page, wanted: Callable[[dict[str, Any]], bool]) -> None:
    for _step in range(60):
        page.keyboard.press("Tab")
        if wanted(focused(page)):
            return
    raise AssertionError(f"{page.url}: the keyboard does not get there")


def past_the_menu(page: Page) -> None:
    """The first stop of every page leads past the menu."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def fill(page: Page, cells: dict[str, str]) -> set[str]:
    """Walks through the form from its first field to its button; gives the names of the fields that it met."""
    met: set[str] = set()
    tab_to(page, lambda at: at["name"] in cells)
    while (at := focused(page))["kind"] != "submit":
        met.add(at["name"])
        enter(page, at, cells.get(at["name"], ""))
        page.keyboard.press("Tab")
    return met


def enter(page: Page, at: dict[str, Any], cell: str) -> None:
    if at["kind"] == "select-one":
        choose(page, at, cell)
    elif at["kind"] == "radio":
        pick(page, cell)
    elif at["kind"] == "checkbox":
        if at["value"] in cell.split(";"):
            page.keyboard.press("Space")
    elif at["name"] == "employer":
        choose_employer(page, cell)
    elif at["value"] != cell:
        page.keyboard.press("Control+a")
        page.keyboard.type(cell) if cell else page.keyboard.press("Delete")


def choose(page: Page, at: dict[str, Any], cell: str) -> None:
    assert cell in at["options"], (at, cell)
    steps = at["options"].index(cell) - at["place"]
    for _step in range(abs(steps)):
        page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
    assert focused(page)["value"] == cell


def pick(page: Page, cell: str) -> None:
    page.keyboard.press("Space")
    for _option in range(6):
        if focused(page)["value"] == cell:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{cell} is not offered")


def choose_employer(page: Page, name: str) -> None:
    page.keyboard.type(name[:4])
    expect(page.locator("[role=option]").filter(has_text=name).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_employer")).to_have_value(name)


def register_employer(cells: dict[str, str]) -> None:
    """The type-ahead offers who is on file."""
    if "employer" in cells and not Employer.objects.filter(name=cells["employer"]).exists():
        EmployerFactory.create(ubn=cells["ubn"], name=cells["employer"])


@EVERY
def test_a_record_of_every_kind_is_logged_with_the_keyboard_and_found(
    kind: Kind, writer: User, page: Page, sign_in: SignIn
) -> None:
    dataset, cells = kind.dataset, kind.typed()
    register_employer(cells)
    sign_in(writer)
    page.goto(dataset.list_url())
    past_the_menu(page)
    tab_to(page, lambda at: at["href"].endswith(kind.data.url("create")))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{kind.data.url('create')}")
    met = fill(page, cells)
    assert {name for name, cell in cells.items() if cell} <= met
    save(page)
    page.wait_for_url(re.compile(rf"{dataset.list_url()}\d+/$"))
    (record,) = kind.data.on_file()
    assert page.url.endswith(dataset.record_url(record))
    assert_accessible(page)
    if dataset.records().filter(pk=record.pk).exists():
        page.goto(f"{dataset.list_url()}?q={kind.data.found_by[0]}")
    else:
        assert_says_what_it_waits_for(page)
        page.goto("/")
    expect(page.locator(f"main a[href*='{dataset.record_url(record)}']").first).to_be_visible()


def save(page: Page) -> None:
    """What is unusual about the data, such as an invented number that does not add up, is confirmed."""
    page.keyboard.press("Control+Enter")
    page.locator("#history, .error-summary").wait_for()
    if page.locator("#confirm_odd").count():
        tab_to(page, lambda at: at["name"] == "confirm_odd")
        page.keyboard.press("Space")
        page.keyboard.press("Control+Enter")


def assert_says_what_it_waits_for(page: Page) -> None:
    """What does not count yet says its state and who has to do what, and stands in the queue instead of the list."""
    expect(page.locator("main .state-tag").first).to_be_visible()
    expect(page.locator("main .panel--next")).to_be_visible()


def bad_cells(dataset: Dataset) -> list[tuple[Column, str, str]]:
    """A bad cell for the columns whose type can refuse one; texts that are too long where these are too few."""
    refused = list(unreadable_cells(dataset))
    texts = [column for column in dataset.inputs if type(column) is TextColumn]
    long = [(column, "長" * (column.max_length + 1), str(column.max_length)) for column in texts]
    return [*refused[:4], *long[: max(0, 3 - len(refused))]]


def unreadable_cells(dataset: Dataset) -> Iterator[tuple[Column, str, str]]:
    for column in dataset.inputs:
        for columns, cell, remedy in UNREADABLE:
            if isinstance(column, columns):
                yield column, cell, remedy or first_code(column)
                break


def first_code(column: Any) -> str:
    code: str = next(iter(column.choices))[0]
    return code


def hand_in(page: Page, path: Path, run_tasks: RunTasks) -> None:
    page.locator("#id_file").set_input_files(path)
    page.locator("main form .btn-primary").press("Enter")
    page.locator("progress").wait_for()
    run_tasks()
    page.locator(".strip--result").wait_for()


def key_labels(dataset: Dataset) -> set[str]:
    return {str(dataset.column[name].label) for name in dataset.key if name in dataset.column}


@EVERY
def test_a_file_of_every_kind_with_mistakes_is_read_corrected_and_imported(
    kind: Kind, writer: User, page: Page, sign_in: SignIn, run_tasks: RunTasks
) -> None:
    dataset, (first, second, third) = kind.dataset, kind.data.rows
    bad = bad_cells(dataset)
    assert len(bad) >= 3
    wrong = {**second, **{column.name: cell for column, cell, _remedy in bad}}
    sign_in(writer)
    page.goto(dataset.list_url())
    page.locator(f".page-head .actions a[href$='/imports/{dataset.name}/new/']").press("Enter")
    hand_in(page, kind.data.file(first, {**first, **kind.data.change}, wrong), run_tasks)
    told = page.locator("section[aria-labelledby=error] tbody tr")
    lines = [[text.strip() for text in line.split("\t")] for line in told.all_inner_texts()]
    for column, cell, remedy in bad:
        (message,) = [line[3] for line in lines if line[:3] == ["3", str(column.label), cell]]
        assert remedy in message, message
    assert [line for line in lines if line[0] == "2" and line[1] in key_labels(dataset)], lines
    assert kind.data.records() == []
    assert_accessible(page)
    page.goto(f"/imports/{dataset.name}/new/")
    hand_in(page, kind.data.file(first, second, third), run_tasks)
    expect(page.locator("section[aria-labelledby=error]")).to_have_count(0)
    page.locator("input[value=all]").press("Space")
    if page.locator("#id_confirmed").count():
        page.locator("#id_confirmed").press("Space")
    page.locator(".panel--next .btn-primary").press("Enter")
    page.locator("progress").wait_for()
    run_tasks()
    expect(page.locator("section[aria-labelledby=touched] tbody tr").first).to_be_visible()
    page.goto(dataset.list_url())
    expect(page.locator("main .data-table tbody tr")).to_have_count(3)
