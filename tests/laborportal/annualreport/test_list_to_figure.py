import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.annualreport.models import FigureDefinition, Objective, ReportYear
from laborportal.annualreport.preview import offers_of
from laborportal.annualreport.values import figures_of
from laborportal.audit.models import Event
from laborportal.audit.recording import history_of
from laborportal.datasets.registry import all_datasets
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.annualreport import FigureDefinitionFactory, ObjectiveFactory, ReportYearFactory
from tests.factories.employers import EmployerFactory

LIST = "/activities/?year=112&series=gender_advocacy"
PAGE = "/report/figures/new/activities/?year=112&series=gender_advocacy"


@pytest.fixture
def editor(client_for: ClientFor, admin: User) -> Client:
    return client_for(admin)


@pytest.fixture(autouse=True)
def objective(db: None) -> Objective:
    SeriesFactory.create()
    found: Objective = ObjectiveFactory.create(order=1, short_title="平權", report=ReportYearFactory.create(year=112))
    return found


def post(client: Client, page: str = PAGE, **typed: Any) -> Any:
    given = {
        "label": "研習會場次",
        "label_en": "Sessions held",
        "measure": "count",
        "unit": "場",
        "unit_en": "",
        "decimals": "",
        "place": "1",
        "years": ["112"],
        "reason": "",
    }
    return client.post(page, {**given, **typed})


def test_only_an_administrator_is_offered_the_link_and_it_carries_the_canonical_filter(
    client_for: ClientFor, admin: User, staff: User, supervisor: User, auditor: User
) -> None:
    html = client_for(admin).get(f"{LIST}&sort=-title&per_page=20").content.decode()
    assert 'href="/report/figures/new/activities/?year=112&amp;series=gender_advocacy"' in html
    for user in (staff, supervisor, auditor):
        assert "設為年度報告的指標" not in client_for(user).get(LIST).content.decode()
        assert client_for(user).get(PAGE).status_code == 403
        assert post(client_for(user)).status_code == 403


def test_a_broken_list_offers_no_link(editor: Client) -> None:
    assert "設為年度報告的指標" not in editor.get("/activities/?colour=red").content.decode()


def test_before_saving_the_page_says_what_would_be_counted_in_words_number_and_years(editor: Client) -> None:
    for day in ("2021-05-05", "2022-05-05", "2023-05-05"):
        ActivityFactory.create(held_on=day, attendance=30)
    html = editor.get(PAGE).content.decode()
    assert "年度＝報告年度" in html
    assert "計筆數：1" in html
    assert "：30" in html
    trend = html[html.index('<figure class="chart">') : html.index("</figure>")]
    assert [f'<th scope="row">{year}</th>' in trend for year in (110, 111, 112)] == [True, True, True]
    assert not FigureDefinition.objects.exists()


def test_a_saved_figure_stands_below_its_objective_with_a_code_of_its_own(
    editor: Client, objective: Objective, admin: User
) -> None:
    ActivityFactory.create()
    response = post(editor, reason="議會要求")
    assert (response.status_code, response["Location"]) == (302, "/report/112/#o1")
    row = FigureDefinition.objects.get(code="own.sessions_held")
    assert (row.dataset, row.filter, row.measure, row.unit_en) == (
        "activities",
        "year={year}&series=gender_advocacy",
        "count",
        "sessions",
    )
    objective.refresh_from_db()
    assert objective.figures == ["own.sessions_held"]
    assert [(event.action, event.actor_name) for event in history_of(row)] == [("created", "王企劃")]
    assert Event.objects.get(action="changed").reason == "議會要求"
    html = editor.get("/report/112/").content.decode()
    section = html[html.index('id="o1"') :]
    assert "研習會場次" in section
    assert 'href="/activities/?year=112&amp;series=gender_advocacy">1 場</a>' in section


def test_without_an_objective_it_stands_among_the_other_figures(editor: Client) -> None:
    assert post(editor, place="")["Location"] == "/report/112/#others"
    html = editor.get("/report/112/").content.decode()
    assert "研習會場次" in html[html.index('id="others"') :]


def test_several_years_get_the_same_code_and_each_its_own_definition(editor: Client, objective: Objective) -> None:
    other = ObjectiveFactory.create(report=ReportYearFactory.create(year=111), order=4, short_title="平權")
    post(editor, years=["112", "111"])
    rows = FigureDefinition.objects.filter(code="own.sessions_held")
    assert sorted(row.report.year for row in rows) == [111, 112]
    for place in (objective, other):
        place.refresh_from_db()
        assert place.figures == ["own.sessions_held"]


def test_a_code_is_never_given_twice(editor: Client) -> None:
    for _turn in range(2):
        post(editor)
    post(editor, label_en="研習")
    codes = FigureDefinition.objects.filter(code__startswith="own.").values_list("code", flat=True)
    assert sorted(codes) == ["own.figure", "own.sessions_held", "own.sessions_held_2"]


def test_a_unit_is_chosen_or_typed_in_both_languages(editor: Client) -> None:
    html = post(editor, unit="梯").content.decode()
    assert "這是新的單位，請填英文名稱。" in html
    assert 'value="梯"' in html
    post(editor, unit="梯", unit_en="rounds")
    assert FigureDefinition.objects.get(code="own.sessions_held").unit_en == "rounds"


@pytest.mark.parametrize(
    ("measure", "typed", "kept"),
    [("count", "2", 0), ("sum:attendance", "1", 0), ("named:match_rate", "", 1), ("named:match_rate", "2", 2)],
)
def test_decimals_are_for_rates(measure: str, typed: str, kept: int, editor: Client) -> None:
    post(editor, measure=measure, decimals=typed)
    assert FigureDefinition.objects.get(code="own.sessions_held").decimals == kept


@pytest.mark.parametrize("wrong", ["", "sum:title", "named:luck", "count; drop table"])
def test_a_measure_that_the_records_do_not_offer_is_refused(wrong: str, editor: Client) -> None:
    assert post(editor, measure=wrong).status_code == 200
    assert not FigureDefinition.objects.filter(code__startswith="own.").exists()


def test_counting_again_keeps_what_was_typed_and_complains_of_nothing(editor: Client) -> None:
    ActivityFactory.create(attendance=30)
    html = post(editor, label="", measure="sum:attendance", years=["112", "115"], preview="1").content.decode()
    assert '<div class="stat__value">30' in html
    assert "error-summary" not in html
    assert "Sessions held" in html
    assert html.count("checked") == 3


def test_a_list_without_a_year_is_refused_unless_it_is_a_running_total(editor: Client) -> None:
    page = "/report/figures/new/activities/?series=gender_advocacy"
    assert "清單沒有年度條件" in editor.get(page).content.decode()
    assert "請回清單選擇年度，或在此註明為累計數。" in post(editor, page).content.decode()
    assert post(editor, page, running_total="on").status_code == 302
    ActivityFactory.create(held_on="2021-01-01")
    ActivityFactory.create(held_on="2024-01-01")
    assert figures_of(112).counted["own.sessions_held"].value == 1


@pytest.mark.parametrize("query", ["?colour=red", "?year=112&year=111"])
def test_a_list_that_cannot_be_a_figure_says_why_and_leads_back(query: str, editor: Client) -> None:
    for answer in (
        editor.get("/report/figures/new/activities/" + query),
        post(editor, f"/report/figures/new/activities/{query}"),
    ):
        assert answer.status_code == 200
        assert "這份清單不能設為指標" in answer.content.decode()


def test_records_without_a_year_have_no_number_of_the_year_before(editor: Client) -> None:
    EmployerFactory.create()
    assert post(editor, "/report/figures/new/employers/").status_code == 302
    counted = figures_of(112).counted["own.sessions_held"]
    assert counted.value == 1
    assert counted.previous is None


def test_a_year_that_nobody_opened_is_opened_with_all_standard_figures(editor: Client) -> None:
    post(editor, years=["112", "115"])
    book = ReportYear.objects.get(year=115).definitions
    assert book.filter(code="certifications.gender.gold").exists()
    assert book.filter(code="own.sessions_held").exists()


def test_an_unknown_kind_of_records_is_not_found(editor: Client) -> None:
    assert editor.get("/report/figures/new/dreams/").status_code == 404


def test_the_suggested_names_are_in_both_languages(editor: Client) -> None:
    html = editor.get("/report/figures/new/certification_applications/?year=112&scheme=gender").content.decode()
    assert 'value="認證申請（職場性別平等認證）"' in html
    assert 'value="Certification applications (Workplace gender-equality certification)"' in html
    html = editor.get(PAGE).content.decode()
    assert re.search(r'name="label_en" value="Activities \([A-Za-z -]+\)"', html)


def test_a_number_of_records_that_is_declared_in_code_has_no_decimals(editor: Client) -> None:
    page = "/report/figures/new/certification_applications/?year=112"
    assert "計獲獎件數：0<" in editor.get(page).content.decode()
    post(editor, page, measure="named:awarded", decimals="2")
    post(editor, page, measure="sum:score", label_en="Scores")
    decimals = FigureDefinition.objects.filter(code__startswith="own.").values_list("code", "decimals")
    assert dict(decimals) == {"own.sessions_held": 0, "own.scores": 1}


def test_every_measure_that_a_list_offers_can_be_counted(db: None) -> None:
    for dataset in all_datasets():
        offers = offers_of(dataset, "", 112)
        assert offers[0].measure == "count"
        assert all(not offer.counted.note.startswith("其定義") for offer in offers)


def test_the_page_costs_the_same_for_one_record_and_for_three(editor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(PAGE)
        return len(queries)

    FigureDefinitionFactory.create(report__year=112)
    ActivityFactory.create()
    editor.get(PAGE)
    alone = cost()
    ActivityFactory.create(held_on="2022-02-02", school="大安國小", interviewed=3, matched=1)
    ActivityFactory.create(held_on="2021-02-02", venue="市府")
    FigureDefinitionFactory.create_batch(2, report__year=112)
    ObjectiveFactory.create_batch(2, report__year=112)
    assert cost() == alone


def test_a_number_in_a_suggested_name_says_what_it_counts(editor: Client) -> None:
    page = editor.get("/report/figures/new/activities/?year=112&attendance_min=500")
    name = page.context["form"]["label_en"].value()
    assert "Attendance, at least" in name
    assert "500" in name
