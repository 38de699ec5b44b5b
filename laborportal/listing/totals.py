"""The totals of a list, and the foot of its table: those of them that are sums of a column shown, page and whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from laborportal.exports.columns import Column


@dataclass(frozen=True, slots=True)
class ListTotal:
    """`words` are of all that match; the sum of a column names it, and says with `of` the same of a page's records."""

    label: StrOrPromise
    words: str
    column: str = ""
    of: Callable[[Sequence[Any]], str] | None = None


@dataclass(frozen=True, slots=True)
class FootRow:
    """`scope` in words stands under the first `span` columns; each of `cells` under one of the others."""

    scope: str
    span: int
    cells: Sequence[str]


def foot_of(
    totals: Sequence[ListTotal], columns: Sequence[Column], records: Sequence[Any], count: int
) -> list[FootRow]:
    """Nothing where no column shown has a sum; all that match alone where they are the page."""
    sums = {total.column: total for total in totals if total.of}
    places = [number for number, column in enumerate(columns) if column.name in sums]
    if not places or not places[0]:
        return []
    under = [sums.get(column.name) for column in columns[places[0] :]]
    page = [total.of(records) if total and total.of else "" for total in under]
    whole = FootRow(all_in_words(count), places[0], [total.words if total else "" for total in under])
    return [FootRow(page_in_words(len(records)), places[0], page), whole] if len(records) < count else [whole]


def page_in_words(shown: int) -> str:
    return ngettext("This page: {count} record", "This page: {count} records", shown).format(count=f"{shown:,}")


def all_in_words(count: int) -> str:
    return ngettext("All that match: {count} record", "All that match: {count} records", count).format(
        count=f"{count:,}"
    )
