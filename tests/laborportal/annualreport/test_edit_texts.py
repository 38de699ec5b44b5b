from typing import Any

import pytest
from django.test import Client

from laborportal.accounts.models import Unit, User
from laborportal.annualreport.models import Objective
from laborportal.annualreport.writing import change
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of
from tests.conftest import ClientFor
from tests.factories.annualreport import FigureDefinitionFactory, ObjectiveFactory

ADDRESS = "/report/112/objectives/1/edit/"


@pytest.fixture
def objective(db: None) -> Objective:
    found: Objective = ObjectiveFactory.create(order=1, results="計{a.sessions|場}")
    FigureDefinitionFactory.create(report=found.report, code="a.sessions")
    return found


@pytest.fixture
def editor(client_for: ClientFor, admin: User) -> Client:
    return client_for(admin)


def post(client: Client, **typed: Any) -> Any:
    given = {
        "title": "職場平權",
        "short_title": "平權",
        "unit": Unit.objects.get(code="vocational").pk,
        "strategies": "1.宣導",
        "results": "計{a.sessions|場次}",
        "future": "",
        "version": 1,
        "reason": "補正",
    }
    return client.post(ADDRESS, given | typed)


def test_a_saved_text_stands_in_the_report_and_in_the_history(objective: Objective, editor: Client) -> None:
    response = post(editor)
    assert (response.status_code, response["Location"]) == (302, "/report/112/#o1")
    objective.refresh_from_db()
    assert (objective.results, objective.unit.code, objective.version) == ("計{a.sessions|場次}", "vocational", 2)
    event = history_of(objective).get()
    assert (event.action, event.reason) == ("changed", "補正")
    assert "0場次" in editor.get("/report/112/").content.decode()


def test_the_form_shows_the_text_its_history_and_the_codes(objective: Objective, editor: Client, act: Act) -> None:
    change(act, objective, {"future": "擴大"}, seen_version=1)
    html = editor.get(ADDRESS).content.decode()
    assert "計{a.sessions|場}" in html
    assert "<ins>擴大</ins>" in html
    assert "<code>{a.sessions|場}</code>" in html


@pytest.mark.parametrize("wrong", ["計{a.gold}家", "計{a.sessions|場", "計{a.sessions@110}"])
def test_what_is_no_figure_is_refused_by_name_and_nothing_typed_is_lost(
    wrong: str, objective: Objective, editor: Client
) -> None:
    html = post(editor, results=wrong, strategies="另一段").content.decode()
    assert f"{wrong[1:].rstrip('家')}：本年度沒有此代碼的指標" in html
    assert wrong in html
    assert "另一段" in html
    objective.refresh_from_db()
    assert objective.version == 1


def test_a_stale_page_says_who_wrote_and_keeps_the_words_for_another_try(
    objective: Objective, editor: Client, act: Act
) -> None:
    change(act, objective, {"results": "別人的話"}, seen_version=1)
    response = post(editor, results="我的話")
    html = response.content.decode()
    assert str(act.actor) in html
    assert "我的話" in html
    assert 'name="version" value="2"' in html
    objective.refresh_from_db()
    assert objective.results == "別人的話"
    assert post(editor, results="我的話", version=2).status_code == 302


def test_saving_without_a_change_leaves_no_event(objective: Objective, editor: Client) -> None:
    post(editor)
    post(editor, version=2)
    assert history_of(objective).count() == 1


def test_a_title_is_needed(objective: Objective, editor: Client) -> None:
    assert post(editor, title=" ").status_code == 200
    assert not Event.objects.exists()


def test_only_an_administrator_edits(
    objective: Objective, client_for: ClientFor, staff: User, supervisor: User, auditor: User
) -> None:
    for user in (staff, supervisor, auditor):
        client = client_for(user)
        assert client.get(ADDRESS).status_code == 403
        assert post(client).status_code == 403
        assert client.get("/report/112/edit/").status_code == 403
        assert "編輯" not in client.get("/report/112/").content.decode()


def test_the_preface_is_edited_in_the_same_way(objective: Objective, editor: Client) -> None:
    typed = {"preface": "本局{a.sessions}", "staffing_note": "", "risk": "已辦理", "version": 1}
    assert editor.post("/report/112/edit/", typed)["Location"] == "/report/112/"
    html = editor.get("/report/112/").content.decode()
    assert "已辦理" in html
    assert "0場</a>" in html


def test_what_does_not_exist_is_not_found(objective: Objective, editor: Client) -> None:
    for address in ("/report/112/objectives/2/edit/", "/report/113/objectives/1/edit/", "/report/113/edit/"):
        assert editor.get(address).status_code == 404
