"""Rules 18 and 19: what has to be before a fine, which law measures it, and that what is published stays."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from inspections.imports.loaders import PenaltyLoader
from inspections.models import InspectionPenalty
from inspections.procedure.fines import bounds_of
from inspections.procedure.penalties import not_ready
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.parameters.models import ParameterValue
from laborportal.penalties.ledger import Appeal
from laborportal.penalties.states import State
from tests.conftest import ClientFor
from tests.factories.inspections import InspectionFactory, InspectionPenaltyFactory, ViolationFactory, draft, in_review
from tests.inspections.rows import load, penalty

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def take(client: Client, case: InspectionPenalty, step: str) -> Any:
    posted = {"seen_state": case.state, "seen_version": str(case.version)}
    return client.post(reverse("penalties:step", args=[case.pk, step]), posted)


def test_a_criminal_referral_suspends_the_administrative_fine(
    officer: Client, supervisor: User, staff: User, client_for: ClientFor
) -> None:
    case = draft(staff, referred_on=DAY(2023, 3, 20))
    assert "112.03.20" in str(take(officer, case, "submit").context["form"].non_field_errors())
    case.referral_ended_on = DAY(2023, 3, 25)
    case.save()
    assert take(officer, case, "submit").status_code == 302
    case.refresh_from_db()
    case.referral_ended_on = None
    case.save()
    assert take(client_for(supervisor), case, "confirm").status_code == 200
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


def test_the_employer_is_heard_before_the_decision(officer: Client, staff: User) -> None:
    case = draft(staff, heard_on=None)
    assert take(officer, case, "submit").context["form"].non_field_errors()
    case.not_heard = "行政罰法第42條第6款：事實客觀上明白足以確認"
    case.save()
    assert take(officer, case, "submit").status_code == 302


@pytest.mark.parametrize(
    ("fields", "in_time"),
    [
        ({"act_ended_on": DAY(2020, 3, 30)}, True),
        ({"act_ended_on": DAY(2020, 3, 29)}, False),
        ({"act_ended_on": DAY(2019, 1, 1), "referred_on": DAY(2019, 2, 1), "referral_ended_on": DAY(2021, 1, 1)}, True),
        (
            {"act_ended_on": DAY(2016, 1, 1), "referred_on": DAY(2017, 2, 1), "referral_ended_on": DAY(2019, 1, 1)},
            False,
        ),
        ({}, True),
    ],
)
def test_an_act_is_fined_within_three_years_of_its_end_or_of_the_criminal_case(
    fields: dict[str, datetime.date], in_time: bool
) -> None:
    case = InspectionPenaltyFactory.create(decided_on=DAY(2023, 3, 29), heard_on=DAY(2023, 3, 1), **fields)
    assert (not_ready(case) == "") is in_time


def test_a_fine_is_measured_by_the_law_at_the_decision_or_the_earlier_one_if_milder() -> None:
    for code, value in (("fine_lowest_safety", 50_000), ("fine_highest_safety", 3_000_000)):
        ParameterValue.objects.create(code=code, valid_from=DAY(2027, 1, 1), value=value, citation="修正條文")
    before, after = DAY(2026, 12, 31), DAY(2027, 1, 2)
    act = "occupational_safety"
    found = [bounds_of(act, after), bounds_of(act, after, before), bounds_of(act, before), bounds_of(act, after, after)]
    assert [bounds and (bounds.lowest, bounds.highest) for bounds in found] == [
        (50_000, 3_000_000),
        (30_000, 300_000),
        (30_000, 300_000),
        (50_000, 3_000_000),
    ]
    assert bounds_of("other", after) is None
    assert bounds_of(act, DAY(2000, 1, 1)) is None


def test_an_amount_beyond_the_law_of_the_day_is_asked_about(officer: Client) -> None:
    typed = penalty(amount="2000000", heard_on="112.03.20")
    assert "1,500,000" in str(officer.post(reverse("penalties:create"), typed).context["form"].warnings)
    assert officer.post(reverse("penalties:create"), {**typed, "confirm_odd": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"heard_on": "112.03.30"}, "heard_on"),
        ({"referral_ended_on": "112.03.01"}, "referral_ended_on"),
        ({"referred_on": "112.03.02", "referral_ended_on": "112.03.01"}, "referral_ended_on"),
    ],
)
def test_days_that_contradict_each_other_are_refused(officer: Client, cells: dict[str, str], column: str) -> None:
    assert column in officer.post(reverse("penalties:create"), penalty(**cells)).context["form"].errors


def test_published_violations_stay_for_good_and_during_appeals_and_only_revocation_removes_them(
    officer: Client,
) -> None:
    for appeal in Appeal:
        InspectionPenaltyFactory.create(appeal=appeal, announced_on=DAY(2013, 1, 1))
    InspectionPenaltyFactory.create(announced_on=None)
    listed = officer.get(reverse("penalties:list"), {"published": "yes"}).context["page"]
    shown = {record.appeal for record in listed.records}
    assert (listed.count, Appeal.REVOKED in shown) == (len(Appeal) - 1, False)
    assert officer.get(reverse("penalties:list"), {"published": "no"}).context["page"].count == 2


def test_nothing_that_was_published_is_deleted() -> None:
    violation: Any = ViolationFactory.create()
    with pytest.raises(ProtectedError):
        violation.penalty.delete()


def test_a_penalty_names_the_inspection_it_came_from(officer: Client, tmp_path: Path, act: Act) -> None:
    inspection = InspectionFactory.create(inspected_on=DAY(2023, 3, 1))
    row = {**penalty(employer=inspection.employer.name), "inspection": inspection.number}
    assert load(PenaltyLoader, tmp_path, act, row).warnings == []
    found = InspectionPenalty.objects.get()
    assert found.inspection == inspection
    assert found.number in officer.get(inspection.get_absolute_url()).content.decode()
    assert officer.get(reverse("penalties:list"), {"inspection": inspection.number}).context["page"].count == 1
    odd = {**row, "number": "北市勞動字第11200000099號", "employer": "別家有限公司", "decided_on": "112.02.28"}
    columns = [problem.column for problem in load(PenaltyLoader, tmp_path, act, odd).warnings]
    assert {"inspection", "decided_on"} <= set(columns)


def test_the_page_of_a_penalty_shows_hearing_limit_and_inspection(officer: Client, staff: User) -> None:
    inspection = InspectionFactory.create()
    case = in_review(staff, act_ended_on=DAY(2023, 3, 1), inspection=inspection)
    html = officer.get(case.get_absolute_url()).content.decode()
    assert all(words in html for words in (inspection.number, "115.02.28", "112.03.15"))
