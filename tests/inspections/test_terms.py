"""Rule 16: deadlines of inspections, worked by hand from the statutes and the office calendar of 112."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from inspections.procedure.terms import correction_due, limit, reply, terms_of
from inspections.states import Correction, InspectionState
from laborportal.accounts.models import User
from laborportal.cases.deadlines import Deadline
from laborportal.parameters.models import ParameterValue
from tests.conftest import ClientFor
from tests.factories.inspections import (
    ComplaintFactory,
    FoundViolationFactory,
    InspectionFactory,
    InspectionPenaltyFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def ends(**fields: Any) -> list[Deadline]:
    return [named.deadline for named in terms_of(InspectionFactory.build(**{"employer": None, "unit": None, **fields}))]


@pytest.mark.parametrize(
    ("inspected_on", "last_day", "until_noon"),
    [
        (DAY(2023, 3, 1), DAY(2023, 3, 13), True),  # 11 March is a Saturday: Monday morning
        (DAY(2023, 3, 2), DAY(2023, 3, 13), False),  # 12 March is a Sunday
        (DAY(2023, 3, 6), DAY(2023, 3, 16), False),  # a Thursday
        (DAY(2023, 3, 8), DAY(2023, 3, 20), True),  # the 18th is a Saturday
        (DAY(2023, 1, 10), DAY(2023, 1, 30), False),  # 20 to 29 January: New Year's holiday
        (DAY(2023, 3, 24), DAY(2023, 4, 6), False),  # 3 to 5 April: tomb sweeping
        (DAY(2023, 3, 15), DAY(2023, 3, 25), False),  # a Saturday that is a make-up workday
    ],
)
def test_the_result_notice_is_due_ten_days_after_the_inspection(
    inspected_on: datetime.date, last_day: datetime.date, until_noon: bool
) -> None:
    found = ends(inspected_on=inspected_on)[0]
    assert (found.last_day, found.until_noon) == (last_day, until_noon)


def test_the_objection_is_filed_within_ten_days_from_the_day_after_service() -> None:
    _notice, _posting, objection = ends(served_on=DAY(2023, 3, 8))
    assert (objection.last_day, objection.until_noon) == (DAY(2023, 3, 20), True)
    assert len(objection.steps) >= 3


def test_the_posting_counts_its_first_day_and_does_not_move() -> None:
    _notice, posting, _objection = ends(posted_on=DAY(2023, 3, 6))
    assert posting.last_day == DAY(2023, 3, 12)  # a Sunday


def test_without_a_date_of_service_nothing_has_started_and_nothing_is_overdue() -> None:
    _notice, posting, objection = ends()
    for deadline in (posting, objection):
        assert not deadline.started
        assert not deadline.overdue(DAY(2099, 1, 1))


def test_an_inspection_without_violation_has_no_terms() -> None:
    assert ends(result="no_violation") == []


@pytest.mark.parametrize(
    ("law", "last_day"), [("labour_inspection", DAY(2023, 3, 15)), ("labour_standards", DAY(2023, 5, 1))]
)
def test_the_complainant_is_answered_in_14_or_60_days_by_which_law_applies(law: str, last_day: datetime.date) -> None:
    complaint = ComplaintFactory.create(received_on=DAY(2023, 3, 1), law=law)
    assert reply(complaint).last_day == last_day  # 30 April is a Sunday


def test_the_clock_of_a_correction_does_not_stop_for_an_objection(officer: Client, staff: User) -> None:
    inspection = InspectionFactory.create(
        officer=staff, state=InspectionState.SERVED, notice_on=DAY(2023, 3, 6), served_on=DAY(2023, 3, 8)
    )
    violation = FoundViolationFactory.create(inspection=inspection, correct_by=DAY(2023, 3, 28), correct_within=20)
    posted = {"seen_state": "served", "seen_version": "1", "objected_on": "112.03.10"}
    assert officer.post(f"/inspections/{inspection.pk}/steps/object/", posted).status_code == 302
    violation.refresh_from_db()
    assert (violation.correct_by, correction_due(violation)) == (DAY(2023, 3, 28), DAY(2023, 3, 28))


def test_a_correction_is_counted_from_service_and_shown_with_its_arithmetic(officer: Client, staff: User) -> None:
    inspection = InspectionFactory.create(officer=staff, state=InspectionState.NOTIFIED, notice_on=DAY(2023, 3, 6))
    violation = FoundViolationFactory.create(inspection=inspection, correct_within=10, officer=staff)
    before = officer.get(violation.get_absolute_url())
    assert not before.context["correction"].deadline.started
    assert correction_due(violation) is None
    posted = {"seen_state": "notified", "seen_version": "1", "served_on": "112.03.08"}
    assert officer.post(f"/inspections/{inspection.pk}/steps/serve/", posted).status_code == 302
    violation.refresh_from_db()
    assert violation.correct_by == DAY(2023, 3, 20)  # the 18th is a Saturday
    html = officer.get(violation.get_absolute_url()).content.decode()
    assert "112.03.20" in html
    assert html.count("<li>") >= 3


def test_a_violation_that_is_entered_after_the_service_has_its_last_day_at_once(officer: Client, staff: User) -> None:
    days = {"notice_on": DAY(2023, 3, 6), "served_on": DAY(2023, 3, 8)}
    inspection = InspectionFactory.create(officer=staff, state=InspectionState.SERVED, **days)
    typed = {
        "inspection": inspection.number,
        "position": "1",
        "statute": "職業安全衛生法",
        "article": "6",
        "correct_within": "10",
    }
    assert officer.post("/inspections/violations/new/", typed).status_code == 302
    violation = inspection.violations.get()
    assert (violation.correct_by, violation.correct_within) == (DAY(2023, 3, 20), 10)
    edited = {**typed, "correct_within": "14", "version": "1"}
    assert officer.post(f"/inspections/violations/{violation.pk}/edit/", edited).status_code == 302
    violation.refresh_from_db()
    assert violation.correct_by == DAY(2023, 3, 22)


def test_a_fixed_day_is_not_overdue_before_the_notice_is_served() -> None:
    violation: Any = FoundViolationFactory.create(correct_by=DAY(2023, 3, 10))
    assert correction_due(violation) is None
    violation.inspection.served_on = DAY(2023, 3, 5)
    assert correction_due(violation) == DAY(2023, 3, 10)
    violation.state = Correction.CORRECTED
    assert correction_due(violation) is None


def test_the_three_years_count_their_first_day_and_do_not_move() -> None:
    penalty = InspectionPenaltyFactory.build(employer=None, unit=None, act_ended_on=DAY(2023, 3, 29))
    assert limit(penalty).last_day == DAY(2026, 3, 28)


def test_the_length_of_a_term_is_that_in_force_on_its_day() -> None:
    ParameterValue.objects.create(
        code="inspection_notice_days", valid_from=DAY(2024, 1, 1), value=20, citation="勞動檢查法修正條文"
    )
    before, after = ends(inspected_on=DAY(2023, 12, 29))[0], ends(inspected_on=DAY(2024, 1, 3))[0]
    assert (before.term.length, after.term.length) == (10, 20)


def test_the_page_says_the_arithmetic_in_english_too(officer: Client) -> None:
    found: Any = FoundViolationFactory.create()
    with override("en"):
        html = officer.get(found.inspection.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "How it is counted" in html
