"""Figures and targets of one year: changed, withdrawn, put back; the other years stay as they are."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.activities.models import Series
from laborportal.annualreport.bookkeeping import Wanted, add_figure, change_figure
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.members import keys_of
from laborportal.annualreport.models import FigureDefinition, Objective, Target
from laborportal.annualreport.values import figures_of
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act, history_of
from laborportal.rocyear.dates import to_roc, today
from tests.conftest import ClientFor
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.annualreport import ObjectiveFactory, TargetFactory
from tests.laborportal.annualreport.conftest import Declare

SESSIONS = Figure(
    code="a.sessions", label="場次", unit="場", dataset="activities", filter={"series": "gender_advocacy"}
)
PEOPLE = Figure(code="a.people", label="人次", unit="人次", dataset="activities", measure="sum:attendance")
SHARE = Figure(code="a.share", label="每場人次", unit="人次", decimals=1, formula="a.people / a.sessions")
TALKS = Wanted(
    label="講座",
    label_en="Talks",
    unit="場",
    unit_en="sessions",
    decimals=0,
    dataset="activities",
    filter="year={year}&series=campus_talk",
    measure="count",
)
BOOK = "/report/112/definitions/"
PAGE = f"{BOOK}a.sessions/"


@pytest.fixture(autouse=True)
def opened(declare: Declare, admin: User) -> None:
    declare(SESSIONS, PEOPLE, SHARE)
    SeriesFactory.create()
    SeriesFactory.create(code="campus_talk")
    for year in (111, 112):
        open_year(Act(admin), year)
    for day in ("2022-05-05", "2023-05-05", "2023-06-06"):
        ActivityFactory.create(held_on=day, attendance=30)
    ActivityFactory.create(held_on="2023-07-07", attendance=5, series__code="campus_talk")


@pytest.fixture
def editor(client_for: ClientFor, admin: User) -> Client:
    return client_for(admin)


@pytest.fixture
def objective() -> Objective:
    found: Objective = ObjectiveFactory.create(report=row().report, order=1, figures=["a.people"])
    return found


def row(code: str = "a.sessions", year: int = 112) -> FigureDefinition:
    return FigureDefinition.objects.get(report__year=year, code=code)


def value(code: str = "a.sessions", year: int = 112) -> Any:
    return figures_of(year).counted[code].value


def post(client: Client, page: str = PAGE, **typed: Any) -> Any:
    given = {
        "label": "場次",
        "label_en": "Sessions",
        "measure": "count",
        "unit": "場",
        "unit_en": "sessions",
        "place": "",
        "version": 1,
        "reason": "改計",
    }
    return client.post(page, {**given, **typed})


def test_a_changed_figure_changes_its_year_and_no_other(editor: Client) -> None:
    assert post(editor, measure="sum:attendance", label="參加人次").status_code == 302
    assert (value(year=112), value(year=111)) == (60, 1)
    assert (row().label, row(year=111).label) == ("參加人次", "場次")
    event = history_of(row()).first()
    assert event
    assert (event.action, event.reason) == ("changed", "改計")
    html = editor.get(PAGE).content.decode()
    assert "計算方式：由 <del>計筆數</del> 改為 <ins>加總「參加人次」</ins>" in html


def test_its_records_are_changed_by_coming_from_the_list_again(editor: Client) -> None:
    html = editor.get("/report/figures/new/activities/?year=112&series=campus_talk").content.decode()
    address = f"{PAGE}?year=112&series=campus_talk"
    assert f'href="{address.replace("&", "&amp;")}"' in html
    html = editor.get(address).content.decode()
    assert "計入的資料將改變" in html
    words = f"<ins>年度＝報告年度、活動系列＝{Series.objects.get(code='campus_talk').name}</ins>"
    assert words in html
    post(editor, address)
    assert row().filter == "year={year}&series=campus_talk"
    assert (value(year=112), value(year=111)) == (1, 1)
    assert words in editor.get(PAGE).content.decode()


def test_a_list_that_cannot_be_a_figure_does_not_change_one(editor: Client) -> None:
    for query in ("?colour=red", "?year=112&year=111"):
        assert "這份清單不能設為指標" in editor.get(PAGE + query).content.decode()
        assert "這份清單不能設為指標" in post(editor, PAGE + query).content.decode()
    assert row().version == 1


def test_a_computed_figure_keeps_its_formula_and_can_have_another_name(editor: Client) -> None:
    page = f"{BOOK}a.share/"
    assert 'name="measure"' not in editor.get(page).content.decode()
    post(editor, page, label="平均", unit="人次", decimals="2")
    assert (row("a.share").label, row("a.share").formula, row("a.share").decimals) == ("平均", SHARE.formula, 2)


def test_a_figure_moves_to_another_objective(editor: Client, objective: Objective) -> None:
    post(editor, place="1")
    objective.refresh_from_db()
    assert objective.figures == ["a.people", "a.sessions"]
    post(editor, version=row().version)
    objective.refresh_from_db()
    assert objective.figures == ["a.people"]
    html = editor.get("/report/112/objectives/1/edit/").content.decode()
    assert "指標：由 <del>人次、場次</del> 改為 <ins>人次</ins>" in html


def test_a_stale_page_says_who_wrote_and_keeps_the_words(editor: Client, act: Act) -> None:
    change_figure(act, row(), {"label": "別的"}, None, seen_version=1)
    html = post(editor, label="我的").content.decode()
    assert str(act.actor) in html
    assert 'value="我的"' in html
    assert row().label == "別的"
    assert post(editor, label="我的", version=2).status_code == 302


def test_a_withdrawn_figure_counts_nowhere_keeps_its_reason_and_comes_back(
    editor: Client, objective: Objective
) -> None:
    post(editor, place="1")
    page = f"{PAGE}withdraw/"
    FigureDefinition.objects.filter(code="a.share").update(formula="2 * a.people")
    assert "請說明理由" in editor.post(page, {"version": row().version}).content.decode()
    assert editor.post(page, {"version": row().version, "reason": "重複"})["Location"] == BOOK
    objective.refresh_from_db()
    assert objective.figures == ["a.people"]
    assert "a.sessions" not in figures_of(112).counted
    assert "a.sessions" in figures_of(111).counted
    assert editor.get("/report/112/figures/a.sessions/").status_code == 404
    assert editor.get(PAGE).status_code == 404
    html = editor.get(BOOK).content.decode()
    assert "重複" in html[html.index("已撤銷的指標") :]
    for _turn in range(2):
        assert editor.post(f"{PAGE}restore/")["Location"] == BOOK
    assert value() == 2
    assert [event.action for event in history_of(row())][:2] == ["restored", "voided"]


def test_a_figure_that_others_or_texts_need_is_not_withdrawn(editor: Client, objective: Objective) -> None:
    page = f"{PAGE}withdraw/"
    html = editor.post(page, {"version": 1, "reason": "重複"}).content.decode()
    assert "其他指標由它計算：每場人次。" in html
    FigureDefinition.objects.filter(code="a.share").update(formula="2 * a.people")
    Objective.objects.update(results="計{a.sessions|場}")
    html = editor.post(page, {"version": 1, "reason": "重複"}).content.decode()
    assert f"下列文字引用此數字：{objective.short_title}" in html
    assert row().voided_at is None
    assert "重複" in html


def test_a_stale_withdrawal_is_refused(editor: Client) -> None:
    html = editor.post(f"{PAGE}withdraw/", {"version": 9, "reason": "重複"}).content.decode()
    assert 'role="alert"' in html
    assert row().voided_at is None


def target(client: Client, **typed: Any) -> Any:
    given = {"direction": "at_most", "value": "11", "scope": "本市", "baseline": "12", "baseline_years": "108–111"}
    return client.post(f"{PAGE}target/", {"seen_version": 0, **given, **typed})


def test_a_target_has_a_value_a_direction_a_baseline_and_a_scope(editor: Client) -> None:
    assert target(editor).status_code == 302
    html = editor.get("/report/112/figures/a.sessions/").content.decode()
    assert "至多 11 場（本市）" in html
    assert "基準：108–111年平均 12 場。" in html
    assert figures_of(111).counted["a.sessions"].target is None
    assert target(editor, seen_version=1, value="1.5", direction="at_least").status_code == 302
    found = Target.objects.get()
    assert (found.direction, str(found.value), found.version) == ("at_least", "1.5000", 2)
    html = editor.get(f"{PAGE}target/").content.decode()
    assert 'value="1.5"' in html
    assert "方向：由 <del>至多</del> 改為 <ins>至少</ins>" in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"value": ""}, "error"), ({"direction": ""}, "error"), ({"baseline_years": ""}, "請說明基準是哪些年度")],
)
def test_half_a_target_is_refused(wrong: dict[str, str], sentence: str, editor: Client) -> None:
    assert sentence in target(editor, **wrong).content.decode()
    assert not Target.objects.exists()


def test_a_target_that_somebody_else_has_just_set_is_not_overwritten(editor: Client) -> None:
    TargetFactory.create(report=row().report, code="a.sessions", value=7)
    html = target(editor).content.decode()
    assert 'name="seen_version" value="1"' in html
    assert Target.objects.get().value == 7
    assert target(editor, seen_version=1).status_code == 302


def test_a_withdrawn_target_measures_nothing_until_it_is_set_again(editor: Client) -> None:
    target(editor)
    page = f"{PAGE}target/withdraw/"
    assert "至多" not in editor.get(page).content.decode()
    assert editor.post(page, {"version": 1, "reason": "取消"}).status_code == 302
    assert figures_of(112).counted["a.sessions"].target is None
    assert editor.get(page).status_code == 404
    target(editor, value="9")
    found = figures_of(112).counted["a.sessions"].target
    assert found
    assert (int(found.value), found.version, found.void_reason) == (9, 3, None)


def test_the_book_lists_what_is_own_what_differs_and_who_changed_it(editor: Client, admin: User, act: Act) -> None:
    change_figure(act, row(), {"measure": "sum:attendance"}, None, seen_version=1)
    add_figure(Act(admin), TALKS, [112])
    target(editor)
    html = editor.get(BOOK).content.decode()
    own, changed, plain = (html.index(title) for title in ("自訂指標", "本年度修改", "依標準定義"))
    assert own < html.index(">講座</a>") < changed < html.index(">場次</a>") < plain < html.index(">人次</a>")
    assert "與標準不同： 計算方式" in html
    assert str(act.actor) in html[changed:plain]
    assert "至多 11 場" in html[changed:plain]
    assert "「人次」 ÷ 「場次」" in html[plain:]
    assert "自訂指標　" not in editor.get("/report/111/definitions/").content.decode()


def test_a_year_that_nobody_opened_shows_the_standard_and_can_be_opened(editor: Client, staff: User) -> None:
    page = "/report/113/definitions/"
    html = editor.get(page).content.decode()
    assert "本年度尚未開立" in html
    assert f"{page}a.sessions/" not in html
    assert editor.get(f"{page}a.sessions/").status_code == 404
    assert editor.post(page)["Location"] == page
    assert row(year=113).label == "場次"


def test_a_standard_figure_that_came_later_is_offered(editor: Client, declare: Declare) -> None:
    declare(SESSIONS, PEOPLE, SHARE, Figure(code="a.new", label="新指標", unit="場", dataset="activities"))
    html = editor.get(BOOK).content.decode()
    assert "新指標" in html[html.index("本年度尚未列入的標準指標") :]
    editor.post(BOOK)
    assert row("a.new").measure == "count"


def test_an_own_figure_of_another_year_is_taken_over_as_its_newest_year_has_it(editor: Client, admin: User) -> None:
    rows = add_figure(Act(admin), TALKS, [110, 111])
    change_figure(Act(admin), rows[1], {"label": "校園講座"}, None, seen_version=1)
    html = editor.get(BOOK).content.decode()
    assert "校園講座" in html[html.index("其他年度的自訂指標") :]
    for _turn in range(2):
        assert editor.post(BOOK, {"take": "own.talks"})["Location"] == BOOK
    assert (row("own.talks").label, row("own.talks").version) == ("校園講座", 1)
    assert value("own.talks") == 1
    assert "其他年度的自訂指標" not in editor.get(BOOK).content.decode()


def test_the_list_of_reports_leads_to_the_year_that_nobody_opened(
    editor: Client, staff: User, client_for: ClientFor
) -> None:
    year = to_roc(today().year)
    link = f'href="/report/{year}/definitions/"'
    assert link in editor.get("/report/").content.decode()
    assert link not in client_for(staff).get("/report/").content.decode()
    editor.post(f"/report/{year}/definitions/")
    assert link not in editor.get("/report/").content.decode()


def test_the_book_costs_the_same_for_three_figures_and_for_six(editor: Client, admin: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            editor.get(BOOK)
        return len(queries)

    post(editor)
    editor.get(BOOK)
    alone = cost()
    for number in range(3):
        add_figure(Act(admin), replace(TALKS, label_en=f"T{number}"), [112])
    assert cost() == alone


@pytest.mark.parametrize(
    "broken",
    [
        {"filter": "year={year}&series=no_such_series"},
        {"filter": "year={year}&colour=red"},
        {"filter": "year={moon}"},
        {"measure": "sum:no_such_column"},
        {"measure": "sum:title"},
        {"measure": "distinct:held_on"},
        {"measure": "luck"},
        {"measure": "named:luck"},
        {"dataset": "dreams"},
    ],
)
def test_a_definition_that_can_no_longer_be_read_says_so_in_words(broken: dict[str, str], editor: Client) -> None:
    FigureDefinition.objects.filter(report__year=112, code="a.sessions").update(**broken)
    assert value() is None
    assert re.search("讀取|尚未建置", figures_of(112).counted["a.sessions"].note)
    for page in ("/report/112/", "/report/112/figures/a.sessions/", BOOK, PAGE, f"{PAGE}target/", "/"):
        assert editor.get(page).status_code == 200, page
    assert post(editor, unit="件").status_code in (200, 302)


def test_members_follow_the_year_of_the_book(editor: Client) -> None:
    post(editor, f"{PAGE}?year=112&series=campus_talk")
    assert len(keys_of(112, "a.sessions")) == 1
    assert len(keys_of(111, "a.sessions")) == 1
    assert set(keys_of(112, "a.sessions")).isdisjoint(keys_of(111, "a.sessions"))


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}withdraw/", f"{PAGE}target/"])
def test_only_an_administrator_changes_a_book(
    page: str, client_for: ClientFor, staff: User, auditor: User, outsider: User
) -> None:
    for user in (staff, auditor, outsider):
        client = client_for(user)
        assert (client.get(page).status_code, client.post(page).status_code) == (403, 403)
        assert client.post(f"{PAGE}restore/").status_code == 403
        assert client.post(BOOK).status_code == 403
        html = client.get(BOOK)
        assert html.status_code == 200
        assert f'href="{PAGE}"' not in html.content.decode()
