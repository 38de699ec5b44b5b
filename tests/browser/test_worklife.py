"""The work-and-family programme by keyboard: a check with its follow-up, a subsidy within its limits, a self-check."""

import re

import pytest
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from laborportal.activities.models import GuidanceVisit
from programs.worklife.models import ChildcareSubsidy, FacilityCheck, SelfCheck
from programs.worklife.states import CheckState
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db(transaction=True)
EMPLOYER = "榕澗營造股份有限公司"


@pytest.fixture(autouse=True)
def registered() -> None:
    EmployerFactory.create(name=EMPLOYER)


def choose_employer(page: Page) -> None:
    page.locator("#id_employer").focus()
    page.keyboard.type("榕澗")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def type_into(page: Page, field: str, text: str) -> None:
    page.locator(f"#id_{field}").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def pick(page: Page, field: str, value: str) -> None:
    page.locator(f"[name={field}][value={value}]").focus()
    page.keyboard.press("Space")


def save(page: Page) -> None:
    page.keyboard.press("Control+Enter")


def test_a_check_is_logged_and_followed_up_with_the_keyboard(
    staff: User, page: Page, sign_in: SignIn, screenshot: Screenshot
) -> None:
    sign_in(staff)
    page.goto("/worklife/checks/new/")
    type_into(page, "year", "112")
    choose_employer(page)
    type_into(page, "employees", "186")
    pick(page, "lactation_room", "no")
    pick(page, "childcare", "measure")
    type_into(page, "checked_on", "112.02.30")
    save(page)
    expect(page.locator(".error-summary")).to_be_focused()
    type_into(page, "checked_on", "112.03.29")
    save(page)
    page.wait_for_url(re.compile(r"/worklife/checks/\d+/$"))
    check = FacilityCheck.objects.get()
    assert (check.state, check.officer) == (CheckState.FOLLOW_UP, staff)

    page.locator("a[href$='/follow-up/']").focus()
    page.keyboard.press("Enter")
    pick(page, "kind", "visit")
    type_into(page, "taken_on", "112.06.20")
    type_into(page, "result", "已設置，冰箱採購中")
    pick(page, "room_seen", "yes")
    for item in ("place", "privacy", "air", "furniture", "bin", "rules"):
        pick(page, "room_items", item)
    type_into(page, "next_due", "112.07.20")
    save(page)
    page.wait_for_url(re.compile(r"/worklife/checks/\d+/$"))
    expect(page.locator("main")).to_contain_text("已設置，冰箱採購中")
    assert_accessible(page)
    screenshot("worklife-check")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("112.07.20")


def test_a_subsidy_is_refused_with_the_arithmetic_and_then_granted_by_another_person(
    staff: User, supervisor: User, page: Page, sign_in: SignIn, screenshot: Screenshot
) -> None:
    sign_in(staff)
    page.goto("/worklife/subsidies/new/")
    type_into(page, "number", "112-育兒-0001")
    type_into(page, "year", "112")
    choose_employer(page)
    pick(page, "kind", "childcare_measure")
    type_into(page, "spent", "60000")
    type_into(page, "proposed", "50000")
    save(page)
    expect(page.locator(".error-summary")).to_be_focused()
    for number in ("60,000", "80", "48,000", "50,000", "2,000"):
        expect(page.locator(".error-summary")).to_contain_text(number)
    screenshot("worklife-subsidy-refused")
    type_into(page, "proposed", "48000")
    save(page)
    page.wait_for_url(re.compile(r"/worklife/subsidies/\d+/$"))
    page.locator(".panel--next a[href*='/steps/submit/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/steps/**")
    page.locator("main form button.btn-primary").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/worklife/subsidies/\d+/$"))
    case = page.url

    sign_in(supervisor)
    page.goto(case)
    page.locator(".panel--next a[href*='/steps/approve/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/steps/**")
    page.locator("main form button.btn-primary").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(case)
    assert ChildcareSubsidy.objects.get().granted == 48_000
    assert_accessible(page)
    screenshot("worklife-subsidy-granted")
    page.goto("/worklife/subsidies/budget/?year=112")
    expect(page.locator(".strip")).to_contain_text("2,312,000")
    page.locator(".strip a[href*='status=approved']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_the_self_check_of_a_visit_is_ticked_with_the_keyboard(
    staff: User, page: Page, sign_in: SignIn, screenshot: Screenshot
) -> None:
    sign_in(staff)
    page.goto("/activities/visits/new/")
    type_into(page, "number", "112-訪-0001")
    page.locator("#id_topic").focus()
    page.locator("#id_topic").select_option("remote_work")
    type_into(page, "visited_on", "112.08.30")
    choose_employer(page)
    save(page)
    page.wait_for_url(re.compile(r"/activities/visits/\d+/$"))
    page.locator("a[href*='/self-checks/visits/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/self-checks/visits/*/")
    boxes = page.locator("main input[type=checkbox]")
    expect(boxes).to_have_count(25)
    boxes.first.focus()
    for _item in range(14):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    save(page)
    page.wait_for_url(re.compile(r"/activities/visits/\d+/$"))
    expect(page.locator("#self-check ~ *, .panel:has(#self-check)").first).to_contain_text("14")
    assert_accessible(page)
    screenshot("worklife-self-check")
    assert (len(SelfCheck.objects.get().met), GuidanceVisit.objects.get().items_met) == (14, 14)
