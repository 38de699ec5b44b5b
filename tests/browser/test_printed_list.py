"""A list on paper: A4 across, nothing cut at the side, its head on every sheet, and what it is of in words."""

import re

import pytest
from playwright.sync_api import Page

from laborportal.accounts.models import User
from tests.browser.conftest import SignIn
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db(transaction=True)
EVERY_COLUMN = "number,series,held_on,title,sessions,attendance,school,venue,films,interviewed,matched,matched_45"
ACROSS = 1002  # pixels between the margins of A4 landscape


def test_a_list_prints_across_a_sheet_with_nothing_cut_and_its_head_repeated(
    admin: User, sign_in: SignIn, page: Page
) -> None:
    ActivityFactory.create_batch(60, school="臺北市立大安國民中學", venue="勞動局綜合大樓三樓大禮堂", attendance=12345)
    sign_in(admin)
    page.goto(f"/activities/?year=112&per_page=100&columns={EVERY_COLUMN}")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": ACROSS, "height": 672})
    assert page.evaluate("document.documentElement.scrollWidth") <= ACROSS
    assert page.locator("thead").evaluate("head => getComputedStyle(head).display") == "table-header-group"
    assert page.locator("tfoot").evaluate("foot => getComputedStyle(foot).display") == "table-row-group"
    assert "年度：112" in page.locator("p.print-only").inner_text()
    assert page.locator(".filters, .pager, .shell-nav").locator("visible=true").count() == 0
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert len(sheets) > 1
    assert all(float(width) > float(height) for width, height in sheets)
