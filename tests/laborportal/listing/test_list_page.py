import datetime
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import Role, Unit, User
from laborportal.activities.models import Activity
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.activities import ActivityFactory, SeriesFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.laborportal.listing.lists")]


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def activity(**given: Any) -> Activity:
    series = SeriesFactory.create(code="round_table", name="座談會", unit=unit("rehabilitation"))
    return ActivityFactory.create(**{"series": series, "title": "定額進用座談會", **given})


@pytest.fixture
def page(admin: User, client_for: ClientFor) -> Client:
    return client_for(admin)


def shown(page: Client, query: str = "", status: int = 200) -> str:
    answer = page.get(f"/listed/{query}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


def rows(page: Client, query: str = "") -> list[str]:
    """The text of each row's first cell."""
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]*)</a>', shown(page, query))


def test_a_row_shows_labels_dates_and_numbers_as_people_read_them(page: Client) -> None:
    record = activity(number="112-1", attendance=1200, sessions=2)
    html = shown(page)
    assert f'<th scope="row" class="nowrap stick"><a href="/activities/{record.pk}/">112-1</a></th>' in html
    assert '<td class="nowrap">112.03.29</td>' in html
    assert '<td class="num">1,200</td>' in html
    assert f"<td>{record.series.name}</td>" in html
    assert '<span class="state-tag state-tag--warn">' in html


def test_what_is_unknown_is_a_dash_and_never_a_nought(page: Client) -> None:
    activity(attendance=None)
    assert '<td class="num">—</td>' in shown(page)


def test_a_long_text_is_cut_in_the_table(page: Client) -> None:
    activity(title="長" * 100)
    html = shown(page)
    assert "長" * 59 + "…" in html
    assert "長" * 61 not in html


def test_a_list_narrows_by_every_condition_at_once(page: Client) -> None:
    film = SeriesFactory.create(code="film_festival")
    activity(number="a", series=film, held_on=datetime.date(2023, 12, 31))
    activity(number="b", series=film, held_on=datetime.date(2024, 1, 1))
    activity(number="c")
    assert rows(page, "?series=film_festival&year=112") == ["a"]
    assert rows(page, "?series=film_festival&series=round_table") == ["b", "a", "c"]
    assert rows(page, "?held_on_from=113/1/1") == ["b"]
    assert rows(page, "?unit=rehabilitation&number=c") == ["c"]
    assert rows(page, "?unit=planning&number=c") == []


def test_a_search_finds_two_characters_anywhere_whatever_their_width(page: Client) -> None:
    activity(number="1", title="在臺北市舉辦的ＡＢＣ")
    activity(number="2", title="高雄")
    assert rows(page, "?q=台北") == rows(page, "?q=abc") == rows(page, "?q=北市 ABC") == ["1"]


def test_a_blank_field_of_the_form_sets_nothing(page: Client) -> None:
    activity(number="1")
    assert rows(page, "?q=&year=&series=&number=%E3%80%80") == ["1"]


def test_each_condition_can_be_taken_away_alone(page: Client) -> None:
    html = shown(page, "?year=112&q=x&sort=title&page=2")
    assert 'href="/listed/?q=x&sort=title"' in html
    assert 'href="/listed/?year=112&sort=title"' in html
    assert 'href="/listed/?sort=title"' in html


def test_several_values_of_one_condition_stay_in_the_form(page: Client) -> None:
    html = shown(page, "?year=112&year=100&number=a&number=b")
    assert '<option value="112" selected>' in html
    assert '<option value="100" selected>' in html
    assert re.search(r'<select name="year"[^>]* multiple', html)
    assert 'name="number" value="a"' in html
    assert 'name="number" value="b"' in html


@pytest.mark.parametrize("query", ["?colour=red", "?series=x", "?year=x", "?sort=x", "?columns=x", "?page=x"])
def test_a_broken_address_shows_no_records_and_says_why(page: Client, query: str) -> None:
    activity(number="112-1")
    html = shown(page, query, status=400)
    assert 'role="alert"' in html
    assert "112-1" not in html
    assert 'href="/listed/"' in html


def test_a_broken_value_offers_what_could_stand_there_and_keeps_the_rest(page: Client) -> None:
    html = shown(page, "?year=112&sessions=3&sort=title", status=400)
    assert 'href="/listed/?year=112&sessions=2&sort=title"' in html
    assert 'href="/listed/?year=112&sort=title"' in html


def test_a_misspelt_value_offers_the_closest_options(page: Client) -> None:
    for code in ("film_festival", "film_screening", "career_talk", "campus_talk"):
        SeriesFactory.create(code=code, name=code)
    html = shown(page, "?series=film_festivals", status=400)
    assert 'href="/listed/?series=film_festival"' in html
    assert 'href="/listed/?series=campus_talk"' not in html


def test_an_empty_result_says_which_condition_to_take_away(page: Client) -> None:
    activity(number="1")
    html = shown(page, "?year=112&number=2&attendance_min=1")
    assert '<a href="/listed/?year=112&attendance_min=1">1' in html
    assert "notice" in html
    assert rows(page, "?year=112&number=2&attendance_min=1") == []


def test_an_empty_result_without_a_remedy_says_so(page: Client) -> None:
    html = shown(page, "?year=99&number=2")
    assert 'href="/listed/"' in html
    assert "notice" in html


def test_an_empty_list_says_that_nothing_is_there_yet(page: Client) -> None:
    assert "notice" in shown(page)


def test_totals_cover_the_whole_filtered_list_not_the_page(page: Client) -> None:
    for number in range(25):
        activity(attendance=10, held_on=datetime.date(2023 if number else 2022, 3, 1))
    html = shown(page, "?year=112&per_page=20")
    assert "240 人次" in html
    assert len(rows(page, "?year=112&per_page=20")) == 20


def foot(page: Client, query: str = "") -> list[tuple[str, str]]:
    """What stands in each row of the table's foot: its scope, and its cells."""
    _head, _tfoot, rest = shown(page, query).partition("<tfoot>")
    found = re.findall(r'<tr><th scope="row" colspan="4">(.*?)</th>(.*?)</tr>', rest.partition("</tfoot>")[0])
    return [(scope, re.sub(r"(<[^>]*>)+", "|", cells)) for scope, cells in found]


def test_the_foot_of_the_table_adds_up_the_page_and_all_that_match(page: Client) -> None:
    for number in range(25):
        activity(attendance=10, held_on=datetime.date(2023 if number else 2022, 3, 1))
    (on_page, sums), (matching, of_all) = foot(page, "?year=112&per_page=20")
    assert ("20" in on_page, "24" in matching) == (True, True)
    assert (sums, of_all) == ("|200 人次|", "|240 人次|")
    [(_matching, of_all)] = foot(page, "?year=112")
    assert of_all == "|240 人次|"


def test_a_list_without_a_column_that_has_a_sum_has_no_foot(page: Client) -> None:
    activity(attendance=10)
    assert "<tfoot>" not in shown(page, "?columns=title")


def test_pages_hold_every_record_once(page: Client) -> None:
    for number in range(45):
        activity(number=f"n{number:02}")
    pages = [rows(page, f"?per_page=20&page={number}") for number in (1, 2, 3)]
    assert [len(part) for part in pages] == [20, 20, 5]
    assert len({number for part in pages for number in part}) == 45
    html = shown(page, "?per_page=20&page=2")
    assert 'rel="prev" href="/listed/?per_page=20"' in html
    assert 'rel="next" href="/listed/?per_page=20&page=3"' in html
    assert 'rel="next"' not in shown(page, "?per_page=20&page=3")


def test_a_page_beyond_the_last_leads_to_the_last(page: Client) -> None:
    for _number in range(25):
        activity()
    html = shown(page, "?per_page=20&page=9")
    assert rows(page, "?per_page=20&page=9") == []
    assert 'href="/listed/?per_page=20&page=2"' in html


def test_a_list_goes_on_after_a_record(page: Client) -> None:
    for number in range(45):
        activity(number=f"n{number:02}")
    whole = rows(page)
    after = Activity.objects.get(number=whole[9])
    assert rows(page, f"?per_page=20&after={after.pk}") == whole[10:30]
    last = Activity.objects.get(number=whole[29])
    assert f"after={last.pk}" in shown(page, f"?per_page=20&after={after.pk}")
    assert 'rel="next"' not in shown(page, f"?per_page=20&after={last.pk}")


def test_the_order_is_told_in_the_head_and_turned_by_it(page: Client) -> None:
    activity(number="1", attendance=5)
    activity(number="2", attendance=None)
    activity(number="3", attendance=7)
    assert rows(page, "?sort=attendance") == ["1", "3", "2"]
    assert rows(page, "?sort=-attendance") == ["3", "1", "2"]
    html = shown(page, "?sort=-attendance")
    assert re.search(r'aria-sort="descending"><a href="/listed/\?sort=attendance">人次', html)
    assert '<a href="/listed/?sort=title">名稱</a>' in html
    assert re.search(r'aria-sort="descending"><a href="/listed/\?sort=held_on">日期', shown(page))
    assert re.search(r'aria-sort="ascending"><a href="/listed/\?sort=-title">名稱', shown(page, "?sort=title"))


@pytest.mark.parametrize("sort", ["number", "-number", "held_on", "-held_on", "attendance", "-attendance"])
def test_the_order_is_also_said_in_words(page: Client, sort: str) -> None:
    activity()
    label = {"number": "編號", "held_on": "日期", "attendance": "人次"}[sort.removeprefix("-")]
    assert re.search(rf"<span>[^<]*{label}[^<]*</span>", shown(page, f"?sort={sort}"))


def test_columns_are_chosen_in_the_address(page: Client) -> None:
    activity(school="大安高工")
    assert "大安高工" not in shown(page)
    html = shown(page, "?columns=school&columns=title&q=座談")
    assert "<td>大安高工</td>" in html
    assert len(re.findall('<th scope="col"', html)) == 3
    assert 'value="school" id="column-school" checked' in html
    assert 'href="/listed/?q=座談"' in html.replace("%E5%BA%A7%E8%AB%87", "座談")


def test_the_export_has_the_same_conditions_and_order(page: Client) -> None:
    activity()
    html = shown(page, "?sort=title&year=112&per_page=20")
    for kind in ("csv", "ods", "xlsx"):
        assert f'href="/activities.csv?year=112&sort=title&format={kind}"' in html
        assert f'href="/activities.csv?year=112&sort=title&labels=zh&format={kind}"' in html
    answer = page.get("/listed/?year=112&format=ods&labels=zh")
    assert (answer.status_code, answer["Location"]) == (302, "/activities.csv?year=112&format=ods&labels=zh")


def test_the_export_has_the_columns_on_the_screen_or_all_of_them(page: Client) -> None:
    activity()
    html = shown(page, "?year=112&columns=title")
    shown_columns = re.findall(r'href="/activities.csv\?year=112&columns=([^&]*)&format=csv"', html)
    assert shown_columns == ["number%2Ctitle"]
    assert 'href="/activities.csv?year=112&format=csv"' in html


def test_a_record_is_opened_with_the_list_it_stands_in(page: Client) -> None:
    record = activity()
    assert f'href="/activities/{record.pk}/?year=112&sort=title"' in shown(page, "?year=112&sort=title&page=1")


def test_a_print_says_what_was_asked_and_by_whom(page: Client, admin: User) -> None:
    activity()
    line = re.search(r'<p class="print-only fine">(.*?)</p>', shown(page, "?year=112"), re.DOTALL)
    assert line
    assert "教育活動" in line[1]
    assert "112" in line[1]
    assert admin.name in line[1]
    assert "/listed/?year=112" in line[1]


def test_who_sees_a_part_is_told_how_many_there_are(client_for: ClientFor, page: Client) -> None:
    activity(number="1")
    activity(number="2", series=SeriesFactory.create(code="other", unit=unit("labour_education")))
    seen = client_for(person(Role.STAFF, units=("rehabilitation",)))
    assert rows(seen) == ["1"]
    assert re.search(r'<div class="quiet">[^<]*[12][^<]*[12]', shown(seen))
    assert len(rows(page)) == 2


def test_one_row_costs_as_many_queries_as_three(page: Client) -> None:
    def cost(query: str) -> int:
        page.get("/listed/")  # what the first request of a process reads once
        with CaptureQueriesContext(connection) as queries:
            shown(page, query)
        return len(queries)

    activity()
    alone, filtered = cost(""), cost("?year=112&series=round_table")
    activity(series=SeriesFactory.create(code="film_festival"), attendance=None)
    activity(series=SeriesFactory.create(code="career_talk"))
    assert cost("") == alone
    assert cost("?year=112&series=round_table") == filtered == alone


def test_a_list_that_says_little_of_itself_is_a_list_too(page: Client) -> None:
    for code in ("bare_b", "bare_a"):
        SeriesFactory.create(code=code, name=code)
    html = page.get("/bare/").content.decode()
    assert re.findall(r'<th scope="row" class="nowrap stick">(\w+)</th>', html) == ["bare_a", "bare_b"]
    assert '<th scope="col" class="stick">名稱</th>' in html
    assert "aria-sort" not in html
    assert "strip--result" not in html
    assert "csv" not in html.lower()
    assert page.get("/bare/?q=x").status_code == 400


def test_the_first_column_leads_to_the_record_even_where_it_is_blank(page: Client) -> None:
    record = activity(number="", title="無號")
    assert f'<a href="/activities/{record.pk}/">{record}</a>' in shown(page)


def test_only_reading_is_possible(page: Client) -> None:
    assert page.post("/listed/").status_code == 405
