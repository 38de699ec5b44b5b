import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from laborportal.accounts.models import User
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.employers import EmployerAliasFactory, EmployerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page: Page, sign_in: SignIn, staff: User) -> Page:
    EmployerFactory.create(ubn="10000004", name="榕澗營造股份有限公司", employees=186)
    EmployerFactory.create(ubn="10000014", name="榕澗生活股份有限公司", district="大安區", employees=None)
    known = EmployerFactory.create(ubn="10000024", name="霽禾生技股份有限公司")
    EmployerAliasFactory.create(employer=known, name="榕澗生技")
    sign_in(staff)
    page.goto(reverse("certifications:create"))
    return page


def offered(form: Page) -> Locator:
    return form.locator(".typeahead").get_by_role("option")


def test_an_employer_is_chosen_with_the_keyboard_alone(form: Page, screenshot: Screenshot) -> None:
    field, options = form.locator("#id_employer"), offered(form)
    field.focus()
    form.keyboard.type("榕澗")
    expect(options).to_have_count(4)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options.nth(2)).to_contain_text("榕澗生技")
    form.keyboard.press("ArrowDown")
    form.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    expect(form.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    assert_accessible(form)
    screenshot("typeahead")
    form.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")
    chosen = field.input_value()
    assert (chosen, form.locator("#id_ubn").input_value()) == ("榕澗生活股份有限公司", "10000014")


def test_typing_on_after_a_choice_takes_its_number_back(form: Page) -> None:
    field = form.locator("#id_employer")
    field.press_sequentially("1000001")
    offered(form).filter(has_text="榕澗生活").click()
    expect(form.locator("#id_ubn")).to_have_value("10000014")
    field.press_sequentially("分公司")
    expect(form.locator("#id_ubn")).to_have_value("")


def test_a_new_name_keeps_the_number_that_was_typed_and_escape_keeps_the_text(form: Page) -> None:
    field = form.locator("#id_employer")
    form.locator("#id_ubn").fill("10000034")
    field.press_sequentially("澄墨資訊")
    offered(form).last.click()
    assert (field.input_value(), form.locator("#id_ubn").input_value()) == ("澄墨資訊", "10000034")
    field.press_sequentially("二")
    expect(offered(form)).to_have_count(1)
    form.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("澄墨資訊二")


def test_a_slip_in_typing_finds_the_one_that_is_meant_and_a_closed_one_is_called_so(form: Page) -> None:
    EmployerFactory.create(ubn="10000034", name="澄墨資訊股份有限公司", closed_on="2026-04-01")
    form.locator("#id_employer").press_sequentially("澄墨資訉")
    expect(offered(form).first).to_contain_text("澄墨資訊股份有限公司")
    expect(offered(form).first).to_contain_text("115.04.01")
    offered(form).first.click()
    expect(form.locator("#id_ubn")).to_have_value("10000034")
