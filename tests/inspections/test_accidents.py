"""Accidents: who determines them, what the law says of them, which figures count them."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from inspections.imports.accidents import AccidentLoader
from inspections.kinds import KINDS, ensure_kinds
from inspections.models import Accident, AccidentKind
from inspections.severity import Report, major_grounds, reporting_grounds
from inspections.states import AccidentStatus
from inspections.transitions import ACCIDENT_PROCESS
from laborportal.accounts.models import User
from laborportal.annualreport.document import figure_json
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import Act, history_of
from laborportal.datasets import registry
from laborportal.imports.engine import Result, run_import
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import revert
from laborportal.rocyear.dates import TAIPEI
from laborportal.workflow.models import Waiting
from laborportal.workflow.performing import NotAllowed, perform
from tests.conftest import ClientFor
from tests.factories.accidents import AccidentFactory, pending
from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
CONSTRUCTION, CITY, ALL = "safety.construction_fatalities", "safety.public_works_fatalities", "safety.fatalities"


def figure(code: str, year: int = 112) -> dict[str, Any]:
    return figure_json(figures_of(year, [code]).counted[code])


def row(**cells: Any) -> dict[str, str]:
    valid = {
        "number": "112-災-001",
        "occurred_on": "2023-03-29",
        "ubn": "",
        "employer": "榕澗營造股份有限公司",
        "kind": "fall",
        "industry": "construction",
        "public_works": "none",
        "deaths": "1",
        "injuries": "0",
        "status": "confirmed",
    }
    return valid | {name: str(value) for name, value in cells.items()}


@pytest.fixture
def load(tmp_path: Any, act: Act) -> Callable[..., Result]:
    def loaded(*rows: dict[str, str], **options: bool) -> Result:
        path = csv_file(tmp_path, rows, name=f"{len(list(tmp_path.iterdir()))}.csv")
        return run_import(AccidentLoader(), path, act, dataset="accidents", **options)

    return loaded


def step(accident: Accident, code: str, actor: User, reason: str = "", **answers: Any) -> Accident:
    transition = ACCIDENT_PROCESS.transition(code)
    assert transition is not None
    filled = {column.name: getattr(accident, column.field) for column in transition.asks} | answers
    act, state, version = Act(actor, reason), accident.state, accident.version
    return perform(accident, transition, act=act, answers=filled, seen_state=state, seen_version=version)


# What counts


def test_deaths_count_in_the_year_of_the_accident() -> None:
    AccidentFactory.create(occurred_on=datetime.date(2023, 12, 31), deaths=2)
    AccidentFactory.create(occurred_on=datetime.date(2024, 1, 1))
    died_later = AccidentFactory.create(occurred_on=datetime.date(2022, 12, 31), deaths=0, injuries=1)
    died_later.deaths, died_later.injuries = 1, 0
    died_later.save()
    assert [figure(ALL, year)["value"] for year in (111, 112, 113)] == [1, 2, 1]


def test_cases_are_not_deaths_and_construction_city_works_all_works_and_all_industries_are_four_scopes() -> None:
    AccidentFactory.create(public_works="city", deaths=3)
    AccidentFactory.create(public_works="other", deaths=2)
    AccidentFactory.create(deaths=0, injuries=4)
    AccidentFactory.create(industry="manufacturing", deaths=5)
    AccidentFactory.create(deaths=7, state=AccidentStatus.EXCLUDED)
    found = {code: figure(code) for code in (CONSTRUCTION, CITY, ALL)}
    assert {code: each["value"] for code, each in found.items()} == {CONSTRUCTION: 5, CITY: 3, ALL: 10}
    assert {code: each["members"] for code, each in found.items()} == {CONSTRUCTION: 3, CITY: 1, ALL: 4}
    dataset = registry.get("accidents")
    works = dataset.read_filter({"public_works": "city"}).q | dataset.read_filter({"public_works": "other"}).q
    assert dataset.records().filter(works).count() == 2


def test_a_pending_accident_makes_the_figures_that_count_it_provisional_even_with_0_deaths() -> None:
    AccidentFactory.create(public_works="city")
    pending(industry="other", deaths=0, injuries=1)
    assert [figure(code)["status"] for code in (CONSTRUCTION, CITY, ALL)] == ["final", "final", "provisional"]
    pending(public_works="city", deaths=0, injuries=1)
    found = [figure(code) for code in (CONSTRUCTION, CITY, ALL)]
    assert [each["status"] for each in found] == ["provisional"] * 3
    assert [each["value"] for each in found] == [1, 1, 1]
    assert [str(number) in each["note"] for number, each in zip((1, 1, 2), found, strict=True)] == [True] * 3


def test_public_works_outside_construction_are_refused_and_the_message_says_what_to_do(
    load: Callable[..., Result],
) -> None:
    result = load(row(industry="other", public_works="city"), row(number="2", industry="other"))
    ((problem,),) = (result.errors,)
    assert (problem.row, problem.column, problem.value) == (1, "public_works", "city")
    assert load(row(), row(number="2", public_works="other")).counts.created == 2  # both in construction
    known = load(row(number="2", industry="manufacturing", public_works="none"))
    assert known.counts.updated == 1


# Who determines it


def test_what_is_entered_here_counts_provisionally_until_a_second_person_has_determined_it(
    staff: User, supervisor: User, client_for: ClientFor
) -> None:
    typed = {name: text for name, text in row().items() if name != "status"}
    assert client_for(staff).post(reverse("accidents:create"), typed).status_code == 302
    accident = Accident.objects.get()
    assert (accident.state, accident.officer, accident.unit.code) == ("pending", staff, "inspection_office")
    assert figure(ALL)["status"] == "provisional"
    with pytest.raises(NotAllowed):
        step(accident, "confirm_accident", staff)
    accident = step(accident, "confirm_accident", supervisor)
    assert (figure(ALL)["status"], figure(ALL)["value"]) == ("final", 1)
    assert not Waiting.objects.exists()
    assert client_for(staff).get(reverse("accidents:edit", args=[accident.pk])).status_code == 403


def test_an_accident_is_excluded_for_a_reason_and_determined_anew_for_another(supervisor: User, staff: User) -> None:
    accident = pending(staff)
    with pytest.raises(NotAllowed):
        step(accident, "exclude_accident", supervisor)
    accident = step(accident, "exclude_accident", supervisor, "通勤途中，非職業災害")
    assert (figure(ALL)["value"], registry.get("accidents").records().count()) == (0, 1)
    accident = step(accident, "determine_anew", supervisor, "補充驗屍報告")
    assert (accident.state, figure(ALL)["value"], figure(ALL)["status"]) == ("pending", 1, "provisional")
    assert [event.reason for event in history_of(accident)] == ["補充驗屍報告", "通勤途中，非職業災害"]


def test_a_pending_accident_of_a_file_waits_for_the_supervisors_and_a_file_can_determine_it(
    load: Callable[..., Result], act: Act, supervisor: User
) -> None:
    first = load(row(status="pending"), row(number="2"))
    assert [str(one.case) for one in Waiting.objects.for_decision_by(supervisor)] == ["112-災-001"]
    second = load(row(status="excluded"))
    assert (second.counts.updated, Waiting.objects.count()) == (1, 0)
    assert history_of(Accident.objects.get(number="112-災-001"))[0].changes == {"status": ["pending", "excluded"]}
    assert load(row(status="excluded")).counts.unchanged == 1
    revert(ImportRun.objects.get(pk=second.import_id or 0), act)
    assert (Accident.objects.get(number="112-災-001").state, Waiting.objects.count()) == ("pending", 1)
    revert(ImportRun.objects.get(pk=first.import_id or 0), act)
    assert (Accident.objects.standing().count(), Waiting.objects.count()) == (0, 0)


# What the law says of it


def harm(**fields: Any) -> Accident:
    return Accident(**{"deaths": 0, "injuries": 1, **fields})


@pytest.mark.parametrize(
    ("fields", "major", "to_report"),
    [
        ({}, 0, 0),
        ({"deaths": 1, "injuries": 0}, 1, 1),
        ({"deaths": 1, "injuries": 2}, 2, 2),
        ({"injuries": 2}, 0, 0),
        ({"injuries": 3}, 1, 1),
        ({"hospitalised": 0}, 0, 0),
        ({"hospitalised": 1}, 0, 1),
        ({"gas_leak": True}, 0, 0),
        ({"gas_leak": True, "hospitalised": 1}, 1, 1),
        ({"designated": True}, 1, 1),
    ],
)
def test_a_major_accident_is_narrower_than_the_duty_to_report(
    fields: dict[str, Any], major: int, to_report: int
) -> None:
    assert (len(major_grounds(harm(**fields))), len(reporting_grounds(harm(**fields)))) == (major, to_report)
    AccidentFactory.create(**{"deaths": 0, "injuries": 1, **fields})
    dataset = registry.get("accidents")
    found = [dataset.records().filter(dataset.read_filter({"major": answer}).q).count() for answer in ("yes", "no")]
    assert found == ([1, 0] if major else [0, 1])


def at(hour: int, minute: int = 0, day: int = 29) -> datetime.datetime:
    return datetime.datetime(2023, 3, day, hour, minute, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    ("known", "received", "now", "late"),
    [
        (at(10), at(18), at(23), 0),
        (at(10), at(18, 1), at(23), 1),
        (at(20), at(5, day=30), at(6, day=30), 60),
        (at(10), None, at(17), 0),
        (at(10), None, at(19, 30), 90),
        (None, None, at(23), 0),
        (None, at(12), at(23), 0),
    ],
)
def test_the_employer_reports_within_8_hours_of_knowing(
    known: datetime.datetime | None, received: datetime.datetime | None, now: datetime.datetime, late: int
) -> None:
    assert Report(known, received, 8).lateness(now) == datetime.timedelta(minutes=late)


def test_before_the_law_of_103_no_term_is_known() -> None:
    assert Report(at(10), None, None).due_at is None


def test_the_report_is_noted_in_a_step_and_its_arithmetic_stands_on_the_page(
    staff: User, client_for: ClientFor
) -> None:
    accident, client = pending(staff, injuries=2), client_for(staff)
    url = reverse("accidents:step", args=[accident.pk, "note"])
    typed = {"seen_state": "pending", "seen_version": "1", "gas_leak": "no", "designated": "no", "hospitalised": "1"}
    answer = client.post(url, {**typed, "known_at": "112.03.29", "received_at": "昨天"})
    assert set(answer.context["form"].errors) == {"known_at", "received_at"}
    backwards = client.post(url, {**typed, "known_at": "112.03.29 20:00", "received_at": "112.03.29 18:00"})
    assert backwards.context["form"].errors
    many = client.post(url, {**typed, "hospitalised": "4"})
    assert many.context["form"].errors
    done = client.post(url, {**typed, "known_at": "112/3/29 10:00", "received_at": "112.03.29 19:30"})
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert all(text in page for text in ("112.03.29 10:00", "112.03.29 18:00", "112.03.29 19:30"))
    accident.refresh_from_db()
    assert (accident.state, accident.hospitalised) == ("pending", 1)
    assert set(history_of(accident)[0].changes) == {"known_at", "received_at", "hospitalised", "state"}


def test_an_accident_that_nobody_noted_the_report_of_says_not_started_and_never_overdue(
    staff: User, client_for: ClientFor
) -> None:
    page = client_for(staff).get(pending(staff).get_absolute_url())
    assert page.context["report"].due_at is None
    assert page.context["late"] == ""


def test_a_missing_report_is_overdue_by_the_hours_since(staff: User, client_for: ClientFor) -> None:
    known = timezone.now() - datetime.timedelta(hours=10, minutes=30)
    page = client_for(staff).get(pending(staff, known_at=known).get_absolute_url())
    assert "2" in page.context["late"]
    assert "30" in page.context["late"]


# Kinds


@pytest.fixture
def planner(admin: User, client_for: ClientFor) -> Client:
    return client_for(admin)


def test_every_installation_has_the_kinds_of_the_contract_and_they_keep_what_was_changed() -> None:
    AccidentKind.objects.filter(code="fall").update(name="改過的名稱")
    ensure_kinds()
    assert set(AccidentKind.objects.values_list("code", flat=True)) == {code for code, *_names in KINDS}
    assert len(KINDS) == 19
    assert AccidentKind.objects.get(code="fall").name == "改過的名稱"


def test_an_administrator_adds_a_kind_that_files_can_use_at_once(planner: Client, load: Callable[..., Result]) -> None:
    assert "fall" in planner.get(reverse("accidents:kinds")).content.decode()
    form = {"code": "animal", "name": "動物攻擊", "name_en": "Animal attack"}
    assert planner.post(reverse("accidents:kind_create"), form).status_code == 302
    assert load(row(kind="animal"), row(number="2", kind="動物攻擊"), row(number="3", kind="ANIMAL attack")).ok
    kind = AccidentKind.objects.get(code="animal")
    assert planner.post(reverse("accidents:kind_edit", args=[kind.pk]), {**form, "name": "蟲獸", "version": 1})
    kind.refresh_from_db()
    assert (kind.name, kind.code, kind.version) == ("蟲獸", "animal", 2)
    assert "蟲獸" in planner.get(reverse("accidents:kind_edit", args=[kind.pk])).content.decode()


def test_a_kind_is_called_by_the_name_of_the_language_in_use() -> None:
    kind = AccidentKind.objects.get(code="fall")
    with translation.override("en"):
        assert str(kind) == kind.name_en
    assert str(kind) == kind.name


def test_the_list_leads_administrators_alone_to_the_kinds(planner: Client, staff: User, client_for: ClientFor) -> None:
    kinds, url = reverse("accidents:kinds"), reverse("accidents:list")
    assert kinds in planner.get(url).content.decode()
    assert kinds not in client_for(staff).get(url).content.decode()


def test_no_list_names_a_victim() -> None:
    """Victims are counted; there is no place where a name could be typed."""
    fields = {field.name for field in Accident._meta.get_fields()}
    assert not {name for name in fields if "victim" in name or "name" in name}
