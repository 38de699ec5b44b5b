"""A violation closes only as corrected with evidence, corrected late, site ended uncorrected, or withdrawn."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspections.models import Violation
from inspections.states import CLOSED, Correction, InspectionState
from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.factories.inspections import FoundViolationFactory, InspectionFactory, ViolationFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def served(**fields: Any) -> Any:
    days = {"notice_on": DAY(2023, 3, 6), "served_on": DAY(2023, 3, 8), "state": InspectionState.SERVED}
    return InspectionFactory.create(**{**days, **fields})


def close(client: Client, violation: Violation, step: str, **answers: str) -> Any:
    posted = {"seen_state": violation.state, "seen_version": str(violation.version), **answers}
    return client.post(reverse("violations:step", args=[violation.pk, step]), posted)


@pytest.fixture
def violation() -> Any:
    return FoundViolationFactory.create(inspection=served(), correct_by=DAY(2023, 4, 10))


def test_a_violation_closes_only_with_evidence(officer: Client, violation: Violation) -> None:
    answer = close(officer, violation, "correct", corrected_on="112.04.01")
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert close(officer, violation, "correct", corrected_on="112.04.01", evidence="照片").status_code == 302
    violation.refresh_from_db()
    assert (violation.state, violation.corrected_on, violation.evidence) == ("corrected", DAY(2023, 4, 1), "照片")


@pytest.mark.parametrize(("found", "status"), [("corrected", 302), ("not_corrected", 200)])
def test_a_reinspection_that_found_it_corrected_is_evidence(
    officer: Client, violation: Violation, found: str, status: int
) -> None:
    again = InspectionFactory.create(
        kind="reinspection", employer=violation.employer, inspected_on=DAY(2023, 4, 5), result="no_violation"
    )
    page = reverse("inspections:rechecks", args=[again.pk])
    assert str(violation) in officer.get(page).content.decode()
    assert officer.post(page, {f"violation-{violation.pk}": found}).status_code == 302
    (event,) = history_of(again)
    assert event.action == "inspections.rechecked"
    assert officer.post(page, {f"violation-{violation.pk}": found}).status_code == 302
    assert history_of(again).count() == 1
    assert again.number in officer.get(violation.get_absolute_url()).content.decode()
    assert again.number in officer.get(violation.inspection.get_absolute_url()).content.decode()  # type: ignore[union-attr]
    assert str(violation) in officer.get(again.get_absolute_url()).content.decode()
    assert close(officer, violation, "correct", corrected_on="112.04.01").status_code == status


def test_a_reinspection_checks_only_open_violations_of_the_same_employer(officer: Client, violation: Violation) -> None:
    again = InspectionFactory.create(kind="reinspection", employer=violation.employer, inspected_on=DAY(2023, 4, 5))
    FoundViolationFactory.create(description="別家")
    FoundViolationFactory.create(inspection=served(employer=violation.employer), state=Correction.WITHDRAWN)
    form = officer.get(reverse("inspections:rechecks", args=[again.pk])).context["form"]
    assert [found.pk for found in form.violations] == [violation.pk]


def test_one_that_was_late_is_not_closed_as_in_time_nor_the_other_way_round(
    officer: Client, violation: Violation
) -> None:
    late, in_time = {"corrected_on": "112.04.11", "evidence": "照片"}, {"corrected_on": "112.04.10", "evidence": "照片"}
    assert close(officer, violation, "correct", **late).status_code == 200
    assert close(officer, violation, "correct_late", **in_time).status_code == 200
    assert close(officer, violation, "correct_late", **late).status_code == 302


def test_it_cannot_be_corrected_before_its_inspection(officer: Client, violation: Violation) -> None:
    answer = close(officer, violation, "correct", corrected_on="112.02.28", evidence="照片")
    assert answer.status_code == 200
    assert "112.03.01" in str(answer.context["form"].non_field_errors())
    assert close(officer, violation, "correct", corrected_on="2099-01-01", evidence="照片").status_code == 200


def test_an_inspection_is_concluded_only_when_every_violation_is_closed(officer: Client, staff: User) -> None:
    inspection = served(posted_on=DAY(2023, 3, 9))
    violation = FoundViolationFactory.create(inspection=inspection)
    url, seen = (
        reverse("inspections:step", args=[inspection.pk, "conclude"]),
        {"seen_state": "served", "seen_version": "1"},
    )
    assert officer.post(url, seen).context["form"].non_field_errors()
    assert close(officer, violation, "end_site", evidence="已拆除").status_code == 302
    assert officer.post(url, seen).status_code == 302


def test_an_open_violation_waits_for_the_person_in_charge_until_it_is_closed(officer: Client, staff: User) -> None:
    inspection = served(officer=staff)
    typed = {
        "inspection": inspection.number,
        "position": "1",
        "statute": "職業安全衛生法",
        "article": "6",
        "correct_by": "112.04.10",
    }
    assert officer.post(reverse("violations:create"), typed).status_code == 302
    violation = Violation.objects.get()
    waiting = Waiting.objects.of(violation).get()
    assert (waiting.person, waiting.due, violation.state) == (staff, DAY(2023, 4, 10), Correction.OPEN)
    close(officer, violation, "correct", corrected_on="112.04.01", evidence="照片")
    assert not Waiting.objects.of(violation).exists()


def test_what_a_penalty_letter_names_is_not_followed_up_here() -> None:
    violation = ViolationFactory.create()
    assert violation.state == Correction.NOT_FOLLOWED
    assert not Waiting.objects.exists()


def test_only_four_ways_close_a_violation() -> None:
    assert {"corrected", "corrected_late", "site_ended", "withdrawn"} == CLOSED
    assert set(Correction) - CLOSED == {"open", "not_followed"}


def test_opening_it_again_takes_out_the_evidence_and_history_keeps_it(
    violation: Violation, officer: Client, supervisor: User, client_for: ClientFor
) -> None:
    close(officer, violation, "correct", corrected_on="112.04.01", evidence="照片")
    violation.refresh_from_db()
    assert close(client_for(supervisor), violation, "reopen_violation", reason="照片不符").status_code == 302
    violation.refresh_from_db()
    assert (violation.state, violation.corrected_on, violation.evidence) == ("open", None, "")
    event = history_of(violation)[0]
    assert event.changes["evidence"] == ["照片", ""]
