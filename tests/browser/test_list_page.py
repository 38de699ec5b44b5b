"""A list at both widths: filter it, take a condition away, choose columns, go on, with and without scripts."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import Watch, assert_accessible
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/activities/"


@pytest.fixture
def listed(admin: User, sign_in: SignIn, page: Page) -> Page:
    for number in range(25):
        ActivityFactory.create(
            number=f"112-活-{number:03}", held_on=datetime.date(2023, 1, 1 + number), title=f"第{number}場"
        )
    ActivityFactory.create(number="111-活-001", held_on=datetime.date(2022, 5, 1))
    sign_in(admin)
    page.goto(LIST)
    return page


def test_a_filter_leaves_an_address_that_says_only_what_was_asked(listed: Page, screenshot: Screenshot) -> None:
    listed.select_option("#id_year", "112")
    listed.fill("#id_q", "第3場")
    listed.press("#id_q", "Enter")
    expect(listed.locator("tbody tr")).to_have_count(1)
    assert listed.url.split("?")[1] == "q=%E7%AC%AC3%E5%A0%B4&year=112"
    screenshot("list")
    listed.locator(".pill a").first.click()
    assert "year" not in listed.url
    listed.go_back()
    assert listed.locator(".filters :disabled").count() == 0


def test_columns_and_pages_are_reached_without_losing_the_filter(listed: Page) -> None:
    listed.goto(f"{LIST}?year=112&per_page=20")
    listed.locator(".menu summary").first.click()
    listed.locator("#column-venue").check()
    listed.locator(".menu__body button").click()
    heads = listed.locator("thead th")
    assert listed.locator("#column-venue").is_checked()
    columns = heads.count()
    listed.locator("a[rel=next]").click()
    expect(listed.locator("tbody tr")).to_have_count(5)
    assert heads.count() == columns
    assert "year=112" in listed.url


def test_on_a_narrow_screen_the_filter_is_folded_and_only_the_table_scrolls(
    listed: Page, screenshot: Screenshot
) -> None:
    listed.set_viewport_size({"width": 400, "height": 900})
    listed.reload()
    assert not listed.locator("#id_q").is_visible()
    assert listed.evaluate("document.documentElement.scrollWidth") == 400
    region = listed.get_by_role("region")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    region.evaluate("region => region.scrollLeft = 200")
    expect(listed.locator("tbody th.stick").first).to_be_in_viewport()
    screenshot("list")


def test_nothing_on_the_list_needs_a_script(listed: Page, admin: User) -> None:
    context = listed.context.browser.new_context(java_script_enabled=False, base_url=listed.url.split(LIST)[0])  # type: ignore[union-attr]
    context.add_cookies(
        [{"name": each["name"], "value": each["value"], "url": listed.url} for each in listed.context.cookies()]
    )
    plain = context.new_page()
    plain.goto(LIST)
    plain.select_option("#id_year", "111")
    plain.locator(".filters .btn-primary").click()
    expect(plain.locator("tbody tr")).to_have_count(1)
    plain.locator(".menu summary").first.click()
    plain.locator("#column-venue").check()
    plain.locator(".menu__body button").click()
    expect(plain.locator("tbody tr")).to_have_count(1)
    context.close()


@pytest.mark.parametrize("width", [1280, 400])
def test_a_broken_address_and_an_empty_result_are_readable_by_everybody(
    listed: Page, watch: Watch, screenshot: Screenshot, width: int
) -> None:
    watch.allow("400")
    listed.set_viewport_size({"width": width, "height": 900})
    listed.goto(f"{LIST}?year=112&series=no_such_series")
    expect(listed.get_by_role("alert")).to_be_visible()
    assert_accessible(listed)
    screenshot("list-broken")
    listed.get_by_role("alert").locator("a").last.click()
    expect(listed.locator("tbody tr")).to_have_count(25)
    listed.goto(f"{LIST}?year=112&number=111-活-001")
    expect(listed.locator(".notice")).to_be_visible()
    assert_accessible(listed)
    listed.locator(".notice li a").first.click()
    expect(listed.locator("tbody tr")).not_to_have_count(0)
