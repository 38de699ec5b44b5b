from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from laborportal.accounts.models import Role, Unit, User
from laborportal.activities.imports import VisitLoader
from laborportal.activities.models import GuidanceVisit, TopicCode, VisitTopic
from laborportal.activities.topics import UNIT_OF, ensure_topics
from laborportal.audit.recording import Act, history_of
from laborportal.employers.models import Employer
from laborportal.imports.engine import Result, run_import
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.activities import GuidanceVisitFactory
from tests.factories.employers import EmployerFactory
from tests.factories.imports import csv_file

pytestmark = pytest.mark.django_db
Load = Callable[..., Result]


def cells(**changed: str) -> dict[str, str]:
    return {
        "number": "V1", "topic": "remote_work", "visited_on": "112/3/29", "ubn": "", "employer": "榕澗營造", **changed
    }  # fmt: skip


@pytest.fixture
def load(tmp_path: Path, act: Act) -> Load:
    def loaded(*rows: dict[str, str], **options: Any) -> Result:
        return run_import(VisitLoader(), csv_file(tmp_path, rows), act, dataset="guidance_visits", **options)

    return loaded


def warned(result: Result) -> list[tuple[int, str]]:
    assert result.ok, result.errors
    return [(problem.row, problem.column) for problem in result.warnings]


def test_each_topic_belongs_to_one_unit() -> None:
    assert dict(VisitTopic.objects.values_list("code", "unit__code")) == UNIT_OF
    assert set(UNIT_OF) == set(TopicCode)


def test_a_visit_belongs_to_the_unit_of_its_topic(client_for: ClientFor) -> None:
    visits = {topic: GuidanceVisitFactory.create(about=topic) for topic in TopicCode}
    for topic, unit in UNIT_OF.items():
        page = client_for(person(Role.STAFF, units=(unit,))).get("/activities/visits/").context["page"]
        assert [record.pk for record in page.records] == [visits[topic].pk]


def test_only_remote_work_has_a_self_check_and_another_topic_is_a_warning(load: Load) -> None:
    given = (
        cells(items_met="0"),
        cells(number="V2", topic="quota", items_met="0"),
        cells(number="V3", topic="age", items_met=""),
    )
    assert warned(load(*given)) == [(2, "items_met")]


@pytest.mark.parametrize(("items", "accepted"), [("25", True), ("15", True), ("0", True), ("26", False)])
def test_the_self_check_has_25_items(items: str, accepted: bool, load: Load) -> None:
    assert load(cells(items_met=items)).ok == accepted


def test_a_visit_matches_its_employer_and_leaves_the_register_alone(load: Load) -> None:
    known = EmployerFactory.create(name="榕澗 營造", employees=40, sector="public")
    load(cells(), cells(number="V2", employer="新的公司"))
    assert set(GuidanceVisit.objects.values_list("number", "employer__name")) == {
        ("V1", "榕澗 營造"),
        ("V2", "新的公司"),
    }
    known.refresh_from_db()
    assert (known.employees, known.sector) == (40, "public")
    assert Employer.objects.get(name="新的公司").sector == "private"


def test_the_first_and_the_last_day_of_a_year_belong_to_it(load: Load, client_for: ClientFor) -> None:
    days = ("111/12/31", "112/1/1", "112/12/31", "113/1/1")
    load(*(cells(number=f"V{number}", visited_on=day) for number, day in enumerate(days)))
    page = client_for(person(Role.AUDITOR)).get("/activities/visits/?year=112&topic=remote_work").context["page"]
    assert {record.number for record in page.records} == {"V1", "V2"}


def test_an_administrator_gives_a_topic_to_another_unit_with_all_its_visits(client_for: ClientFor, admin: User) -> None:
    visit, client = GuidanceVisitFactory.create(about=TopicCode.SAFETY), client_for(admin)
    topic, office = visit.topic, Unit.objects.get(code="inspection_office")
    url = reverse("visits:topic_edit", args=[topic.pk])
    assert client.post(url, {"unit": office.pk, "version": "9"}).context["form"].errors
    answer: Any = client.post(url, {"unit": office.pk, "version": topic.version})
    assert answer.url == reverse("visits:topics")
    event = history_of(topic)[0]
    assert event.changes["unit"][1] == {"id": office.pk, "label": office.name}
    reader = client_for(person(Role.STAFF, units=("inspection_office",)))
    assert reader.get(visit.get_absolute_url()).status_code == 200
    assert office.label in client.get(reverse("visits:topics")).content.decode()
    ensure_topics()
    assert VisitTopic.objects.get(code=TopicCode.SAFETY).unit == office
