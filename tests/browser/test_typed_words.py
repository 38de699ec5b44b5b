"""Nothing typed is ever lost: not by a mistake, a second click, an idle hour, or a session that has ended."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NEW_PERSON = "/people/new/"


@pytest.fixture
def form(page: Page, sign_in: SignIn, admin: User) -> Page:
    page.clock.install()
    sign_in(admin)
    page.goto(NEW_PERSON)
    page.locator("#id_name").fill("新進同仁")
    return page


def end_the_session() -> None:
    Session.objects.all().delete()


def sign_in_again(page: Page) -> None:
    page.locator("#id_login").fill("planner")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form").first.locator("button").click()


def test_a_mistake_keeps_the_words_and_takes_the_focus(form: Page) -> None:
    form.locator("#id_name").press("Control+Enter")
    expect(form.locator(".error-summary")).to_be_focused()
    expect(form.locator("#id_name")).to_have_value("新進同仁")
    assert_accessible(form)
    form.locator(".error-summary a").first.press("Enter")
    expect(form.locator("#id_username")).to_be_focused()


def test_a_second_click_sends_nothing_twice(form: Page) -> None:
    form.locator("#id_username").fill("novice")
    form.locator("main .btn-primary").dblclick()
    expect(form.locator("main .code-list")).to_have_count(2)
    assert User.objects.filter(username="novice").count() == 1


def test_leaving_the_page_keeps_the_words_for_the_way_back(form: Page) -> None:
    form.goto("/people/")
    form.goto(NEW_PERSON)
    form.locator("[data-draft=restore]").click()
    expect(form.locator("#id_name")).to_have_value("新進同仁")
    expect(form.locator("[data-draft]")).to_have_count(0)


def test_discarded_words_are_not_offered_again(form: Page) -> None:
    form.reload()
    form.locator("[data-draft=discard]").click()
    form.reload()
    expect(form.locator("[data-draft]")).to_have_count(0)


def test_saved_words_are_not_offered_again(form: Page) -> None:
    form.locator("#id_username").fill("novice")
    form.locator("main .btn-primary").click()
    expect(form.locator("main .code-list")).to_have_count(2)
    form.goto(NEW_PERSON)
    expect(form.locator("[data-draft]")).to_have_count(0)


def test_whoever_signs_out_leaves_nothing_behind(form: Page) -> None:
    form.locator(".shell-user form[data-forget-drafts] button").click()
    expect(form.locator("#id_login")).to_be_visible()
    assert form.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('laborportal:')).length") == 0


def test_two_minutes_before_the_end_one_is_asked_and_can_stay(form: Page, screenshot: Screenshot) -> None:
    form.clock.fast_forward((settings.IDLE_MINUTES - 2) * 60_000 + 1000)
    warning = form.locator("#idle-warning")
    expect(warning).to_be_visible()
    expect(warning.locator("button")).to_be_focused()
    assert_accessible(form)
    screenshot("idle-warning")
    warning.locator("button").press("Enter")
    expect(warning).to_be_hidden()
    form.clock.fast_forward((settings.IDLE_MINUTES - 3) * 60_000)
    expect(warning).to_be_hidden()
    expect(form.locator("#id_name")).to_have_value("新進同仁")


def test_after_an_idle_hour_the_words_are_offered_to_their_author(form: Page) -> None:
    form.clock.fast_forward(60 * 60_000)
    over = form.locator("#idle-over")
    expect(over).to_be_visible()
    end_the_session()
    over.locator("a").click()
    sign_in_again(form)
    form.locator("[data-draft=restore]").click()
    expect(form.locator("#id_name")).to_have_value("新進同仁")


def test_words_sent_after_the_end_are_saved_after_signing_in(form: Page, screenshot: Screenshot) -> None:
    form.locator("#id_username").fill("novice")
    end_the_session()
    form.locator("main .btn-primary").click()
    sign_in_again(form)
    expect(form.locator(".kept")).to_have_text(["novice", "新進同仁"])
    assert_accessible(form)
    screenshot("kept-words")
    form.locator("main .btn-primary").click()
    expect(form.locator("main .code-list")).to_have_count(2)
    assert User.objects.get(username="novice").name == "新進同仁"
    form.goto(NEW_PERSON)
    expect(form.locator("[data-draft]")).to_have_count(0)
