"""The risk register: a dataset whose records wait for their next review."""

from datetime import date

import pytest
from django.test import Client

from laborportal.accounts.models import User
from laborportal.annualreport.models import Risk
from laborportal.annualreport.states import RiskState
from laborportal.audit.recording import history_of
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.contracts import Defect, UnscopedContract
from tests.factories.annualreport import ObjectiveFactory, RiskFactory

FIRST = {
    "number": "112-風-001",
    "year": "112",
    "unit": "inspection_office",
    "objective": "3",
    "description": "台北工地墜落災害增加",
    "likelihood": "2",
    "impact": "3",
    "control": "假日動態檢查",
    "owner": "林組長",
    "review_on": "2023-06-30",
}
BLANK = dict.fromkeys(("objective", "control", "owner", "review_on"), "")


class TestRisks(UnscopedContract):
    name = "risks"
    rows = (
        FIRST,
        {**FIRST, **BLANK, "number": "112-風-002", "unit": "employment_security", "description": "經費不足"},
        {
            **FIRST,
            "number": "111-風-001",
            "year": "111",
            "description": "系統中斷",
            "likelihood": "1",
            "owner": "張課長",
        },
    )
    change = {"likelihood": "3", "control": "", "review_on": "2023-12-31"}
    found_by = ("112-風-001", "臺北工地 墜落")
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"year": "12"}, "year"),
        Defect({"unit": "nowhere"}, "unit", "planning"),
        Defect({"objective": "0"}, "objective"),
        Defect({"description": ""}, "description"),
        Defect({"likelihood": "4"}, "likelihood"),
        Defect({"impact": "0"}, "impact"),
        Defect({"review_on": "112.2.30"}, "review_on"),
    )
    oddities = (Defect({"objective": "9"}, "objective", "9"),)

    def prepare(self) -> None:
        ObjectiveFactory.create(report__year=112, order=3)
        ObjectiveFactory.create(report__year=111, order=3)

    def test_another_unit_reads_it_and_writes_nothing(self, outsider: User, client_for: ClientFor) -> None:
        record = self.loaded()[0]
        reader = client_for(outsider)
        assert reader.get(self.url("record", record)).status_code == 200
        assert reader.post(self.url("edit", record), {**self.typed, "version": 1}).status_code == 403
        answer = self.entered(reader, {**self.typed, "number": "新"})
        assert answer.status_code == 200
        assert Risk.objects.count() == 3


@pytest.fixture
def officer(client_for: ClientFor, staff: User) -> Client:
    return client_for(staff)


def entered(officer: Client) -> Risk:
    assert officer.post("/report/risks/new/", FIRST).status_code == 302
    return Risk.objects.get()


def test_the_rating_is_likelihood_times_impact_and_orders_the_register(officer: Client) -> None:
    for likelihood, impact in ((1, 3), (3, 3), (2, 2)):
        RiskFactory.create(likelihood=likelihood, impact=impact)
    listed = officer.get("/report/risks/", {"year": "112"}).context["page"].records
    assert [risk.rating for risk in listed] == [9, 4, 3]
    assert officer.get("/report/risks/", {"rating_min": "4"}).context["page"].count == 2


def test_a_watched_risk_waits_for_its_unit_until_its_review(officer: Client) -> None:
    ObjectiveFactory.create(report__year=112, order=3)
    risk = entered(officer)
    (waiting,) = Waiting.objects.of(risk)
    assert (waiting.unit.code, waiting.role, waiting.due) == ("inspection_office", "staff", date(2023, 6, 30))
    filled = {**FIRST, "review_on": "2023-09-30", "version": 1, "confirm_odd": "1"}
    assert officer.post(f"/report/risks/{risk.pk}/edit/", filled).status_code == 302
    assert Waiting.objects.of(risk).get().due == date(2023, 9, 30)
    assert risk.description in officer.get("/").content.decode()


def test_a_review_gives_new_grades_and_the_next_day(officer: Client) -> None:
    ObjectiveFactory.create(report__year=112, order=3)
    risk = entered(officer)
    graded = {"likelihood": "1", "impact": "2", "control": "增派人力", "review_on": "112.12.31"}
    seen = {"seen_state": "watched", "seen_version": "1", "reason": ""}
    assert officer.post(f"/report/risks/{risk.pk}/steps/review/", {**graded, **seen}).status_code == 302
    risk.refresh_from_db()
    assert (risk.rating, risk.control, risk.state) == (2, "增派人力", RiskState.WATCHED)
    assert Waiting.objects.of(risk).get().due == date(2023, 12, 31)
    assert set(history_of(risk)[0].changes) >= {"likelihood", "impact", "control", "review_on"}


def test_a_closed_risk_waits_for_nobody_until_it_is_watched_again(officer: Client) -> None:
    ObjectiveFactory.create(report__year=112, order=3)
    risk = entered(officer)
    page = f"/report/risks/{risk.pk}/steps/"
    seen = {"seen_state": "watched", "seen_version": "1"}
    assert officer.post(f"{page}close/", {**seen, "reason": ""}).status_code == 200
    assert officer.post(f"{page}close/", {**seen, "reason": "工程已完工"}).status_code == 302
    assert not Waiting.objects.of(risk).exists()
    graded = {"likelihood": "2", "impact": "2", "control": "", "review_on": "2024-01-31"}
    again = {"seen_state": "closed", "seen_version": "2", "reason": ""}
    assert officer.post(f"{page}watch/", {**graded, **again}).status_code == 302
    assert Waiting.objects.of(risk).get().due == date(2024, 1, 31)
