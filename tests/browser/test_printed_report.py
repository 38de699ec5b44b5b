"""The report on paper: A4, nothing cut at the side, heads on every sheet, numbered; and on a narrow screen."""

import re

import pytest
from playwright.sync_api import Page

from laborportal.accounts.models import User
from laborportal.annualreport import demo
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from tests.browser.conftest import SignIn
from tests.factories.annualreport import RiskFactory

pytestmark = pytest.mark.django_db(transaction=True)
SHEET, BETWEEN_MARGINS = 794, 673  # pixels: A4 is laid out by the width of the sheet
CUT = """
(limit) => [...document.querySelectorAll('.report :is(p, li, h2, h3, th, td, dt, dd, figcaption, text)')]
    .filter(each => each.getBoundingClientRect().right > limit + 1)
    .filter(each => !each.closest('.table-scroll') || matchMedia('print').matches)
    .filter(each => each.getClientRects().length)
    .map(each => each.textContent.trim().slice(0, 40))
"""


@pytest.fixture
def report(admin: User, sign_in: SignIn, page: Page) -> Page:
    act = Act(admin)
    for name, rows in demo.DEMONSTRATION:
        load_rows(name, rows, act)
    demo.load(act)
    sign_in(admin)
    page.goto("/report/112/")
    return page


def test_the_report_prints_on_a4_with_nothing_cut_its_heads_repeated_and_its_pages_numbered(report: Page) -> None:
    report.emulate_media(media="print")
    report.set_viewport_size({"width": SHEET, "height": 990})
    report.evaluate("width => { document.body.style.inlineSize = `${width}px` }", BETWEEN_MARGINS)
    assert report.evaluate(CUT, BETWEEN_MARGINS) == []
    heads = report.locator(".report thead").evaluate_all("heads => heads.map(head => getComputedStyle(head).display)")
    assert set(heads) == {"table-header-group"}
    assert report.locator(".toc, .edition, .screen-only, .shell-nav").locator("visible=true").count() == 0
    rules = report.evaluate("[...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText)")
    assert any(rule.startswith("@page {") and "counter(page)" in rule for rule in rules)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", report.pdf(prefer_css_page_size=True))
    assert len(sheets) >= 8
    assert {(round(float(width)), round(float(height))) for width, height in sheets} == {(595, 842)}


def test_the_parts_stand_in_the_order_of_the_printed_report(report: Page) -> None:
    parts = [text.split("、")[0] for text in report.locator(".report > section > h2").all_inner_texts()]
    assert parts[:4] == ["壹", "貳", "參", "肆"]
    heads = report.locator(".objectives > thead th").all_inner_texts()
    assert heads == ["年度目標", "推動策略/作為", "達成效益/成果", "未來精進方向"]


def test_nothing_of_the_report_is_cut_at_400_pixels(report: Page) -> None:
    RiskFactory.create(control="長" * 200)
    report.set_viewport_size({"width": 400, "height": 900})
    report.reload()
    assert report.evaluate("document.documentElement.scrollWidth") <= 400
    assert report.evaluate(CUT, 400) == []


def test_the_numbers_of_a_chart_stand_in_a_table_beside_it(report: Page) -> None:
    report.goto("/report/112/figures/finance.execution_rate/")
    assert report.locator(".chart rect").count() == 4
    bars = report.locator(".chart svg").get_attribute("aria-label") or ""
    rows = report.locator(".chart tbody tr").all_inner_texts()
    assert [row.split() for row in rows] == [["112", "91.39"], ["111", "90.89"], ["110", "86.79"], ["109", "90.75"]]
    assert all(f"{year}年{value}" in bars for year, value in (row.split() for row in rows))
