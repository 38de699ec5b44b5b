"""As much of JSON Schema as the API's description uses."""

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
UNDERSTOOD = {
    "$ref", "additionalProperties", "description", "enum", "items", "maximum", "minimum", "multipleOf", "pattern",
    "properties", "required", "type",
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], components: dict[str, Any] | None = None) -> list[str]:
    """Where *value* is not what *schema* says; references lead into *components*."""
    return list(_faults(value, schema, (components or {}).get("schemas", {}), "$"))


def _faults(value: Any, schema: dict[str, Any], known: dict[str, Any], place: str) -> Iterator[str]:
    assert set(schema) <= UNDERSTOOD, schema
    if "$ref" in schema:
        yield from _faults(value, known[schema["$ref"].rpartition("/")[2]], known, place)
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not one of {schema['enum']}"
    wanted = schema.get("type", list(TYPES))
    if not any(_is(value, kind) for kind in ([wanted] if isinstance(wanted, str) else wanted)):
        yield f"{place}: {value!r} is not {wanted}"
    elif isinstance(value, dict):
        yield from _faults_of_object(value, schema, known, place)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _faults(item, schema.get("items", {}), known, f"{place}[{number}]")
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place}: {value!r} does not match {schema['pattern']}"
    elif isinstance(value, int | float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{place}: {value!r} is out of range"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _faults_of_object(
    value: dict[str, Any], schema: dict[str, Any], known: dict[str, Any], place: str
) -> Iterator[str]:
    named, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{place}.{name} is missing"
    for name, inner in value.items():
        if name in named:
            yield from _faults(inner, named[name], known, f"{place}.{name}")
        elif isinstance(others, dict):
            yield from _faults(inner, others, known, f"{place}.{name}")
        elif not others:
            yield f"{place}.{name} is not described"
