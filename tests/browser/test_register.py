"""The register as people use it: asked about a duplicate while typing, merging two employers, splitting them."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from laborportal.accounts.models import User
from laborportal.employers.models import Employer, KeptSeparate, MergeRecord
from tests.browser.conftest import Screenshot, SignIn
from tests.browser.watching import assert_accessible
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory, HeadcountFactory, LinkFactory
from tests.factories.inspections import InspectionPenaltyFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_possible_duplicate_shows_while_typing_and_is_kept_separate_with_a_reason(
    page: Page, sign_in: SignIn, staff: User, screenshot: Screenshot
) -> None:
    known = EmployerFactory.create(ubn="10000010", name="榕澗營造股份有限公司")
    sign_in(staff)
    page.goto(reverse("employers:create"))
    place = page.locator("[data-duplicates]")
    page.locator("#id_name").press_sequentially("榕澗營照有限公司")
    expect(place.get_by_role("link").first).to_have_attribute("href", known.get_absolute_url())
    assert_accessible(page)
    page.locator("#id_ubn").fill("10000004")
    page.locator("input[name=sector][value=private]").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("榕澗營照有限公司")
    page.locator("#duplicate-separate").check()
    page.locator("#because").fill("負責人與地址都不同")
    assert_accessible(page)
    screenshot("employer-duplicate")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/employers/\d+/$"))
    assert KeptSeparate.objects.get().reason == "負責人與地址都不同"
    page.goto(reverse("penalties:create"))
    page.locator("#id_employer").fill("榕澗營早有限公司")
    page.keyboard.press("Control+Enter")
    page.locator(".error-summary").wait_for()
    page.locator(f"#use-{known.pk}").press("Space")
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_employer")).to_have_value(known.name)


def test_two_employers_are_merged_and_split_again(
    page: Page, sign_in: SignIn, supervisor: User, screenshot: Screenshot
) -> None:
    kept = EmployerFactory.create(ubn="10000004", name="榕澗營造股份有限公司")
    merged = EmployerFactory.create(ubn="10000010", name="榕澗營造有限公司", district="大安區", employees=90)
    theirs = application("gold", employer=kept)
    moving = application("silver", employer=merged)
    InspectionPenaltyFactory.create_batch(2, employer=merged)
    HeadcountFactory.create(employer=merged, year=111, employees=80)
    HeadcountFactory.create(employer=merged, year=112, employees=90)
    LinkFactory.create(employer=kept)
    sign_in(supervisor)
    page.goto(reverse("employers:choose_merge", args=[kept.pk]))
    page.locator("#id_employer").press_sequentially("10000010")
    page.locator(".typeahead").get_by_role("option").first.click()
    page.locator("main .btn-primary[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/employers/{kept.pk}/merge/{merged.pk}/$"))
    assert_accessible(page)
    screenshot("employer-merge")
    page.locator(f"input[name='certifications.application-{moving.pk}'][value=standing]").check()
    page.locator("#id_reason").fill("統編誤植，是同一家公司")
    page.locator("main .btn-primary[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/employers/{kept.pk}/$"))
    expect(page.locator("main")).to_contain_text("10000010")
    assert_accessible(page)
    screenshot("employer-record")
    moving.refresh_from_db()
    theirs.refresh_from_db()
    assert (theirs.voided_at, moving.voided_at is None) == (None, False)
    page.goto(MergeRecord.objects.get().get_absolute_url())
    assert_accessible(page)
    screenshot("employer-merged")
    page.locator("#id_reason").fill("兩家不同的公司")
    page.locator("main .btn-primary[type=submit]").click()
    expect(page).to_have_url(re.compile(rf"/employers/{merged.pk}/$"))
    assert Employer.objects.standing().filter(pk__in=[kept.pk, merged.pk]).count() == 2
