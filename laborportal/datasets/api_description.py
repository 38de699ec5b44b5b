"""The API described as OpenAPI, from what datasets declare: every parameter, every answer."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from laborportal.datasets.api import ApiView, as_json, demand_no_parameters
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets
from laborportal.exports.columns import (
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    IntegerColumn,
    MonthColumn,
    ScoreColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
)
from laborportal.listing.conditions import LARGEST, Condition
from laborportal.listing.reading import LARGEST_PAGE, PER_PAGE

Schema = dict[str, Any]
Describe = Callable[[], Schema]
ADDRESS = "/api/openapi.json"
_described: dict[str, Describe] = {}


def describe(address: str, operation: Describe) -> None:
    """Adds a GET that a higher app answers; *operation* is asked whenever the description is read."""
    _described[address] = operation


class DescriptionView(ApiView):
    def get(self, request: HttpRequest) -> HttpResponse:
        demand_no_parameters(request)
        return as_json(description())


def description() -> Schema:
    datasets = all_datasets()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": str(_("Labor Cases and Performance")),
            "version": "1",
            "description": _("Read-only: the lists and figures of the site, within what the asking person may see."),
        },
        "security": [{"token": []}, {"session": []}],
        "paths": {
            **{f"/api/{dataset.name}/": {"get": records_operation(dataset)} for dataset in datasets},
            **{address: {"get": operation()} for address, operation in _described.items()},
            ADDRESS: {"get": operation(_("This description"), {"type": "object"}, parameters=[], statuses=(400,))},
        },
        "components": {
            "schemas": {"Problem": PROBLEM, **{dataset.name: record_schema(dataset) for dataset in datasets}},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
        },
    }


def operation(summary: str, answer: Schema, *, parameters: list[Schema], statuses: tuple[int, ...] = ()) -> Schema:
    """*statuses* are the refusals beyond those that every address has."""
    reasons = {
        400: _("A parameter or a value cannot be read; the problems name it."),
        401: _("Nobody is signed in and no personal token in force was sent."),
        403: _("The person may not read this, or has yet to choose a password."),
        404: _("There is nothing of that name."),
        405: _("The API is only read."),
    }
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {str(status): {"description": reasons[status], "content": content} for status in (*statuses, 401, 403)}
    found = {"description": summary, "content": {"application/json": {"schema": answer}}}
    return {"summary": summary, "parameters": parameters, "responses": {"200": found, **dict(sorted(refusals.items()))}}


def records_operation(dataset: Dataset) -> Schema:
    answer = {
        "type": "object",
        "required": ["count", "next", "results"],
        "additionalProperties": False,
        "properties": {
            "count": {"type": "integer", "minimum": 0, "description": _("How many records match, on all pages.")},
            "next": {"type": ["string", "null"], "description": _("The address of the next page.")},
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{dataset.name}"}},
        },
    }
    parameters = [*filters_of(dataset), *page_parameters(dataset)]
    return operation(str(dataset.label), answer, parameters=parameters, statuses=(400,))


def filters_of(dataset: Dataset) -> Iterator[Schema]:
    for name, condition in dataset.settled_conditions().items():
        value = VALUES[condition.kind](condition)
        schema = value if condition.once else {"type": "array", "items": value}
        shape = {} if condition.once else {"style": "form", "explode": True}
        words = f"{condition.label}. {condition.help}".strip() if condition.help else str(condition.label)
        yield {"name": name, "in": "query", "description": words, "schema": schema, **shape}


def _codes(condition: Condition) -> Schema:
    return {"type": "string", "enum": [code for code, _label in condition.options()]}


def _number(condition: Condition) -> Schema:
    limits = {"minimum": 1 - LARGEST, "maximum": LARGEST - 1}
    return (
        {"type": "number", "multipleOf": 10**-condition.decimals, **limits}
        if condition.decimals
        else {
            "type": "integer",
            **limits,
        }
    )


VALUES: Mapping[str, Callable[[Condition], Schema]] = {
    "text": lambda condition: {"type": "string"},
    "search": lambda condition: {"type": "string"},
    "choice": _codes,
    "yesno": _codes,
    "number": _number,
    "date": lambda condition: {"type": "string", "description": "2023-03-29, 112-03-29, 112/3/29 …"},
    "month": lambda condition: {"type": "string", "description": "2023-03, 112-03, 112/3 …"},
    "year": lambda condition: {"type": "integer", "minimum": 1, "maximum": 999, "description": "ROC 112 = 2023"},
}


def page_parameters(dataset: Dataset) -> Iterator[Schema]:
    names = [column.name for column in dataset.columns]
    sortable = [column.name for column in dataset.columns if column.sortable]
    orders = [sign + name for name in sortable for sign in ("", "-")]
    yield _parameter("sort", {"type": "string", "enum": orders}, _("Order; a minus turns it round."))
    chosen = {"type": "array", "items": {"type": "string", "enum": names}}
    yield {
        **_parameter("columns", chosen, _("The columns wanted; all when left out.")),
        "style": "form",
        "explode": False,
    }
    yield _parameter("per_page", {"type": "integer", "enum": list(PER_PAGE)}, _("Records on a page."))
    place = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE - 1}
    yield _parameter("after", place, _("The last record of the page before; `next` has it."))


def _parameter(name: str, schema: Schema, words: str) -> Schema:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def record_schema(dataset: Dataset) -> Schema:
    properties = {column.name: {"description": str(column.label), **value_of(column)} for column in dataset.columns}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def value_of(column: Column) -> Schema:
    match column:
        case YesNoColumn():
            return {"type": ["boolean", "null"]}
        case IntegerColumn() | YearColumn():
            return {"type": ["integer", "null"]}
        case ScoreColumn():
            return {"type": ["number", "null"]}
        case MonthColumn():
            return {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}$"}
        case DateColumn():
            return {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case UbnColumn():
            return {"type": ["string", "null"], "pattern": "^[0-9]{8}$"}
        case CodeColumn() if not isinstance(column, CodesColumn):
            return {"enum": [*(code for code, _label in column.choices), None]}
    return {"type": ["string", "null"]}


PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "value", "message"],
                "additionalProperties": False,
                "properties": {name: {"type": "string"} for name in ("parameter", "value", "message")},
            },
        },
    },
}
