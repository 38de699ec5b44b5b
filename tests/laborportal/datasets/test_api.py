"""The API as a program meets it: tokens, refusals, pages, what it says of itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.accounts.tokens import make, withdraw
from laborportal.administration import people
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act
from laborportal.datasets.registry import all_datasets
from tests.conftest import ClientFor
from tests.contracts.schemas import faults
from tests.factories.activities import ActivityFactory

pytestmark = pytest.mark.django_db
URL = "/api/activities/"


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def token(staff: User) -> str:
    return make(staff, "試算", 30)[1]


def ask(token: str, url: str = URL, **params: Any) -> Any:
    return Client().get(url, params, headers={"Authorization": f"Bearer {token}"})


def assert_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize("url", [URL, "/api/openapi.json", "/api/report/112/", "/api/sheep/", "/api/a/b", "/api/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_nobody_gets_a_refusal_and_no_way_to_a_page(url: str, method: str) -> None:
    answer = getattr(Client(), method)(url)
    assert_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer", "Basic b2ZmaWNlcjp4", "", "bearer  "])
def test_a_wrong_token_is_refused_even_within_a_session(officer: Client, header: str) -> None:
    assert_problem(officer.get(URL, headers={"Authorization": header}), 401)


def test_a_token_shows_what_its_person_may_see(token: str, staff: User, outsider: User) -> None:
    ActivityFactory.create(number="112-活-001")
    assert ask(token).json()["count"] == 1
    assert ask(make(outsider, "x", 30)[1]).json() == {"count": 0, "next": None, "results": []}
    staff.memberships.update(ended_at=timezone.now())
    assert ask(token).json()["count"] == 0


def test_a_token_ends_when_it_is_withdrawn_or_runs_out(token: str, staff: User) -> None:
    assert ask(token).status_code == 200
    staff.tokens.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert_problem(ask(token), 401)
    staff.tokens.update(expires_at=timezone.now() + timedelta(days=1))
    withdraw(Act(staff), staff.tokens.get())
    assert_problem(ask(token), 401)


def test_every_token_dies_with_the_account(token: str, staff: User, admin: User) -> None:
    people.deactivate(Act(admin), staff)
    assert_problem(ask(token), 401)
    people.reactivate(Act(admin), staff)
    assert_problem(ask(token), 401)


def test_a_session_of_somebody_deactivated_is_nobodys(officer: Client, staff: User) -> None:
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert_problem(officer.get(URL), 401)


def test_a_password_that_somebody_else_set_opens_nothing(officer: Client, token: str, staff: User) -> None:
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    assert_problem(officer.get(URL), 403)
    assert_problem(ask(token), 403)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("url", [URL, "/api/openapi.json", "/api/report/112/", "/api/nothing/"])
def test_nothing_can_be_written(staff: User, method: str, url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)
    answer = getattr(client, method)(url)
    assert_problem(answer, 405)
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("url", ["/api/sheep/", "/api/activities", "/api/activities/1/", "/api/", "/api/report/0/"])
def test_what_does_not_exist_is_said_in_json(officer: Client, url: str) -> None:
    assert_problem(officer.get(url), 404)


def test_every_wrong_parameter_is_named_at_once(officer: Client) -> None:
    body = assert_problem(officer.get(URL, {"yeer": "112", "year": "x", "per_page": "7", "format": "csv"}), 400)
    assert {each["parameter"] for each in body["problems"]} == {"yeer", "year", "per_page", "format"}
    assert all(each["message"] for each in body["problems"])


@pytest.mark.parametrize("url", ["/api/openapi.json", "/api/report/112/"])
def test_an_address_without_parameters_takes_none(officer: Client, url: str) -> None:
    assert assert_problem(officer.get(url, {"lang": "en"}), 400)["problems"][0]["parameter"] == "lang"


def test_following_the_addresses_meets_every_record_once_and_in_order(officer: Client) -> None:
    for number in range(45):
        ActivityFactory.create(number=f"112-活-{number:03}", title="同名", attendance=number % 3 or None)
    numbers: list[str] = []
    address: str | None = f"{URL}?per_page=20&sort=-attendance&columns=number,attendance"
    while address:
        body = officer.get(address).json()
        assert body["count"] == 45
        numbers += [row["number"] for row in body["results"]]
        address = body["next"]
    assert sorted(numbers) == [f"112-活-{number:03}" for number in range(45)]
    listed = officer.get("/activities/", {"sort": "-attendance", "per_page": "50"}).context["page"]
    assert numbers == [record.number for record in listed.records]


def test_a_place_that_has_left_the_list_is_no_silent_end(officer: Client) -> None:
    first = ActivityFactory.create(number="1", attendance=5)
    ActivityFactory.create(number="2", attendance=9)
    assert officer.get(URL, {"after": first.pk}).status_code == 200
    body = assert_problem(officer.get(URL, {"after": str(first.pk), "attendance_min": "6"}), 400)
    assert body["problems"][0]["parameter"] == "after"


def test_values_have_their_types(officer: Client) -> None:
    ActivityFactory.create(number="007", attendance=1234, school="")
    row = officer.get(URL, {"columns": "number,attendance,held_on,school"}).json()["results"][0]
    assert (row["number"], row["attendance"], row["school"]) == ("007", 1234, None)
    assert len(row["held_on"]) == 10


def test_answers_are_kept_by_nobody_on_the_way(officer: Client) -> None:
    answer = officer.get(URL)
    assert "no-store" in answer["Cache-Control"]
    assert "Authorization" in answer["Vary"]


def test_the_report_is_that_of_the_command(officer: Client, admin: User) -> None:
    open_year(Act(admin), 112)
    body = officer.get("/api/report/112/").json()
    assert (body["year"], body["edition"]) == (112, None)
    assert body["figures"]["certifications.gender.gold"]["value"] == 0


def test_the_report_is_refused_to_whoever_has_no_role(client_for: ClientFor, people: dict[str, User]) -> None:
    assert_problem(client_for(people["no role"]).get("/api/report/112/"), 403)


def test_the_description_names_every_address_parameter_and_answer(officer: Client) -> None:
    document = officer.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        *(f"/api/{dataset.name}/" for dataset in all_datasets()),
        "/api/report/{year}/",
        "/api/openapi.json",
    }
    for dataset in all_datasets():
        described = document["paths"][f"/api/{dataset.name}/"]["get"]
        names = [parameter["name"] for parameter in described["parameters"]]
        assert names == [*dataset.all_conditions, "sort", "columns", "per_page", "after"]
        assert set(described["responses"]) == {"200", "400", "401", "403"}


def test_the_description_costs_no_more_than_its_lists_of_options(
    officer: Client, django_assert_max_num_queries: Any
) -> None:
    officer.get("/api/openapi.json")
    with django_assert_max_num_queries(10):
        officer.get("/api/openapi.json")


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ({}, {"type": "object", "required": ["a"]}),
        ({"b": 1}, {"type": "object", "additionalProperties": False}),
        ({"b": "x"}, {"additionalProperties": {"type": "integer"}}),
        ([1, True], {"type": "array", "items": {"type": "integer"}}),
        ("x", {"enum": ["y", None]}),
        ("2023-3", {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}),
        (0, {"type": "integer", "minimum": 1}),
        (None, {"type": "string"}),
    ],
)
def test_what_does_not_fit_its_description_is_seen(value: Any, schema: dict[str, Any]) -> None:
    assert faults(value, schema)
