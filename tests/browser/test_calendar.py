"""The calendar with the keyboard alone, on a telephone's width, and its subscription."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from laborportal.workflow.models import Waiting
from tests.browser.conftest import SignIn
from tests.browser.watching import assert_accessible
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.certifications import in_review

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_month_is_read_and_opened_with_the_keyboard_on_a_narrow_screen(
    page: Page, sign_in: SignIn, staff: User
) -> None:
    activity = ActivityFactory.create(series=SeriesFactory.create(), held_on=date(2023, 3, 29), title="職場平權說明會")
    case = in_review(staff)
    Waiting.objects.of(case).update(due=date(2023, 3, 15))
    sign_in(staff)
    page.goto("/calendar/?month=112-03")
    expect(page.locator("table.month")).to_be_visible()
    page.set_viewport_size({"width": 400, "height": 800})
    expect(page.locator("table.month")).to_be_hidden()
    assert_accessible(page)
    page.locator(".agenda a", has_text="職場平權說明會").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{activity.get_absolute_url()}")
    page.go_back()
    page.locator(".agenda dd a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody th a")).to_have_text(case.number)


def test_an_address_is_made_with_the_keyboard_and_read_by_another_program(
    page: Page, sign_in: SignIn, staff: User
) -> None:
    sign_in(staff)
    page.goto("/calendar/subscription/")
    page.locator("main .btn-primary").focus()
    page.keyboard.press("Enter")
    address = page.locator("main code").inner_text()
    page.context.clear_cookies()
    answer = page.request.get(address)
    assert answer.ok
    assert answer.text().startswith("BEGIN:VCALENDAR")
