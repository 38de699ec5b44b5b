"""axe on every page of the permission table, with a record on it: wide in Chinese, narrow in English, and after a
failed submit."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.architecture.samples import SAMPLES, People
from tests.architecture.test_permission_matrix import ROWS, Row
from tests.browser.conftest import WIDE, SignIn, window
from tests.browser.watching import Watch, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
READERS = ("supervisor", "staff", "admin", "nobody")
NOT_PAGES = re.compile(
    r"^health$|:(export|download)$|:search$|:duplicates$|_download_|^api"
    r"|^imports:(template|errors|progress|revert_progress)$|^cases:(feed|attachment)$"
)
SENT = "main form[method=post] .btn-primary"


def reader_of(row: Row) -> str:
    """Who gets to see the page; blank for what is no page."""
    readers = [person for person in READERS if row.expected(person, "get") == "200"]
    return "" if NOT_PAGES.search(row.name) or not readers else readers[0]


PAGES = [(row, reader_of(row)) for row in ROWS if reader_of(row)]


@pytest.fixture(scope="module")
def one_window(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    with window(chromium, live_server.url) as page:
        yield page


@pytest.fixture
def page(one_window: Page, watch: Watch) -> Iterator[Page]:
    """The same window for all rows, emptied: to open one costs as much as all that is looked at in it."""
    one_window.context.clear_cookies()
    one_window.set_viewport_size(WIDE)
    with watch.over(one_window):
        yield one_window
        one_window.evaluate("sessionStorage.clear()")
        one_window.goto("about:blank")
    assert watch.unexpected() == []


@pytest.mark.parametrize(("row", "reader"), PAGES, ids=[f"{row.name} {row.what}".strip() for row, _reader in PAGES])
def test_a_page_is_usable_by_everybody(
    row: Row, reader: str, page: Page, people: People, sign_in: SignIn, watch: Watch
) -> None:
    make = SAMPLES.get((row.name, row.what))
    url = reverse(row.name, kwargs=make(people) if make else None)
    if reader in people:
        sign_in(people[reader])
    page.goto(url)
    assert_accessible(page)
    page.set_viewport_size({"width": 400, "height": 800})
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    assert_accessible(page)
    if row.expected(reader, "post") == "200" and page.locator(SENT).count():
        page.locator(SENT).first.click()
        page.wait_for_load_state()
        assert_accessible(page)
