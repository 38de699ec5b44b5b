import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.annualreport.declarations import Figure
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory
from tests.factories.annualreport import FigureDefinitionFactory, ObjectiveFactory, TargetFactory
from tests.laborportal.annualreport.conftest import Declare

PEOPLE = Figure(
    code="a.people",
    label="宣導會人次",
    unit="人次",
    dataset="activities",
    filter={"series": "gender_advocacy"},
    measure="sum:attendance",
)
SCHOOLS = Figure(code="a.schools", label="學校", unit="校", dataset="activities", measure="distinct:school")
RATE = Figure(code="a.rate", label="媒合率", unit="%", decimals=1, dataset="activities", measure="named:match_rate")
SHARE = Figure(code="a.share", label="每場人次", unit="人次", decimals=1, formula="a.people / (a.events - 1) * 2")
EVENTS = Figure(code="a.events", label="活動", unit="件", dataset="activities")
DREAMS = Figure(code="a.dreams", label="夢", unit="件", dataset="dreams")


@pytest.fixture(autouse=True)
def figures(declare: Declare) -> None:
    declare(PEOPLE, SCHOOLS, RATE, SHARE, EVENTS, DREAMS)


def page(client: Client, code: str) -> str:
    response = client.get(f"/report/112/figures/{code}/")
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_in_words_how_the_number_comes_about(client_for: ClientFor, staff: User) -> None:
    ActivityFactory.create(attendance=40)
    html = page(client_for(staff), "a.people")
    assert "<h1>宣導會人次 40 人次</h1>" in html
    assert "，加總「" in html
    assert "112.01.01 至 112.12.31" in html
    assert "111年度無資料" in html


@pytest.mark.parametrize(
    ("code", "words"),
    [("a.events", "計筆數"), ("a.schools", "計不重複的「"), ("a.share", "「宣導會人次」 ÷ (「活動」 − 1) × 2")],
)
def test_every_measure_has_words(code: str, words: str, client_for: ClientFor, staff: User) -> None:
    ActivityFactory.create(attendance=40)
    assert words in page(client_for(staff), code)


def test_a_named_measure_is_called_by_its_label(client_for: ClientFor, staff: User) -> None:
    ActivityFactory.create(interviewed=100, matched=40)
    html = page(client_for(staff), "a.rate")
    assert "40.0" in html


def test_the_records_are_listed_with_a_way_to_each_and_to_the_whole_list(client_for: ClientFor, staff: User) -> None:
    ActivityFactory.create(attendance=40)
    ActivityFactory.create_batch(50, attendance=1)
    html = page(client_for(staff), "a.people")
    assert len(re.findall(r'<th scope="row" class="nowrap stick"><a href="/activities/\d+/\?year=112', html)) == 50
    assert "全部 51 筆，您可檢視 51 筆" in html
    assert 'href="/activities/?year=112&amp;series=gender_advocacy&amp;format=csv"' in html


def test_who_may_not_see_them_learns_how_many_there_are(client_for: ClientFor, outsider: User) -> None:
    activity = ActivityFactory.create(attendance=40)
    html = page(client_for(outsider), "a.people")
    assert "宣導會人次 40 人次" in html
    assert "全部 1 筆，您可檢視 0 筆" in html
    assert activity.number not in html


def test_a_computed_figure_shows_what_it_is_computed_from(client_for: ClientFor, staff: User) -> None:
    ActivityFactory.create_batch(3, attendance=10)
    html = page(client_for(staff), "a.share")
    assert "計算所用指標" in html
    assert '<a href="/report/112/figures/a.people/">宣導會人次</a>' in html
    assert "計入的資料" not in html


def test_a_figure_without_records_in_the_system_says_so(client_for: ClientFor, staff: User) -> None:
    html = page(client_for(staff), "a.dreams")
    assert "<h1>夢</h1>" in html
    assert "尚未建置於本系統" in html


def test_the_trend_has_only_years_with_records(client_for: ClientFor, staff: User) -> None:
    for day in ("2019-05-05", "2021-05-05", "2023-05-05"):
        ActivityFactory.create(attendance=7, held_on=day)
    html = page(client_for(staff), "a.people")
    trend = html[html.index('<figure class="chart">') : html.index("</figure>")]
    assert [f'<th scope="row">{year}</th>' in trend for year in range(108, 113)] == [True, False, True, False, True]


def test_it_names_the_objectives_that_use_it_and_its_target(client_for: ClientFor, staff: User) -> None:
    objective = ObjectiveFactory.create(title="職場平權", results="計{a.people}")
    FigureDefinitionFactory.create(report=objective.report, code="a.people", unit="人次")
    TargetFactory.create(
        report=objective.report, code="a.people", value=30, scope="本市", baseline=20, baseline_years="111"
    )
    html = page(client_for(staff), "a.people")
    assert f'<a href="/report/112/#o{objective.order}">{objective.order}　職場平權</a>' in html
    assert "至少 30 人次（本市）" in html
    assert "基準：111年平均 20 人次。" in html


def test_an_unknown_figure_is_not_found(client_for: ClientFor, staff: User) -> None:
    assert client_for(staff).get("/report/112/figures/a.gold/").status_code == 404


def test_the_trend_costs_the_same_for_two_years_and_for_five(client_for: ClientFor, staff: User) -> None:
    reader = client_for(staff)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(reader, "a.people")
        return len(queries)

    for day in ("2022-05-05", "2023-05-05"):
        ActivityFactory.create(held_on=day)
    page(reader, "a.people")
    two = cost()
    for day in ("2019-05-05", "2020-05-05", "2021-05-05"):
        ActivityFactory.create(held_on=day)
    assert page(reader, "a.people").count('<rect class="bar') == 5
    assert cost() == two
