"""An employer's standing: what each programme knows of it that others ask for before they decide or plan."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

OFF_PLANNED_LISTS = "off_planned_lists"
"""The kind of a fact that takes an employer off the bureau's own planned inspection lists until its `on`."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """*words* are a whole sentence in the reader's language; *on* is the day that it turns on, if there is one.

    *kind* is what programmes ask for; *url* leads to the records behind it, as far as the reader may see them.
    """

    kind: str
    words: str
    url: str = ""
    mark: Literal["warn", "stop", "done", ""] = ""
    on: date | None = None


Source = Callable[[Sequence[int], date], Mapping[int, Sequence[Fact]]]
_sources: list[Source] = []
_GRAVITY = {"stop": 0, "warn": 1, "": 2, "done": 3}


def register_facts(source: Source) -> Source:
    """*source* is handed the ids of employers and a day, asks a number of queries that does not depend on how many
    there are, and answers by id; it stands in the module `standing` of its app, and leaves out what others may not
    know of a case."""
    _sources.append(source)
    return source


def facts(employers: Iterable[int], as_of: date) -> Mapping[int, list[Fact]]:
    """What all programmes say of each of *employers* on *as_of*, the gravest first; a constant number of queries."""
    pks = sorted(set(employers))
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    for pk, told in chain.from_iterable(source(pks, as_of).items() for source in _sources if pks):
        found[pk] += told
    return {pk: sorted(found[pk], key=lambda fact: _GRAVITY[fact.mark]) for pk in pks}
