"""Projects, inspection lists, yearly plans, and what is shown before somebody goes out."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.models import Briefing, Inspection, PlanLine, Project, ProjectTarget
from inspections.states import InspectionKind
from laborportal.accounts.models import User
from laborportal.annualreport.values import figures_of
from laborportal.employers import standing
from laborportal.employers.standing import OFF_PLANNED_LISTS, Fact
from laborportal.rocyear.dates import today
from tests.conftest import ClientFor
from tests.factories.accounts import unit
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import (
    FoundViolationFactory,
    InspectionFactory,
    PlanLineFactory,
    ProjectFactory,
    ProjectTargetFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def gold(monkeypatch: pytest.MonkeyPatch) -> Any:
    """An employer that a certification keeps off planned lists."""
    employer = EmployerFactory.create()

    def told(employers: Sequence[int], as_of: datetime.date) -> Mapping[int, Sequence[Fact]]:
        fact = Fact(kind=OFF_PLANNED_LISTS, words="金質獎至114年12月31日", on=DAY(2025, 12, 31))
        return {pk: [fact] for pk in employers if pk == employer.pk}

    monkeypatch.setattr(standing, "_sources", [*standing._sources, told])
    return employer


def typed(**cells: str) -> dict[str, str]:
    valid = {
        "number": "112-檢-9001",
        "ubn": "",
        "employer": "榕澗營造股份有限公司",
        "unit": "inspection_office",
        "kind": "general",
        "project": "",
        "inspected_on": "112.03.29",
        "industry": "construction",
        "result": "no_violation",
        "stop_work": "no",
    }
    return valid | cells


def put_on_the_list(client: Client, project: Project, employer: Any) -> Any:
    cells = {"project": project.name, "ubn": employer.ubn, "employer": employer.name}
    return client.post(reverse("targets:create"), cells)


def test_gold_takes_a_unit_off_the_bureaus_own_planned_lists_and_complaints_and_accidents_go_on(
    officer: Client, gold: Any
) -> None:
    project = ProjectFactory.create()
    answer = put_on_the_list(officer, project, gold)
    assert "金質獎" in str(answer.context["form"].errors["employer"])
    assert not ProjectTarget.objects.exists()
    for number, kind in enumerate(InspectionKind, start=1):
        cells = typed(number=f"112-檢-{number}", ubn=gold.ubn, employer=gold.name, kind=kind)
        answer = officer.post(reverse("inspections:create"), cells)
        if answer.status_code == 200:  # what is known of it was shown first
            answer = officer.post(reverse("inspections:create"), cells)
        planned = kind in (InspectionKind.PROJECT, InspectionKind.GENERAL)
        assert answer.status_code == (200 if planned else 302), kind
        if planned:
            assert "金質獎" in str(answer.context["form"].warnings)


def test_gold_counts_for_nothing_after_a_violation_in_the_year_before(officer: Client, gold: Any) -> None:
    found = InspectionFactory.create(employer=gold, inspected_on=today() - datetime.timedelta(days=100))
    FoundViolationFactory.create(inspection=found)
    assert put_on_the_list(officer, ProjectFactory.create(), gold).status_code == 302


def test_a_project_says_who_on_its_list_was_inspected(officer: Client) -> None:
    project = ProjectFactory.create()
    first, second = ProjectTargetFactory.create_batch(2, project=project)
    done = InspectionFactory.create(kind="project", project=project.name, employer=first.employer)
    InspectionFactory.create(
        kind="project", project=project.name, employer=second.employer, unit=unit("labour_conditions")
    )
    page = officer.get(project.get_absolute_url())
    assert (page.context["done"], page.context["inspections"]) == (1, 1)
    html = page.content.decode()
    assert done.number in html
    assert reverse("inspections:briefing", args=[second.employer_id]) in html
    listed = officer.get(reverse("inspections:list"), {"project": project.name, "unit": "inspection_office"})
    assert listed.context["page"].count == 1


def test_an_employer_is_taken_off_a_list_with_a_reason(officer: Client) -> None:
    target = ProjectTargetFactory.create()
    assert officer.get(reverse("targets:record", args=[target.pk])).url == target.project.get_absolute_url()  # type: ignore[attr-defined]
    posted = {"version": "1", "reason": "已歇業"}
    assert officer.post(reverse("targets:void", args=[target.pk]), posted).status_code == 302
    assert not ProjectTarget.objects.standing().exists()


def test_a_project_is_entered_and_keeps_its_name(officer: Client) -> None:
    cells = {"name": "112年度防墜專案", "unit": "inspection_office", "starts_on": "112.01.01", "ends_on": "111.12.31"}
    assert "ends_on" in officer.post(reverse("projects:create"), cells).context["form"].errors
    assert officer.post(reverse("projects:create"), {**cells, "ends_on": "112.12.31"}).status_code == 302
    project = Project.objects.get()
    edited = {**cells, "ends_on": "112.11.30", "version": "1"}
    edit = reverse("projects:edit", args=[project.pk])
    assert "name" in officer.post(edit, {**edited, "name": "別的專案"}).context["form"].errors
    assert officer.post(edit, edited).status_code == 302


def test_a_plan_is_counted_against_the_inspections_done_and_each_number_is_a_list(officer: Client) -> None:
    PlanLineFactory.create(planned=3)
    PlanLineFactory.create(kind="project", project="防墜專案", planned=2)
    PlanLineFactory.create(kind="project", planned=10)
    PlanLineFactory.create(unit=unit("labour_conditions"), planned=1)
    InspectionFactory.create_batch(2)
    InspectionFactory.create(inspected_on=DAY(2022, 12, 31))
    InspectionFactory.create(kind="project", project="防墜專案")
    InspectionFactory.create(kind="project", project="別的")
    page = officer.get(reverse("plans:list"), {"year": "112"})
    lines = [one for _unit, found in page.context["units"] for one in found]
    assert [(one.done, one.left, one.percent) for one in lines] == [(2, 1, 66), (2, 8, 20), (1, 1, 50), (0, 1, 0)]
    for one in lines:
        assert officer.get(f"{reverse('inspections:list')}?{one.query}").context["page"].count == one.done
    assert officer.get(reverse("plans:list"), {"year": "x"}).status_code == 200
    assert officer.get(reverse("plans:list")).status_code == 200


def test_the_plan_of_a_year_costs_the_same_for_one_line_and_for_three(officer: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(reverse("plans:list"), {"year": "112"})
        return len(captured)

    PlanLineFactory.create()
    cost()
    alone = cost()
    PlanLineFactory.create(kind="complaint")
    PlanLineFactory.create(unit=unit("labour_conditions"))
    assert cost() == alone


def test_a_line_of_a_plan_is_entered_once(officer: Client) -> None:
    cells = {"year": "112", "unit": "inspection_office", "kind": "project", "project": "防墜專案", "planned": "20"}
    assert officer.post(reverse("plans:create"), cells).status_code == 302
    assert officer.post(reverse("plans:create"), cells).status_code == 200
    assert "project" in officer.post(reverse("plans:create"), {**cells, "kind": "general"}).context["form"].errors
    line = PlanLine.objects.get()
    assert "防墜專案" in officer.get(line.get_absolute_url()).content.decode()


def test_what_is_known_of_an_employer_is_shown_before_its_inspection_and_that_it_was_is_on_record(
    officer: Client, staff: User
) -> None:
    before: Any = FoundViolationFactory.create()
    cells = typed(ubn=before.employer.ubn, employer=before.employer.name)
    answer = officer.post(reverse("inspections:create"), cells)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert before.description in html
    briefing = Briefing.objects.get()
    assert (briefing.person, briefing.employer, briefing.inspection) == (staff, before.employer, None)
    assert any(before.description in words for words in briefing.told)
    assert officer.post(reverse("inspections:create"), cells).status_code == 302
    made = Inspection.objects.get(number="112-檢-9001")
    briefing.refresh_from_db()
    assert briefing.inspection == made
    page = officer.get(made.get_absolute_url()).content.decode()
    assert staff.name in page
    assert before.description in page


def test_the_page_before_an_inspection_leads_to_its_form_which_asks_no_more(officer: Client) -> None:
    before: Any = FoundViolationFactory.create()
    page = officer.get(reverse("inspections:briefing", args=[before.employer_id]))
    assert f"{reverse('inspections:create')}?ubn={before.employer.ubn}" in page.content.decode()
    cells = typed(ubn=before.employer.ubn, employer=before.employer.name)
    assert officer.post(reverse("inspections:create"), cells).status_code == 302


def test_an_employer_of_whom_nothing_is_known_needs_no_second_look(officer: Client) -> None:
    employer = EmployerFactory.create()
    assert (
        officer.post(reverse("inspections:create"), typed(ubn=employer.ubn, employer=employer.name)).status_code == 302
    )
    assert not Briefing.objects.exists()


def test_two_units_keep_two_series_and_one_report() -> None:
    InspectionFactory.create_batch(2, stop_work=True)
    InspectionFactory.create_batch(3, unit=unit("labour_conditions"), stop_work=True)
    codes = ["inspections.total", "inspections.osh_inspections", "inspections.stop_work", "inspections.osh_stop_work"]
    counted = figures_of(112, codes).counted
    assert [counted[code].value for code in codes] == [5, 2, 5, 2]
