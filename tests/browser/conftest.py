from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from laborportal.accounts.models import User
from tests import machine
from tests.browser.watching import Watch

SWITCHES = ("gpu", "quic", "background-networking", "component-update", "sync", "extensions")
PATIENCE = 60_000
"""Milliseconds: a busy machine is no failure of the product."""
WIDE: ViewportSize = {"width": 1280, "height": 900}
SignIn = Callable[[User], None]
Screenshot = Callable[[str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = machine.chromium()
    assert program, "the browser tests need Chromium; on Debian: apt-get install chromium fonts-noto-cjk"
    arguments = [*(f"--disable-{switch}" for switch in SWITCHES), "--no-first-run"]
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=False, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def watch(live_server: LiveServer) -> Watch:
    return Watch(live_server.url)


@contextmanager
def window(chromium: Browser, site: str) -> Iterator[Page]:
    """Nobody's, empty, and wide; its `goto("/…")` goes to the *site*."""
    context = chromium.new_context(base_url=site, locale="zh-TW", timezone_id="Asia/Taipei", viewport=WIDE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, watch: Watch) -> Iterator[Page]:
    """A fresh window, 1280 wide; at the end nothing may have gone wrong in it."""
    with window(chromium, live_server.url) as page, watch.over(page):
        yield page
    assert watch.unexpected() == []


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> SignIn:
    """Signs a person in without the form, which has tests of its own."""

    def signed_in(user: User) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return signed_in


@pytest.fixture
def screenshot(page: Page) -> Screenshot:
    """Keeps the whole page as build/screenshots/<name>-<width>.png, to be looked at."""

    def kept(name: str) -> None:
        if connection.vendor != "sqlite":  # one of the two runs is enough
            return
        folder = settings.BASE_DIR / "build" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"] if page.viewport_size else 0
        kept_as = folder / f"{name}-{width}.png"
        try:
            page.screenshot(path=kept_as, full_page=True)
        except Error:  # the whole of a very long page is more than a busy Chromium can always draw
            page.screenshot(path=kept_as)

    return kept
