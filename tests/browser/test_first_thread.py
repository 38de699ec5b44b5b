"""The walk of the first issue: the demonstration, the report, a figure's cases, and one case that changes them all."""

import io
import json

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from certifications import demo as certifications_demo
from laborportal.accounts import demo as people_demo
from laborportal.accounts.models import User
from laborportal.datasets import demonstration
from laborportal.employers import demo as employers_demo
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
GOLD = "certifications.gender.gold"


@pytest.fixture
def people() -> dict[str, User]:
    demonstration.load()
    return by_name()


@pytest.fixture
def certifiers(monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    """With the part of the demonstration in which a case of theirs changes something."""
    monkeypatch.setattr(demonstration, "modules", lambda: (people_demo, employers_demo, certifications_demo))
    demonstration.load()
    return by_name()


def by_name() -> dict[str, User]:
    return {user.username: user for user in User.objects.all()}


def rows_of_export() -> int:
    out = io.StringIO()
    call_command(
        "export_records", "certification_applications", filter="year=112&scheme=gender&awards=gold", stdout=out
    )
    return len(out.getvalue().strip().splitlines()) - 1


def members() -> int:
    out = io.StringIO()
    call_command("figure_members", "112", GOLD, stdout=out)
    return len(out.getvalue().split())


def value() -> int:
    out = io.StringIO()
    call_command("annual_report", "112", stdout=out)
    return int(json.loads(out.getvalue())["figures"][GOLD]["value"])


def test_gold_awards_lead_from_the_report_to_exactly_the_eight_applications(
    people: dict[str, User], page: Page, sign_in: SignIn, screenshot: Screenshot
) -> None:
    sign_in(people["admin"])
    page.goto("/report/")
    page.get_by_role("link", name="112").first.click()
    screenshot("report")
    assert_accessible(page)
    page.locator("a.figure-link[href*='awards=gold']").first.click()
    expect(page.locator("tbody tr")).to_have_count(8)
    screenshot("gold")
    assert (value(), members(), rows_of_export()) == (8, 8, 8)


def test_one_case_logged_submitted_and_approved_changes_figure_list_and_export_together(
    certifiers: dict[str, User], page: Page, sign_in: SignIn, screenshot: Screenshot
) -> None:
    sign_in(certifiers["staff"])
    log_an_application(page)
    screenshot("case-draft")
    assert (value(), rows_of_export()) == (8, 8)
    page.locator(".panel--next a[href*='/steps/submit/']").click()
    page.locator("main form button.btn-primary").click()
    case = page.url
    expect(page.locator(".panel--next")).to_contain_text("王科長")
    assert (value(), members(), rows_of_export()) == (8, 8, 8)

    sign_in(certifiers["supervisor"])
    page.goto("/")
    screenshot("queue")
    page.goto(case)
    page.locator(".panel--next a[href*='/steps/approve/']").click()
    page.locator("main form button.btn-primary").click()
    screenshot("case-decided")
    assert (value(), members(), rows_of_export()) == (9, 9, 9)
    page.goto("/report/112/")
    page.locator("a.figure-link[href*='awards=gold']").first.click()
    expect(page.locator("tbody tr")).to_have_count(9)


def log_an_application(page: Page) -> None:
    """By keyboard alone, but for the first step onto the form; the first try has a mistake in it."""
    page.goto("/certifications/applications/new/")
    page.get_by_label("職場性別平等認證").check()
    page.locator("#id_year").fill("112")
    page.locator("#id_employer").fill("青楓")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#id_applied_on").fill("112.02.30")
    page.locator("#id_score").fill("91")
    page.locator("#id_proposed_outcome").select_option("awarded")
    page.get_by_label("金質獎").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.locator("#id_score").input_value() == "91"
    page.locator("#id_applied_on").fill("112.03.01")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/certifications/applications/*/")
