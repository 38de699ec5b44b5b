"""The figures of the first page: this year so far, beside the same period of the year before."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certifications.models import Application
from laborportal.accounts.models import User
from laborportal.annualreport import overview
from laborportal.annualreport.declarations import Figure
from laborportal.annualreport.overview import overview_of, same_day
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.activities import ActivityFactory, SeriesFactory
from tests.factories.annualreport import ObjectiveFactory, TargetFactory
from tests.factories.certifications import application
from tests.laborportal.annualreport.conftest import Declare

TALKS = Figure(code="a.talks", label="講座", unit="場", dataset="activities", filter={"series": "gender_advocacy"})
GOLD = Figure(code="a.cases", label="申請", unit="家", dataset="certification_applications")
SHARE = Figure(code="a.share", label="占比", unit="%", decimals=1, formula="100 * a.talks / a.cases")
DOUBLE = Figure(code="a.double", label="兩倍", unit="場", formula="2 * a.talks")
DREAMS = Figure(code="a.dreams", label="夢", unit="件", dataset="dreams")
TODAY = date(2023, 6, 30)


@pytest.fixture(autouse=True)
def opened(declare: Declare, admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    declare(TALKS, GOLD, SHARE, DOUBLE, DREAMS)
    monkeypatch.setattr(overview, "today", lambda: TODAY)
    report = open_year(Act(admin), 112)
    for number, code in enumerate(("a.talks", "a.cases", "a.share", "a.double", "a.dreams"), start=1):
        ObjectiveFactory.create(report=report, order=number, figures=["a.missing", code])
    for day in ("2022-06-30", "2022-07-01", "2023-01-01", "2023-06-30", "2023-05-05"):
        ActivityFactory.create(held_on=day)
    application("gold", year=111)
    application("gold", year=112)


@pytest.fixture
def reader(client_for: ClientFor, staff: User) -> Client:
    return client_for(staff)


def panel(client: Client) -> str:
    html = client.get("/").content.decode()
    return html[html.index('id="this-year"') :] if 'id="this-year"' in html else ""


def test_what_has_days_is_compared_up_to_the_same_day(admin: User) -> None:
    found = overview_of(open_year(Act(admin), 112), TODAY)
    lines = {line.counted.code: (line.now.text, line.before.text, line.same_period) for line in found.lines}
    assert lines == {
        "a.talks": ("3", "1", True),
        "a.cases": ("1", "1", False),
        "a.share": ("300.0", "100.0", False),
        "a.double": ("6", "2", True),
    }
    assert found.so_far


def test_a_dataset_without_any_record_of_the_year_before_has_nothing_to_compare_with(
    reader: Client, admin: User
) -> None:
    Application.objects.filter(round__year=111).update(voided_at=timezone.now())
    found = overview_of(open_year(Act(admin), 112), TODAY)
    before = {line.counted.code: (line.before.text, line.before.url) for line in found.lines}
    assert before["a.cases"] == before["a.share"] == ("—", None)
    assert before["a.talks"][0] == "1"
    assert "全年" not in panel(reader)


def test_each_number_is_a_link_to_what_it_counts(reader: Client) -> None:
    html = panel(reader)
    assert "112年度到目前" in html
    assert "111同期" in html
    assert 'href="/activities/?year=112&amp;series=gender_advocacy">3 場</a>' in html
    assert 'href="/activities/?year=111&amp;series=gender_advocacy&amp;held_on_to=2022-06-30">1 場</a>' in html
    assert 'href="/report/112/figures/a.share/"' in html
    assert "全年" in html
    assert "夢" not in html


@pytest.mark.parametrize(
    ("direction", "value", "word"),
    [("at_most", 2, "已超過"), ("at_most", 3, "目標內"), ("at_least", 3, "達成"), ("at_least", 4, "進行中")],
)
def test_a_target_says_how_far_the_year_has_come(
    direction: str, value: int, word: str, reader: Client, admin: User
) -> None:
    TargetFactory.create(report=open_year(Act(admin), 112), code="a.talks", direction=direction, value=value)
    assert word in panel(reader)


def test_a_year_that_is_over_is_compared_as_a_whole(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "today", lambda: date(2026, 11, 24))
    html = panel(reader)
    assert "112年度" in html
    assert "同期" not in html
    assert 'href="/activities/?year=111&amp;series=gender_advocacy">2 場</a>' in html


def test_the_administrator_sees_it_too_and_nobody_without_a_role(client_for: ClientFor, admin: User) -> None:
    assert "講座" in panel(client_for(admin))
    assert panel(client_for(UserFactory.create())) == ""


def test_no_report_no_panel(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "today", lambda: date(2022, 6, 30))
    assert panel(reader) == ""


def test_the_panel_costs_the_same_for_one_record_and_for_three(reader: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get("/")
        return len(queries)

    reader.get("/")
    few = cost()
    ActivityFactory.create_batch(3, held_on="2023-03-03", series=SeriesFactory.create())
    application("gold;creativity:主題", year=112)
    assert cost() == few


def test_the_day_before_a_leap_day_has_no_other_name() -> None:
    assert same_day(date(2024, 2, 29)) == date(2023, 2, 28)
