"""Whatever a program sends: never a server error, and no answer that the description does not know."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from laborportal.accounts.models import User
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act
from laborportal.exports.columns import echo
from tests.conftest import ClientFor
from tests.contracts.schemas import faults
from tests.factories.activities import ActivityFactory
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import ViolationFactory

pytestmark = pytest.mark.django_db
anything = st.one_of(
    st.text(max_size=12),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.sampled_from(
        ["", "\x00", "%", "_", "\\", "'; --", "𠮷", "１１２", "-0", "1e999999", "1e-999999", "9" * 40, "112.2.30"]
    ),
)
fuzzing = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)


@pytest.fixture
def program(admin: User, client_for: ClientFor) -> Client:
    """Reads everything there is: some records of every dataset, and a report."""
    open_year(Act(admin), 112)
    EmployerFactory.create(ubn="12345675", name="甲𠮷公司")
    for _number in range(3):
        ActivityFactory.create()
        ViolationFactory.create()
    application("gold")
    return client_for(admin)


@pytest.fixture
def document(program: Client) -> dict[str, Any]:
    found: dict[str, Any] = program.get("/api/openapi.json").json()
    return found


def value_from(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    if "enum" in schema:
        return st.sampled_from([str(value) for value in schema["enum"]] or [""])
    match schema["type"]:
        case "array":
            return value_from(schema["items"])
        case "integer":
            return st.integers(schema["minimum"], schema["maximum"]).map(str)
        case "number":
            tenths = st.integers(int(schema["minimum"]) * 10, int(schema["maximum"]) * 10)
            return tenths.map(lambda number: str(number / 10))
    return st.text(max_size=12)


def check(answer: Any, operation: dict[str, Any], document: dict[str, Any]) -> None:
    described = operation["responses"]
    assert str(answer.status_code) in described, answer.content.decode()
    ((kind, content),) = described[str(answer.status_code)]["content"].items()
    assert answer["Content-Type"] == kind
    assert faults(answer.json(), content["schema"], document["components"]) == []


@fuzzing
@given(data=st.data())
def test_no_parameter_makes_an_answer_that_is_not_described(
    program: Client, document: dict[str, Any], data: st.DataObject
) -> None:
    address = data.draw(st.sampled_from(sorted(document["paths"])))
    operation = document["paths"][address]["get"]
    schemas = {each["name"]: each["schema"] for each in operation["parameters"]}
    year = data.draw(value_from(schemas.pop("year"))) if "{year}" in address else ""
    names = st.sampled_from(sorted(schemas)) if schemas else st.just("x")
    chosen = data.draw(
        st.lists(st.one_of(names, st.text(max_size=8)) if data.draw(st.booleans()) else names, max_size=4)
    )
    wild = data.draw(st.booleans())
    pairs = [
        (name, data.draw(anything if wild or name not in schemas else value_from(schemas[name]))) for name in chosen
    ]
    answer = program.get(f"{address.format(year=year)}?{urlencode(pairs)}")
    check(answer, operation, document)
    strange = [name for name, value in pairs if name not in schemas]
    if strange:
        assert answer.status_code == 400
        assert {each["parameter"] for each in answer.json()["problems"]} & {echo(name) for name in strange}


@fuzzing
@given(data=st.data())
def test_what_the_description_offers_is_taken(program: Client, document: dict[str, Any], data: st.DataObject) -> None:
    address = data.draw(st.sampled_from(sorted(path for path in document["paths"] if "{" not in path)))
    operation = document["paths"][address]["get"]
    offered = [each for each in operation["parameters"] if taken_as_it_is(each["schema"])]
    if not offered:
        return
    chosen = data.draw(st.lists(st.sampled_from(offered), max_size=4, unique_by=lambda each: each["name"]))
    pairs = [(each["name"], data.draw(value_from(each["schema"]))) for each in chosen if each["name"] != "after"]
    answer = program.get(f"{address}?{urlencode(pairs)}")
    assert answer.status_code == 200, (pairs, answer.content.decode())
    check(answer, operation, document)


def taken_as_it_is(schema: dict[str, Any]) -> bool:
    """A text may still be no date; codes and numbers are what they are."""
    value = schema.get("items", schema)
    return "enum" in value or value["type"] != "string"


@fuzzing
@given(tail=st.text(max_size=20), year=st.one_of(anything, st.text(max_size=6)))
@example(tail="../people/", year="112")
@example(tail="//", year="1000")
def test_an_address_that_nobody_described_is_nothing(program: Client, tail: str, year: str) -> None:
    for address in (f"/api/x{quote(tail)}", f"/api/report/{quote(year, safe='')}/"):
        answer = program.get(address)
        if answer.status_code != 200:
            assert answer.status_code == 404
            assert answer["Content-Type"] == "application/problem+json"


@fuzzing
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30))
@example(header="Bearer \x7f")
def test_no_header_opens_the_door(header: str) -> None:
    answer = Client().get("/api/activities/", headers={"Authorization": header})
    assert answer.status_code == 401
