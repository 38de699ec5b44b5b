from playwright.sync_api import Page

from tests.browser.conftest import Screenshot
from tests.browser.watching import assert_accessible


def test_the_sign_in_page_is_usable_by_everybody(page: Page, screenshot: Screenshot) -> None:
    page.goto("/")
    assert page.locator("input[type=password]").is_visible()
    assert_accessible(page)
    screenshot("sign-in")
    page.set_viewport_size({"width": 400, "height": 800})
    assert_accessible(page)
    screenshot("sign-in")
