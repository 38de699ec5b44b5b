"""Stop-work and resumption; the column of the inspection says what orders and files say."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspections.imports.inspections import InspectionLoader
from inspections.models import Inspection, StopWorkOrder
from inspections.states import StopWorkState
from laborportal.accounts.models import User
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act, history_of
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.factories.inspections import InspectionFactory, StopWorkOrderFactory, order_in_force, order_in_review
from tests.inspections.rows import load
from tests.inspections.test_dataset_inspections import FIRST

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def chief(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


def typed(found: Inspection, **cells: str) -> dict[str, str]:
    valid = {
        "inspection": found.number,
        "ground": "28",
        "danger": "fall",
        "scope": "partial",
        "place": "3樓外牆施工架",
        "facts": "施工架未設護欄",
        "stopped_on": "112.03.01",
        "days": "",
        "approved_on": "",
        "approval": "",
    }
    return valid | cells


def take(client: Client, order: StopWorkOrder, step: str, **answers: str) -> Any:
    order.refresh_from_db()
    posted = {"seen_state": order.state, "seen_version": str(order.version), **answers}
    return client.post(reverse("stopwork:step", args=[order.pk, step]), posted)


def test_an_order_is_entered_confirmed_and_ends_on_application_after_verification(
    officer: Client, chief: Client, staff: User
) -> None:
    inspection = InspectionFactory.create()
    assert officer.post(reverse("stopwork:create"), typed(inspection)).status_code == 302
    order = StopWorkOrder.objects.get()
    assert (order.number, order.state, order.officer, order.unit) == (
        "112-停工-001",
        StopWorkState.DRAFT,
        staff,
        inspection.unit,
    )
    assert take(officer, order, "submit_order").status_code == 302
    assert take(chief, order, "confirm_order").status_code == 302
    assert take(chief, order, "resume", verified_on="112.03.05", verified="已改善").status_code == 409
    assert take(officer, order, "apply", applied_on="112.03.04").status_code == 302
    assert Waiting.objects.of(order).get().role == "supervisor"
    assert take(chief, order, "resume", verified_on="112.03.03", verified="已改善").status_code == 200
    assert take(chief, order, "resume", verified_on="112.03.05", verified="").status_code == 200
    assert take(chief, order, "resume", verified_on="112.03.05", verified="護欄已設置").status_code == 302
    order.refresh_from_db()
    assert (order.state, order.applied_on, order.verified_on) == ("resumed", DAY(2023, 3, 4), DAY(2023, 3, 5))


def test_an_order_counts_on_its_inspection_once_it_is_confirmed(staff: User, chief: Client) -> None:
    order = order_in_review(staff)
    assert figures_of(112, ["inspections.stop_work"]).counted["inspections.stop_work"].value == 0
    take(chief, order, "confirm_order")
    order.inspection.refresh_from_db()
    assert order.inspection.stop_work is True
    (event,) = history_of(order.inspection)
    assert event.changes == {"stop_work": [False, True]}
    assert figures_of(112, ["inspections.stop_work"]).counted["inspections.stop_work"].value == 1


def test_a_second_order_of_an_inspection_changes_nothing_more_on_it(staff: User, supervisor: User) -> None:
    first = order_in_force(staff, supervisor)
    order_in_force(staff, supervisor, inspection=first.inspection)
    assert history_of(first.inspection).count() == 1


@pytest.mark.parametrize(("days", "status"), [("7", 302), ("8", 200), ("", 200)])
def test_a_full_stop_of_more_than_seven_days_needs_the_approval_of_the_ministry(
    officer: Client, days: str, status: int
) -> None:
    officer.post(reverse("stopwork:create"), typed(InspectionFactory.create(), scope="full", days=days))
    order = StopWorkOrder.objects.get()
    assert take(officer, order, "submit_order").status_code == status
    if status == 200:
        edited = typed(
            order.inspection, scope="full", days=days, approval="勞職安字第1120000001號", approved_on="112.03.01"
        )
        edit = reverse("stopwork:edit", args=[order.pk])
        assert officer.post(edit, {**edited, "version": "1"}).status_code == 302
        assert take(officer, order, "submit_order").status_code == 302


def test_a_part_of_a_site_may_be_stopped_for_longer(officer: Client) -> None:
    officer.post(reverse("stopwork:create"), typed(InspectionFactory.create(), days="30"))
    assert take(officer, StopWorkOrder.objects.get(), "submit_order").status_code == 302


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"danger": ""}, "danger"),
        ({"ground": "29"}, "danger"),
        ({"stopped_on": "112.02.28"}, "stopped_on"),
        ({"inspection": "沒有"}, "inspection"),
        ({"inspection": ""}, "inspection"),
        ({"place": ""}, "place"),
        ({"days": "0"}, "days"),
    ],
)
def test_what_an_order_cannot_say_is_refused(officer: Client, cells: dict[str, str], column: str) -> None:
    answer = officer.post(reverse("stopwork:create"), typed(InspectionFactory.create(), **cells))
    assert column in answer.context["form"].errors
    assert not StopWorkOrder.objects.exists()


def test_a_ground_that_does_not_fit_the_inspection_is_asked_about(officer: Client) -> None:
    cells = typed(InspectionFactory.create(kind="general"), ground="27", danger="")
    assert officer.post(reverse("stopwork:create"), cells).context["form"].warnings
    assert officer.post(reverse("stopwork:create"), {**cells, "confirm_odd": "1"}).status_code == 302


def test_a_file_that_says_yes_needs_no_order_and_one_that_says_no_cannot_overrule_an_order(
    tmp_path: Path, act: Act, staff: User, supervisor: User
) -> None:
    assert load(InspectionLoader, tmp_path, act, FIRST).counts.created == 1
    inspection = Inspection.objects.get()
    assert inspection.stop_work
    assert not StopWorkOrder.objects.exists()
    assert load(InspectionLoader, tmp_path, act, {**FIRST, "stop_work": "no"}).counts.updated == 1
    order_in_force(staff, supervisor, inspection=inspection)
    (problem,) = load(InspectionLoader, tmp_path, act, {**FIRST, "stop_work": "no"}).errors
    assert problem.column == "stop_work"
    assert StopWorkOrder.objects.get().number in problem.message


def test_a_refused_application_leaves_work_stopped(chief: Client) -> None:
    order = StopWorkOrderFactory.create(state=StopWorkState.APPLIED, applied_on=DAY(2023, 3, 5))
    assert take(chief, order, "refuse_resumption", reason="未改善").status_code == 302
    order.refresh_from_db()
    assert (order.state, order.applied_on) == ("in_force", None)


def test_orders_are_listed_and_leave_in_no_file(officer: Client) -> None:
    order = StopWorkOrderFactory.create()
    html = officer.get(reverse("stopwork:list"), {"employer": order.employer.name, "state": "draft"}).content.decode()
    assert order.number in html
    assert "export" not in html


def test_the_letter_of_an_order_is_attached_to_it(officer: Client) -> None:
    order = StopWorkOrderFactory.create()
    attach = reverse("cases:attach", args=["stop_work_orders", order.pk])
    assert attach in officer.get(order.get_absolute_url()).content.decode()
    assert officer.get(attach).status_code == 200
