"""The cases of an employer, of every dataset that has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from laborportal.accounts.models import User
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import all_datasets
from laborportal.employers.models import Employer
from laborportal.exports.columns import Column

NEWEST = 5
COLUMNS_SHOWN = 5
ITS_OWN = frozenset({"ubn", "employer"})


@dataclass(frozen=True)
class Cases:
    """What one dataset has about an employer, as far as the person may see it."""

    dataset: Dataset
    count: int
    heads: tuple[Column, ...]
    rows: list[tuple[str, list[str]]]
    url: str


def cases_of(employer: Employer, user: User) -> Iterator[Cases]:
    """Two queries for each dataset, and those of its children."""
    for dataset in all_datasets():
        column = dataset.column.get("employer")
        if column is None:
            continue
        path = column.lookup.removesuffix("__name")
        found = dataset.visible_to(user).filter(**{path: employer})
        heads = heads_of(dataset)
        newest = dataset.read(found).order_by(*dataset.order)[:NEWEST]
        yield Cases(
            dataset,
            found.count(),
            heads,
            [(dataset.record_url(case), [head.shown_of(case) for head in heads]) for case in newest],
            dataset.list_url(urlencode({"employer": employer.ubn or employer.name})),
        )


def heads_of(dataset: Dataset) -> tuple[Column, ...]:
    """The first columns of its list, the one that leads to the record in front."""
    shown = (column for column in dataset.columns if column.shown and column.name not in ITS_OWN)
    return tuple(sorted(shown, key=lambda column: column.name != dataset.lead))[:COLUMNS_SHOWN]
