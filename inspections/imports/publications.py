"""What two lists say of one letter, column by column."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from inspections.citations import split_references
from inspections.imports.columns import PENALTY_COLUMNS, VIOLATION_COLUMNS
from laborportal.exports.columns import Column
from laborportal.exports.normalise import name_key, normalise

Values = Mapping[str, Any]

NAMES = ("employer", "decided_on", "announced_on", "articles", "amount", "remark")
COMPARED: Mapping[str, Column] = {
    **{column.name: column for column in PENALTY_COLUMNS if column.name in NAMES},
    **{column.name: column for column in VIOLATION_COLUMNS if column.name == "description"},
}


def as_published(values: Values, columns: Iterable[str]) -> dict[str, Any]:
    """The values of a row as history keeps them; of those of *columns* that the list has, a blank one too."""
    return {
        name: column.pack(values.get(name, column.blank)) for name, column in COMPARED.items() if name in set(columns)
    }


def differing(one: Values, other: Values) -> list[str]:
    """The columns in which two lists differ; what a list has not got, it says nothing else of than a blank cell."""
    first, second = _comparable(one), _comparable(other)
    return [name for name in COMPARED if first[name] != second[name]]


def digest_of(values: Values) -> str:
    """The same for values that do not differ."""
    return sha256(json.dumps(_comparable(values), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _comparable(values: Values) -> dict[str, Any]:
    found = {name: values.get(name) or "" for name in COMPARED}
    return {
        **found,
        "employer": name_key(found["employer"]),
        "articles": [normalise(reference) for reference in split_references(found["articles"])],
        "description": normalise(found["description"]),  # whose semicolons are written in either width
        "remark": normalise(found["remark"]),
    }
