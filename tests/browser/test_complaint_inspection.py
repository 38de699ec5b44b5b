"""The walk of the fifth issue: a complaint, its inspection with two violations, a stop-work and its resumption.

By keyboard alone, but for the addresses: fields are filled, chosen and sent without a mouse.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from inspections.models import Complaint, Inspection, StopWorkOrder, Violation
from laborportal.accounts.models import Role, User
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.accounts import person
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import FoundViolationFactory, InspectionFactory

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = ("inspection_office",)


@pytest.fixture
def officer() -> User:
    return person(Role.STAFF, units=OFFICE, username="officer", name="林承辦")


@pytest.fixture
def chief() -> User:
    return person(Role.SUPERVISOR, units=OFFICE, username="chief", name="陳股長")


def choose(page: Page, name: str, value: str) -> None:
    """A radio button or an entry of a list, reached and set by the keyboard."""
    radio = page.locator(f'input[type="radio"][name="{name}"][value="{value}"]')
    if radio.count():
        radio.focus()
        page.keyboard.press("Space")
    else:
        page.locator(f"#id_{name}").focus()
        page.locator(f"#id_{name}").select_option(value)


def fill(page: Page, **cells: str) -> None:
    for name, text in cells.items():
        field = page.locator(f"#id_{name}")
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def send(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state()


def take(page: Page, url: str, step: str, **answers: str) -> None:
    page.goto(url)
    page.locator(f"a[href*='/steps/{step}/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/steps/{step}/")
    fill(page, **answers)
    page.locator("#id_reason").focus()
    send(page)
    page.wait_for_url(f"**{url}")


def test_a_complaint_inspection_with_two_violations_a_stop_work_and_its_resumption(
    page: Page, sign_in: SignIn, screenshot: Screenshot, officer: User, chief: User
) -> None:
    employer = EmployerFactory.create()
    earlier = InspectionFactory.create(employer=employer)
    FoundViolationFactory.create(inspection=earlier, description="前次未設護欄")
    sign_in(officer)
    complaint = log_a_complaint(page, employer.ubn, employer.name)
    page.goto(reverse("complaints:origin", args=[complaint.pk]))
    fill(page, secret_name="某甲", secret_contact="0900-000-000", secret_words="現場作業人員")
    screenshot("complaint-origin")
    assert_accessible(page)
    send(page)
    page.wait_for_url(f"**{complaint.get_absolute_url()}")
    screenshot("complaint")
    assert_accessible(page)

    inspection = log_the_inspection(page, screenshot, employer.ubn, employer.name)
    for article in ("19", "11-1"):
        log_a_violation(page, inspection, article)
    assert Violation.objects.filter(inspection=inspection).count() == 2
    url = inspection.get_absolute_url()
    take(page, url, "notify", notice_on="112.03.10")
    take(page, url, "serve", served_on="112.03.13")
    assert_accessible(page)
    screenshot("inspection-served")
    assert set(Violation.objects.filter(inspection=inspection).values_list("correct_by", flat=True)) != {None}

    order = log_an_order(page, inspection)
    take(page, order.get_absolute_url(), "submit_order")
    sign_in(chief)
    take(page, order.get_absolute_url(), "confirm_order")
    inspection.refresh_from_db()
    assert inspection.stop_work
    sign_in(officer)
    take(page, order.get_absolute_url(), "apply", applied_on="112.03.15")
    sign_in(chief)
    take(page, order.get_absolute_url(), "resume", verified_on="112.03.17", verified="護欄已設置，經現場查驗")
    order.refresh_from_db()
    assert order.state == "resumed"
    assert_accessible(page)
    screenshot("stop-work-resumed")

    sign_in(officer)
    for violation in Violation.objects.filter(inspection=inspection):
        take(page, violation.get_absolute_url(), "correct", corrected_on="112.03.20", evidence="護欄照片3張")
    screenshot("violation-corrected")
    take(page, complaint.get_absolute_url(), "answer", answered_on="112.03.14")
    page.set_viewport_size({"width": 400, "height": 900})
    for address in (url, order.get_absolute_url(), complaint.get_absolute_url()):
        page.goto(address)
        assert_accessible(page)
    page.goto(url)
    screenshot("inspection")


def log_a_complaint(page: Page, ubn: str, name: str) -> Complaint:
    page.goto(reverse("complaints:create"))
    fill(page, ubn=ubn, employer=name, received_on="112.03.01", subject="外牆施工架未設護欄")
    page.keyboard.press("Escape")
    choose(page, "unit", "inspection_office")
    choose(page, "law", "labour_inspection")
    assert_accessible(page)
    send(page)

    page.wait_for_url(re.compile(r"/complaints/\d+/$"))
    return Complaint.objects.get()


def log_the_inspection(page: Page, screenshot: Screenshot, ubn: str, name: str) -> Inspection:
    """The first try is answered with what is known of the employer."""
    page.goto(reverse("inspections:create"))
    fill(page, number="112-檢-0777", ubn=ubn, employer=name, inspected_on="112.03.06")
    page.keyboard.press("Escape")
    for field, value in (("unit", "inspection_office"), ("kind", "complaint"), ("industry", "construction")):
        choose(page, field, value)
    choose(page, "result", "violation")
    choose(page, "stop_work", "no")
    send(page)
    expect(page.locator("main form")).to_contain_text("前次未設護欄")
    assert page.locator("#id_number").input_value() == "112-檢-0777"
    screenshot("inspection-briefing")
    assert_accessible(page)
    send(page)
    page.wait_for_url(re.compile(r"/inspections/\d+/$"))
    return Inspection.objects.get(number="112-檢-0777")


def log_a_violation(page: Page, inspection: Inspection, article: str) -> None:
    page.goto(inspection.get_absolute_url())
    page.locator("a[href*='violations/new/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/violations/new/*")
    position = str(Violation.objects.filter(inspection=inspection).count() + 1)
    fill(
        page,
        position=position,
        statute="營造安全衛生設施標準",
        article=article,
        description="未設防護",
        correct_within="14",
    )
    send(page)
    page.wait_for_url(re.compile(r"/violations/\d+/$"))


def log_an_order(page: Page, inspection: Inspection) -> StopWorkOrder:
    page.goto(inspection.get_absolute_url())
    page.locator("a[href*='stop-work/new/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/stop-work/new/*")
    choose(page, "ground", "28")
    choose(page, "danger", "fall")
    choose(page, "scope", "partial")
    fill(page, place="3樓外牆施工架", facts="施工架未設護欄", stopped_on="112.03.06")
    assert_accessible(page)
    send(page)
    page.wait_for_url(re.compile(r"/stop-work/\d+/$"))
    return StopWorkOrder.objects.get()
