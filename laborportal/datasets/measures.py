"""What a figure may ask of records: how many, how many different, a sum, or a measure declared in code."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

Number = int | Decimal | Fraction
Parts = Callable[[Q], Mapping[str, Combinable]]


class MeasureError(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` is exact, None where there is none; `known` of `members` records had what was added.

    `period` is the part of the year that the records tell of (`1-11`), blank for the whole; `as_of` their own date.
    """

    value: Number | None
    members: int
    known: int
    note: str = ""
    provisional: bool = False
    period: str = ""
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class NamedMeasure:
    """A measure that count, distinct and sum do not reach.

    `parts` gives the aggregates over the records that its filter leaves, so that it shares one query with the other
    figures of its dataset; `finish` makes the value of them. A measure that no aggregate reaches gives `compute`,
    which is handed those records and the ROC year. *decimals* is what its value usually has: one for a rate.
    """

    label: Any
    parts: Parts | None = None
    finish: Callable[[Mapping[str, Any], int], Measured] | None = None
    compute: Callable[[QuerySet[Any], int], Measured] | None = None
    columns: tuple[str, ...] = field(default=())
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure's measure, read: `kind` of `count`, `distinct`, `sum` or `named`, and what it is about."""

    kind: str
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject}" if self.subject else self.kind


def read_measure(text: str) -> Measure:
    """Raises MeasureError when *text* is none of `count`, `distinct:x`, `sum:x`, `named:x`."""
    kind, _colon, subject = text.partition(":")
    if kind == "count" and not subject:
        return Measure("count")
    if kind in {"distinct", "sum", "named"} and subject:
        return Measure(kind, subject)
    raise MeasureError(text)


def counted(measure: Measure, lookup: str, q: Q) -> dict[str, Combinable]:
    """The aggregates of a count, distinct or sum over those records of a query that *q* leaves."""
    found: dict[str, Combinable] = {"members": Count("pk", filter=q)}
    if measure.kind == "distinct":
        found["value"] = Count(lookup, filter=q & ~Q(**{lookup: ""}), distinct=True)
    if measure.kind == "sum":
        found["value"] = Sum(lookup, filter=q)
        found["known"] = Count(lookup, filter=q)
    return found


def finished(measure: Measure, found: Mapping[str, Any]) -> Measured:
    """A sum over no records is 0; one whose every value is blank has no value."""
    members = found["members"]
    if measure.kind == "count":
        return Measured(members, members, members)
    if measure.kind == "distinct":
        return Measured(found["value"], members, members)
    value = found["value"] if members else 0
    return Measured(value, members, found["known"])


def added(values: Iterable[Number | None]) -> Measured:
    """The sum of records that are at hand, as the database finds it."""
    found = list(values)
    known = [value for value in found if value is not None]
    return finished(
        Measure("sum"), {"members": len(found), "known": len(known), "value": sum(known) if known else None}
    )
