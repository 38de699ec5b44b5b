"""Quota months as a case officer enters them, with the keyboard alone, at the thresholds of the statute."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from programs.quota.models import QuotaMonth
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.employers import EmployerFactory
from tests.factories.quota import months

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = ("excluded", "ordinary", "severe", "half_time", "half_time_severe", "below_wage")


def enter(page: Page, name: str, insured: int, **heads: int) -> None:
    """By keys alone, from the first field to the last."""
    page.locator("#id_month").focus()
    page.keyboard.type("112.09")
    page.locator("#id_employer").press_sequentially(name)
    page.keyboard.press("Escape")
    page.locator("#id_sector input[value=private], input[name=sector][value=private]").first.press("Space")
    for field in ("insured", *NOBODY):
        page.locator(f"#id_{field}").focus()
        page.keyboard.type(str(insured if field == "insured" else heads.get(field, 0)))
    page.keyboard.press("Control+Enter")


@pytest.mark.parametrize(("insured", "required"), [(66, 0), (67, 1), (199, 1), (200, 2)])
def test_a_month_at_a_threshold_is_entered_with_the_keyboard_and_explains_itself(
    page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot, insured: int, required: int
) -> None:
    EmployerFactory.create(ubn="10000004", name="礫川電子股份有限公司")
    sign_in(staff)
    page.goto(reverse("quota:create"))
    enter(page, "礫川電子股份有限公司", insured)
    expect(page).to_have_url(re.compile(r"/quota/months/\d+/$"))
    month = QuotaMonth.objects.get()
    assert (month.total, month.required, month.shortage, month.levy) == (insured, required, required, required * 26_400)
    results = [str(insured), str(required), "0", str(required), f"{required * 26_400:,}"]
    expect(page.locator(".strip--result dd")).to_have_text([re.compile(rf"\b{number}\b") for number in results])
    expect(page.locator(".step-card")).to_have_count(6)
    assert_accessible(page)
    screenshot(f"quota-month-{insured}")


def test_what_if_one_severe_is_hired_is_answered_without_writing(
    page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot
) -> None:
    employer = EmployerFactory.create(name="礫川電子股份有限公司")
    course = (2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5)
    (*_before, last) = months(employer, {date(2023, month, 1): short for month, short in enumerate(course, start=1)})
    sign_in(staff)
    page.goto(last.get_absolute_url())
    page.locator("#id_if-severe").fill("1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("if-severe=1"))
    expect(page.locator("#what-if").locator("xpath=../..").locator("tbody tr").nth(3)).to_contain_text("3")
    assert_accessible(page)
    screenshot("quota-what-if")
    page.set_viewport_size({"width": 400, "height": 900})
    assert_accessible(page)
    screenshot("quota-what-if")
    assert QuotaMonth.objects.get(pk=last.pk).version == 1
