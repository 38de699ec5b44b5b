"""After the demonstration every number of the report page leads staff, supervisor and administrator to as many records
as it counts, no list scrolls sideways, and a list answers how many there are so far this year."""

import io
import json
import re
from html import unescape

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from laborportal.datasets import demonstration
from laborportal.datasets.registry import all_datasets
from laborportal.rocyear.dates import today
from tests.browser.conftest import SignIn
from tests.factories.inspections import InspectionFactory

pytestmark = pytest.mark.django_db(transaction=True)
YEARS = range(108, 113)  # those that the report compares with, the ones behind a baseline too
PEOPLE = ("staff", "supervisor", "admin")
COUNT = re.compile(r"<title>[^<]*?([\d,]+) ?筆[^<]*</title>")
WIDTHS = (1280, 1024, 400)
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NUMBERS = "[...document.querySelectorAll('main a.figure-link')].map((each) => each.getAttribute('href'))"


@pytest.fixture
def people() -> dict[str, User]:
    demonstration.load()
    return {user.username: user for user in User.objects.all()}


def members_of_lists() -> dict[str, int]:
    """How many records each figure of each year says that it counts, by the address of their list."""
    found: dict[str, int] = {}
    for year in YEARS:
        out = io.StringIO()
        call_command("annual_report", str(year), format="json", stdout=out)
        for figure in json.loads(out.getvalue())["figures"].values():
            if figure["list"]:
                found[figure["list"]] = figure["members"]
    return found


def records_shown(page: Page, address: str) -> int | None:
    """The number that the page behind *address* says; None where it is the page of a figure."""
    answer = page.request.get(address)
    assert answer.status == 200, address
    said = COUNT.search(unescape(answer.text()))
    return int(said[1].replace(",", "")) if said else None


def test_every_number_of_the_report_leads_to_as_many_records_as_it_counts(
    page: Page, sign_in: SignIn, people: dict[str, User]
) -> None:
    members = members_of_lists()
    for name in PEOPLE:
        sign_in(people[name])
        page.goto("/report/112/")
        addresses = set(page.evaluate(NUMBERS))
        shown = {address: records_shown(page, address) for address in sorted(addresses)}
        counted = {address: number for address, number in shown.items() if address in members}
        assert len(counted) > 60, name
        assert counted == {address: members[address] for address in counted}, name
        assert [address for address, number in shown.items() if number is not None and address not in members] == []


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_no_list_of_a_full_year_and_no_first_page_scrolls_sideways(
    language: str, page: Page, sign_in: SignIn, people: dict[str, User]
) -> None:
    sign_in(people["staff"])
    page.goto("/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    too_wide = []
    for address in ("/", *(dataset.list_url() for dataset in all_datasets())):
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            too_wide += [(address, width)] if page.evaluate(OVERHANG) > 0 else []
    assert too_wide == []


def test_a_list_answers_how_many_there_are_so_far_this_year(page: Page, sign_in: SignIn, staff: User) -> None:
    now = today()
    InspectionFactory.create_batch(3, inspected_on=now)
    InspectionFactory.create(inspected_on=now.replace(year=now.year - 1, day=1))
    sign_in(staff)
    page.goto("/inspections/")
    page.locator("[name=year]").select_option(str(now.year - 1911))
    page.locator(".filters button[type=submit]").first.press("Enter")
    page.wait_for_url(f"**/inspections/?*year={now.year - 1911}*")
    expect(page.locator(".page-head")).to_contain_text("3 筆")
    expect(page.locator(".strip--result")).to_contain_text("全部符合的 3 筆")
