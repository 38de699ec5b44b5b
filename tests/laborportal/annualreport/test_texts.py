from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.texts import as_html, as_text, codes_in, unknown_words
from laborportal.annualreport.values import Counted, figures_of
from tests.factories.activities import ActivityFactory
from tests.laborportal.annualreport.conftest import Declare

GOLD = "<script>alert(1)</script> & {a.sessions|<b>}"


@pytest.fixture
def figures(declare: Declare, db: None) -> Mapping[str, Counted]:
    declare(
        Figure(code="a.sessions", label="場次", unit="場", dataset="activities", measure="sum:sessions"),
        Figure(code="a.people", label="人次", unit="人次", dataset="activities", measure="sum:attendance"),
        Figure(code="a.share", label="占比", unit="%", decimals=2, formula="100 * a.sessions / a.people"),
        Figure(code="a.dreams", label="夢", unit="件", dataset="dreams"),
    )
    ActivityFactory.create(sessions=1200, attendance=None)
    ActivityFactory.create(sessions=7, attendance=None, held_on="2022-03-04")
    return figures_of(112).counted


def test_a_number_is_a_link_to_its_records_with_its_own_or_the_printed_unit(figures: Mapping[str, Counted]) -> None:
    assert as_html("共{a.sessions}，計{a.sessions|場次}。", figures) == (
        '<p>共<a class="figure-link" href="/activities/?year=112">1,200場</a>，'
        '計<a class="figure-link" href="/activities/?year=112">1,200場次</a>。</p>'
    )


def test_the_year_before_can_be_named_and_leads_to_its_own_records(figures: Mapping[str, Counted]) -> None:
    assert as_html("{a.sessions@111|}", figures) == ('<p><a class="figure-link" href="/activities/?year=111">7</a></p>')


def test_a_computed_number_leads_to_its_page_and_no_value_is_a_dash(figures: Mapping[str, Counted]) -> None:
    assert as_html("{a.people}", figures) == ('<p><a class="figure-link" href="/activities/?year=112">—人次</a></p>')


def test_a_word_stands_where_records_are_not_kept_yet(figures: Mapping[str, Counted]) -> None:
    assert as_html("計{a.dreams}、{a.share}。", figures) == (
        '<p>計<span class="figure-note">尚無資料</span>、<span class="figure-note">尚無資料</span>。</p>'
    )


def test_lines_are_paragraphs_and_numbered_lines_are_a_list(figures: Mapping[str, Counted]) -> None:
    text = "計畫：\n1.檢查。2.再查\n２．宣導\n\n輔導\n3. 締結"
    assert as_html(text, figures) == (
        '<p>計畫：</p><ol><li>檢查。2.再查</li><li>宣導</li></ol><p>輔導</p><ol start="3"><li>締結</li></ol>'
    )


def test_what_looks_like_markup_is_printed_as_it_is(figures: Mapping[str, Counted]) -> None:
    html = as_html(GOLD, figures)
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in html


@given(st.text(alphabet="<>&\"'{}|@a.1 \n／", max_size=40))
def test_no_text_ever_makes_a_tag_of_its_own(text: str) -> None:
    html = str(as_html(text, {}))
    for tag in ("<p>", "</p>", "<ol>", "</ol>", "<li>", "</li>", '<ol start="1">', '<ol start="11">'):
        html = html.replace(tag, "")
    assert "<" not in html


def test_files_get_plain_numbers_with_units(figures: Mapping[str, Counted]) -> None:
    assert (
        as_text("1.{a.sessions|場次}、{a.sessions@111}、{a.dreams}、{b.c}", figures)
        == "1.1,200場次、7場、尚無資料、{b.c}"
    )


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{a.sessions|場}、{a.sessions@111|場}、{a.sessions@112}", []),
        ("{a.gold}", ["{a.gold}"]),
        ("{a.sessions@110}", ["{a.sessions@110}"]),
        ("{a.gold} {a.gold}", ["{a.gold}"]),
        ("{a.sessions", ["{a.sessions"]),
        ("a}", ["}"]),
        ("{}", ["{}"]),
        ("{年}", ["{年}"]),
    ],
)
def test_whatever_in_braces_is_no_figure_is_named(text: str, unknown: list[str]) -> None:
    assert unknown_words(text, {"a.sessions"}, 112) == unknown


def test_codes_are_found_in_texts() -> None:
    assert codes_in("{a.b|家}到{c.d@111}", "{e.f}") == ["a.b", "c.d", "e.f"]
