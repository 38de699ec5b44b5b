"""What a list says in place of rows: which condition is wrong and what could stand there, or which to take away."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.exports.columns import echo
from laborportal.listing.addresses import Address
from laborportal.listing.reading import Applied, Problem, Reading

OFFERS = 3
TRIED = 6
PAGE_WORDS = {
    "sort": gettext_lazy("Order"),
    "page": gettext_lazy("Page"),
    "per_page": gettext_lazy("Records on a page"),
    "after": gettext_lazy("Start"),
    "columns": gettext_lazy("Columns"),
    "format": gettext_lazy("Format"),
}


@dataclass(frozen=True, slots=True)
class BrokenCondition:
    """*pill* is its short form, *offers* lead to the list with a value that can be used."""

    pill: str
    message: str
    remove: Address
    offers: list[tuple[str, Address]]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One condition taken away, and how many records that gives."""

    condition: str
    count: int
    address: Address

    @property
    def count_in_words(self) -> str:
        return f"{self.count:,}"


def broken_conditions(reading: Reading, address: Address) -> list[BrokenCondition]:
    return [_broken(reading, problem, address) for problem in reading.problems]


def _broken(reading: Reading, problem: Problem, address: Address) -> BrokenCondition:
    condition = reading.conditions.get(problem.parameter)
    return BrokenCondition(
        pill=_("{label}: {value} (not understood)").format(
            label=condition.label if condition else PAGE_WORDS.get(problem.parameter, echo(problem.parameter)),
            value=echo(problem.value),
        ),
        message=problem.message,
        remove=address.without_value(problem.parameter, problem.value),
        offers=[
            (label, address.replacing(problem.parameter, problem.value, code))
            for code, label in _closest(reading, problem)
        ],
    )


def _closest(reading: Reading, problem: Problem) -> list[tuple[str, str]]:
    """The options that look like what was written; all of them where there are few."""
    if problem.parameter not in reading.conditions:
        return []
    options = reading.usable(problem.parameter)
    if len(options) <= OFFERS:
        return options
    spelled = {text: (code, label) for code, label in options for text in (code, label)}
    matches = get_close_matches(problem.value, spelled, n=OFFERS)
    return list(dict.fromkeys(spelled[match] for match in matches))


def remedies(reading: Reading, queryset: QuerySet[Any], address: Address) -> list[Remedy]:
    """Each condition whose removal gives records, most first; a bounded number of queries."""
    found = [_remedy(reading.applied, applied, queryset, address) for applied in reading.applied[:TRIED]]
    return sorted((remedy for remedy in found if remedy.count), key=lambda remedy: -remedy.count)


def _remedy(all_applied: Iterable[Applied], without: Applied, queryset: QuerySet[Any], address: Address) -> Remedy:
    others = Q()
    for applied in all_applied:
        if applied is not without:
            others &= applied.q
    count = queryset.filter(others).order_by().values("pk").count()
    return Remedy(str(without), count, address.without(without.name))
