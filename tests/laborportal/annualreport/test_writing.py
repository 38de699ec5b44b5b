import pytest

from laborportal.accounts.models import Unit
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.models import Objective
from laborportal.annualreport.values import figures_of
from laborportal.annualreport.writing import change, create, open_year
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, history_of
from laborportal.workflow.performing import Stale
from tests.factories.annualreport import ObjectiveFactory, ReportYearFactory
from tests.laborportal.annualreport.conftest import Declare

ONE = Figure(code="a.b", label="甲", unit="場", dataset="activities")
TWO = Figure(code="a.c", label="乙", unit="場", dataset="activities")


def test_opening_a_year_copies_the_standard_figures_and_records_it(declare: Declare, act: Act) -> None:
    declare(ONE, TWO)
    report = open_year(act, 112)
    assert [row.code for row in report.definitions.all()] == ["a.b", "a.c"]
    assert {event.action for event in Event.objects.all()} == {"created"}
    assert all(history_of(row).count() == 1 for row in report.definitions.all())


def test_opening_again_adds_only_what_is_new_and_leaves_the_rest(declare: Declare, act: Act) -> None:
    declare(ONE)
    report = open_year(act, 112)
    report.definitions.update(label="自訂")
    declare(ONE, TWO)
    assert open_year(act, 112) == report
    assert list(report.definitions.values_list("code", "label")) == [("a.b", "自訂"), ("a.c", "乙")]
    events = Event.objects.count()
    open_year(act, 112)
    assert Event.objects.count() == events


def test_a_change_of_one_year_leaves_the_others(declare: Declare, act: Act) -> None:
    declare(ONE)
    before, report = open_year(act, 111), open_year(act, 112)
    definition = report.definitions.get()
    change(act, definition, {"filter": "year={year}&series=talk"}, seen_version=definition.version)
    assert figures_of(111).book["a.b"].filter == "year={year}"
    assert before.definitions.get().version == 1


def test_an_update_records_what_changed_with_its_reason(act: Act) -> None:
    objective = ObjectiveFactory.create(title="舊", results="同")
    unit = Unit.objects.get(code="vocational")
    acting = Act(act.actor, "更正")
    saved = change(acting, objective, {"title": "新", "results": "同", "unit": unit}, seen_version=1)
    event = history_of(saved).get()
    assert (saved.version, event.target_version, event.reason) == (2, 2, "更正")
    assert set(event.changes) == {"title", "unit"}
    assert event.changes["title"] == ["舊", "新"]
    assert event.changes["unit"][1] == {"id": unit.pk, "label": unit.label}


def test_writing_what_stands_there_already_leaves_no_event(act: Act) -> None:
    objective = ObjectiveFactory.create(title="同")
    assert change(act, objective, {"title": "同"}, seen_version=1).version == 1
    assert not history_of(objective).exists()


def test_a_stale_page_overwrites_nothing_and_says_who_wrote(act: Act) -> None:
    objective = ObjectiveFactory.create(title="一")
    change(act, objective, {"title": "二"}, seen_version=1)
    with pytest.raises(Stale) as stale:
        change(act, objective, {"title": "三"}, seen_version=1)
    assert str(act.actor) in str(stale.value)
    objective.refresh_from_db()
    assert objective.title == "二"


def test_a_new_record_has_one_event_without_values(act: Act) -> None:
    report = ReportYearFactory.create()
    unit = Unit.objects.get(code="planning")
    new = create(act, Objective(report=report, order=1, title="甲", short_title="甲", unit=unit))
    event = history_of(new).get()
    assert (event.action, event.changes) == ("created", {})
