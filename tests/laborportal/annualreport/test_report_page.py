import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.models import ReportYear
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory
from tests.factories.annualreport import ObjectiveFactory, TargetFactory
from tests.laborportal.annualreport.conftest import Declare

SESSIONS = Figure(
    code="a.sessions",
    label="宣導會場次",
    unit="場",
    dataset="activities",
    filter={"series": "gender_advocacy"},
    measure="sum:sessions",
)
SHARE = Figure(code="a.share", label="占比", unit="%", decimals=2, formula="100 * a.sessions / a.all")
ALL = Figure(code="a.all", label="全部場次", unit="場", dataset="activities", measure="sum:sessions")
DREAMS = Figure(code="a.dreams", label="夢", unit="件", dataset="dreams")


@pytest.fixture
def report(declare: Declare, act: Act) -> ReportYear:
    declare(SESSIONS, ALL, SHARE, DREAMS)
    report = open_year(act, 112)
    ObjectiveFactory.create(
        report=report,
        order=1,
        title="職場平權",
        results="1.辦理{a.sessions|場次}，占{a.share|%}。\n2.{a.dreams}",
        figures=["a.sessions", "a.share", "a.dreams"],
    )
    ActivityFactory.create(sessions=3)
    ActivityFactory.create(sessions=1, series__code="film_screening")
    ActivityFactory.create(sessions=2, held_on="2022-03-29")
    return report


@pytest.fixture
def reader(client_for: ClientFor, staff: User) -> Client:
    return client_for(staff)


def page(client: Client, address: str = "/report/112/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_parts_stand_in_the_order_of_the_printed_report(report: ReportYear, reader: Client) -> None:
    html = page(reader)
    headings = re.findall(r'<h2 id="(\w+)">([^<]+)', html)
    assert [name for name, _words in headings] == ["s1", "s2", "s3", "s4", "others"]
    assert headings[1][1] == "貳、機關109至112年度預算及人力"


def test_a_number_in_a_sentence_is_a_link_to_exactly_its_records(report: ReportYear, reader: Client) -> None:
    html = page(reader)
    link = "/activities/?year=112&amp;series=gender_advocacy"
    assert f'<li>辦理<a class="figure-link" href="{link}">3場次</a>，占' in html
    listed = reader.get(link.replace("&amp;", "&"))
    assert listed.context["page"].count == 1


def test_a_computed_number_leads_to_its_page(report: ReportYear, reader: Client) -> None:
    assert '<a class="figure-link" href="/report/112/figures/a.share/">75.00%</a>' in page(reader)


def test_below_the_objective_stand_its_figures_and_the_year_before(report: ReportYear, reader: Client) -> None:
    html = page(reader)
    evidence = html[html.index('class="evidence"') :]
    assert "與上年度比較" in evidence
    assert "+1 場" in evidence
    assert '<a class="figure-link" href="/activities/?year=111&amp;series=gender_advocacy">2 場</a>' in evidence
    assert "−25.00 百分點" in evidence
    assert '<a href="/report/112/figures/a.sessions/">宣導會場次</a>' in evidence
    assert evidence.count("尚無資料") == 1


def test_a_target_shows_its_direction_scope_baseline_and_whether_it_is_reached(
    report: ReportYear, reader: Client
) -> None:
    TargetFactory.create(
        report=report,
        code="a.sessions",
        value=2,
        direction="at_most",
        scope="本局",
        baseline=4,
        baseline_years="108-111",
    )
    html = page(reader)
    assert "指標與目標" in html
    assert "至多 2 場" in html
    assert '<span class="state-tag state-tag--warn">未達成</span>' in html
    assert "目標範圍為本局。 基準：108-111年平均 4 場。" in html
    assert "未設" in html


def test_a_figure_with_records_of_three_years_has_bars_and_their_numbers(report: ReportYear, reader: Client) -> None:
    assert "<svg" not in page(reader)
    ActivityFactory.create(sessions=1, held_on="2020-03-29")
    TargetFactory.create(report=report, code="a.sessions", value=4)
    html = page(reader)
    assert html.count('<rect class="bar') == 3
    assert 'aria-label="宣導會場次：109年1、111年2、112年3；目標：至少 4 場"' in html
    assert '<path class="target"' in html


def test_finance_and_staffing_say_in_words_that_there_is_no_data(report: ReportYear, reader: Client) -> None:
    html = page(reader)
    finance = html[html.index("一、近4年預、決算趨勢") : html.index('id="s3"')]
    assert finance.count("尚無資料") == 10
    assert "人事費占決算比例(%)" in finance


def test_a_figure_counts_every_record_whoever_looks(
    report: ReportYear, client_for: ClientFor, outsider: User, admin: User
) -> None:
    assert "3場次" in page(client_for(outsider))
    assert "3場次" in page(client_for(admin))


def test_a_year_that_nobody_opened_shows_the_standard_figures(declare: Declare, reader: Client, db: None) -> None:
    declare(SESSIONS)
    html = page(reader, "/report/113/")
    assert html.count("本段尚未撰寫。") == 3
    assert "其他指標" in html


def test_without_a_role_there_is_no_report(client_for: ClientFor, report: ReportYear) -> None:
    nobody = client_for(UserFactory.create())
    for address in ("/report/", "/report/112/", "/report/112/figures/a.sessions/"):
        assert nobody.get(address).status_code == 403


@pytest.mark.parametrize("address", ["/report/0/", "/report/1000/", "/report/abc/", "/report/112/figures/A/"])
def test_what_is_no_year_and_no_code_is_not_found(address: str, reader: Client) -> None:
    assert reader.get(address).status_code == 404


def test_the_years_are_listed_newest_first(report: ReportYear, reader: Client, act: Act) -> None:
    open_year(act, 110)
    html = page(reader, "/report/")
    assert re.findall(r'<a href="/report/(\d+)/">', html) == ["112", "110"]
    assert page(reader, "/report/").count("草稿") == 2


def test_the_list_of_years_says_when_there_is_none(reader: Client, db: None) -> None:
    assert "尚未開啟任何年度。" in page(reader, "/report/")


def test_the_interface_is_english_on_request_and_the_texts_stay(report: ReportYear, reader: Client) -> None:
    reader.cookies["django_language"] = "en"
    html = page(reader)
    assert "I. Preface" in html
    assert "No data yet" in html
    assert "職場平權" in html


def test_more_records_and_objectives_take_no_more_queries(
    report: ReportYear, reader: Client, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    page(reader)
    with CaptureQueriesContext(connection) as few:
        page(reader)
    ActivityFactory.create_batch(3, held_on="2020-05-05")
    ObjectiveFactory.create_batch(2, report=report, figures=["a.sessions"], results="{a.sessions}")
    with django_assert_num_queries(len(few)):
        page(reader)
