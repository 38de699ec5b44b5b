"""From a filtered list to a figure on the page of the report in three clicks, and back to its records."""

import pytest
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from laborportal.annualreport.models import FigureDefinition, Objective
from laborportal.annualreport.writing import create, open_year
from laborportal.audit.recording import Act
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.accounts import unit
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/activities/?year=112&series=gender_advocacy"


@pytest.fixture
def listed(admin: User, sign_in: SignIn, page: Page) -> Page:
    report = open_year(Act(admin), 112)
    create(Act(admin), Objective(report=report, order=1, unit=unit("planning"), title="職場平權", short_title="平權"))
    for number in range(8):
        ActivityFactory.create(
            held_on=f"{2021 + number % 3}-05-0{1 + number}", attendance=10 * number, school="大安國小"
        )
    sign_in(admin)
    page.goto(LIST)
    return page


def test_three_clicks_lead_from_a_list_to_a_number_in_the_report(listed: Page, screenshot: Screenshot) -> None:
    listed.get_by_role("link", name="設為年度報告的指標…").click()
    screenshot("figure-from-list")
    assert_accessible(listed)
    listed.get_by_label("在報告中的位置").select_option(label="1　平權")
    listed.get_by_role("button", name="列入報告").click()
    listed.wait_for_url("**/report/112/#o1")
    row = listed.locator("#o1 .evidence tr:has(th a)")
    expect(row).to_have_count(1)
    expect(row.locator("td").first).to_contain_text("2")
    screenshot("figure-in-report")
    row.locator("td a").first.click()
    expect(listed.locator("tbody tr")).to_have_count(2)
    assert listed.url.endswith(LIST)


def test_another_measure_is_counted_at_once_and_without_a_script_by_a_button(listed: Page) -> None:
    listed.get_by_role("link", name="設為年度報告的指標…").click()
    value = listed.locator("#preview .stat__value")
    expect(value).to_contain_text("2")
    listed.fill("#id_label", "宣導人次")
    listed.get_by_label("參加人次").check()
    expect(value).to_contain_text("70")
    assert listed.input_value("#id_label") == "宣導人次"
    listed.get_by_role("button", name="重新計算").click()
    expect(value).to_contain_text("70")
    assert FigureDefinition.objects.filter(code__startswith="own.").count() == 0


def test_the_book_of_a_year_is_read_and_changed_at_both_widths(listed: Page, screenshot: Screenshot) -> None:
    code = "certifications.gender.gold"
    for width in (1280, 400):
        listed.set_viewport_size({"width": width, "height": 900})
        for name, address in (
            ("definitions", "/report/112/definitions/"),
            ("figure-edit", f"/report/112/definitions/{code}/?year=112&scheme=age"),
            ("figure-target", f"/report/112/definitions/{code}/target/"),
            ("figure-withdraw", f"/report/112/definitions/{code}/withdraw/"),
            ("home-figures", "/"),
        ):
            listed.goto(address)
            assert_accessible(listed)
            assert listed.evaluate("document.documentElement.scrollWidth") <= width
            screenshot(name)
