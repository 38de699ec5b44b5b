"""The parameters of an address, read by the conditions of a list; knows nothing of requests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from laborportal.exports.columns import Column, echo
from laborportal.exports.formats import FORMATS, LABELS
from laborportal.listing.conditions import Condition, ConditionError

PER_PAGE = (20, 50, 100)
PAGE_PARAMETERS = ("sort", "page", "per_page", "after", "columns", "format", "labels")
LARGEST_PAGE = 10**9

Parameters = MultiValueDict[str, str] | Mapping[str, str | Sequence[str]]


class Problem(NamedTuple):
    """*value* as it was given: cut it with `echo` before it is shown."""

    parameter: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Applied:
    """One condition that is set; *values* in the spelling of addresses."""

    condition: Condition
    values: tuple[str, ...]
    words: str
    q: Q

    @property
    def name(self) -> str:
        return self.condition.name

    def __str__(self) -> str:
        return _("{label}: {words}").format(label=self.condition.label, words=self.words)


@dataclass
class Reading:
    """*q* narrows nothing while there are problems: whoever reads it asks `ok` first.

    *order* is what the address asks for, () for the list's own; *columns* the chosen ones, () for the usual ones.
    """

    conditions: Mapping[str, Condition]
    q: Q = field(default_factory=Q)
    applied: list[Applied] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    order: tuple[str, ...] = ()
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1
    per_page: int | None = None
    after: int | None = None
    format: str = "csv"
    labels: str = "en"

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The conditions alone, canonical and in a fixed order."""
        return [(applied.name, value) for applied in self.applied for value in applied.values]

    @property
    def querystring(self) -> str:
        return urlencode(self.parameters)

    def usable(self, parameter: str) -> list[tuple[str, str]]:
        """What could stand in place of a problem: names of conditions, or the options of one."""
        condition = self.conditions.get(parameter)
        if condition is not None:
            return [(code, str(label)) for code, label in condition.options()]
        if parameter in PAGE_PARAMETERS:
            return []
        return [(name, str(known.label)) for name, known in self.conditions.items()]

    def complaint(self) -> str:
        """All problems for a command's standard error, with the codes that it takes."""
        return "\n".join(self._complaint(problem) for problem in self.problems)

    def _complaint(self, problem: Problem) -> str:
        codes = ", ".join(code for code, _label in self.usable(problem.parameter))
        return f"{echo(problem.parameter)}={echo(problem.value)}: {problem.message}" + (f" [{codes}]" if codes else "")


def read_parameters(
    conditions: Mapping[str, Condition] | Iterable[Condition],
    columns: Sequence[Column],
    params: Parameters,
) -> Reading:
    """*params* is a QueryDict or a mapping of names to a text or a list of texts. Nothing is ignored but blanks."""
    known = dict(conditions) if isinstance(conditions, Mapping) else {each.name: each for each in conditions}
    given = {name: _values(params, name) for name in params}
    known |= {name: known[name].settled() for name in given if name in known}
    reading = Reading(known)
    for name, condition in known.items():
        if name in given:
            _apply(reading, condition, given[name])
    for name in given:
        if name not in known and name not in PAGE_PARAMETERS:
            reading.problems.append(Problem(name, _joined(given[name]), _unknown(known, name)))
    _read_sort(reading, columns, given.get("sort", []))
    _read_columns(reading, columns, given.get("columns", []))
    _read_page(reading, given)
    return reading


def _values(params: Parameters, name: str) -> list[str]:
    found = params.getlist(name) if isinstance(params, MultiValueDict) else params[name]
    values = [found] if isinstance(found, str) else found
    return [value for value in values if value.strip()]


def _joined(values: Iterable[str]) -> str:
    return ", ".join(values)


def _unknown(conditions: Mapping[str, Condition], name: str) -> str:
    return _("“{name}” is not a condition of this list. The conditions are: {conditions}.").format(
        name=echo(name), conditions=_("; ").join(str(condition.label) for condition in conditions.values())
    )


def _apply(reading: Reading, condition: Condition, values: Sequence[str]) -> None:
    good: list[str] = []
    try:
        texts = condition.given(values)
    except ConditionError as error:
        reading.problems.append(Problem(condition.name, _joined(values), str(error)))
        return
    for text in texts:
        try:
            condition.q([text])
            good.append(text)
        except ConditionError as error:
            reading.problems.append(Problem(condition.name, text, str(error)))
    if good:
        canonical = condition.canonical(good)
        meant = condition.q(canonical)
        reading.applied.append(Applied(condition, tuple(canonical), condition.words(canonical), meant))
        reading.q &= meant


def _read_sort(reading: Reading, columns: Sequence[Column], values: Sequence[str]) -> None:
    if not values:
        return
    sortable = {column.name: column for column in columns if column.sortable}
    wanted = values[0].strip()
    column = sortable.get(wanted.removeprefix("-"))
    if column is None or len(values) > 1:
        message = _("The list cannot be sorted by that. Sort by one of: {columns}.").format(
            columns=_(", ").join(str(column.label) for column in sortable.values())
        )
        reading.problems.append(Problem("sort", _joined(values), message))
        return
    reading.sort = wanted
    reading.order = (("-" if wanted.startswith("-") else "") + column.lookup,)


def _read_columns(reading: Reading, columns: Sequence[Column], values: Sequence[str]) -> None:
    names = {column.name for column in columns}
    wanted = list(dict.fromkeys(name.strip() for value in values for name in value.split(",") if name.strip()))
    for name in wanted:
        if name not in names:
            message = _("This list has no such column. The columns are: {columns}.").format(
                columns=_(", ").join(str(column.label) for column in columns)
            )
            reading.problems.append(Problem("columns", name, message))
    reading.columns = tuple(column.name for column in columns if column.name in wanted)


def _read_page(reading: Reading, given: Mapping[str, Sequence[str]]) -> None:
    reading.page = _whole(reading, given, "page") or 1
    reading.after = _whole(reading, given, "after")
    reading.per_page = _whole(reading, given, "per_page")
    if reading.per_page not in (None, *PER_PAGE):
        message = _("A page can hold {sizes} records.").format(sizes=_(", ").join(map(str, PER_PAGE)))
        reading.problems.append(Problem("per_page", _joined(given["per_page"]), message))
    reading.format = _one_of(reading, given, "format", FORMATS) or "csv"
    reading.labels = _one_of(reading, given, "labels", LABELS) or "en"


def _one_of(reading: Reading, given: Mapping[str, Sequence[str]], name: str, usable: Iterable[str]) -> str:
    values, known = given.get(name, []), list(usable)
    if len(values) == 1 and values[0] in known:
        return values[0]
    if values:
        message = _("The values are: {values}. Give one of them.").format(values=_(", ").join(known))
        reading.problems.append(Problem(name, _joined(values), message))
    return ""


def _whole(reading: Reading, given: Mapping[str, Sequence[str]], name: str) -> int | None:
    values = given.get(name, [])
    if not values:
        return None
    text = values[0].strip()
    if len(values) == 1 and text.isascii() and text.isdigit() and 0 < int(text[:20]) < LARGEST_PAGE:
        return int(text)
    reading.problems.append(Problem(name, _joined(values), _("Write one whole number from 1 up.")))
    return None
