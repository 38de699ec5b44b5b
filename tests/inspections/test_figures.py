"""Figures of penalties, with the lists behind them; those over datasets that do not exist yet say so."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from inspections.figures import ACCIDENTS, CITIES, INSPECTIONS
from laborportal.accounts.models import User
from laborportal.annualreport.declarations import standard_figures
from laborportal.annualreport.values import figures_of
from laborportal.datasets import registry
from tests.conftest import ClientFor
from tests.factories.accounts import unit
from tests.factories.inspections import InspectionPenaltyFactory

pytestmark = pytest.mark.django_db
SAFETY = {"act": "occupational_safety", "articles": "職業安全衛生法第23條第1項"}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    InspectionPenaltyFactory.create(amount=20_000)
    InspectionPenaltyFactory.create(amount=None)
    InspectionPenaltyFactory.create(amount=300_000, unit=unit("inspection_office"), **SAFETY)
    InspectionPenaltyFactory.create(amount=50_000, decided_on=datetime.date(2022, 12, 31))
    InspectionPenaltyFactory.create(amount=70_000, voided_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
    return client_for(staff)


@pytest.mark.parametrize(
    ("code", "value", "previous", "members"),
    [
        ("inspections.penalties", 3, 1, 3),
        ("inspections.penalty_amount", 320_000, 50_000, 3),
        ("inspections.osh_penalties", 1, 0, 1),
    ],
)
@pytest.mark.usefixtures("officer")
def test_a_figure_counts_by_the_day_of_the_decision(code: str, value: int, previous: int, members: int) -> None:
    figure = figures_of(112, [code]).counted[code]
    assert figure.value == value
    assert figure.previous == previous
    assert figure.tally.members == members


@pytest.mark.usefixtures("officer")
def test_a_sum_says_how_many_amounts_are_known() -> None:
    figure = figures_of(112, ["inspections.penalty_amount"]).counted["inspections.penalty_amount"]
    assert "2" in figure.note
    assert "3" in figure.note


@pytest.mark.parametrize(("code", "count"), [("inspections.penalties", 3), ("inspections.osh_penalties", 1)])
def test_the_link_of_a_figure_shows_exactly_its_records(officer: Client, code: str, count: int) -> None:
    address = figures_of(112, [code]).counted[code].list_url or ""
    page = officer.get(address).context["page"]
    assert page.ok
    assert page.count == count
    assert parse_qs(urlsplit(address).query)["year"] == ["112"]


def test_changing_a_case_changes_figure_and_list_together(officer: Client) -> None:
    InspectionPenaltyFactory.create(decided_on=datetime.date(2023, 12, 31))
    figure = figures_of(112, ["inspections.penalties"]).counted["inspections.penalties"]
    assert figure.value == 4
    assert officer.get(figure.list_url or "").context["page"].count == 4


def test_a_figure_over_a_dataset_that_is_not_kept_yet_has_no_value_and_says_why() -> None:
    waiting = [figure.code for figure in standard_figures() if figure.dataset in {ACCIDENTS, CITIES, INSPECTIONS}]
    assert len(waiting) == 10
    for code in (code for code in waiting if not registry.exists(INSPECTIONS)):
        figure = figures_of(112, [code]).counted[code]
        assert (figure.value, figure.list_url) == (None, None)
        assert figure.note
    rate = figures_of(112, ["inspections.penalty_rate"]).counted["inspections.penalty_rate"]
    assert rate.value is None
