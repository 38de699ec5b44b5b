"""Addresses of a list: the same list with one thing changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

PLACE = ("page", "after")


@dataclass(frozen=True, slots=True)
class Address:
    """*pairs* are conditions, then what the page itself needs; each change leads back to the first page."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.pairs)}" if self.pairs else self.path

    def without(self, *names: str) -> "Address":
        return self._with(pair for pair in self.pairs if pair[0] not in (*names, *PLACE))

    def without_value(self, name: str, value: str) -> "Address":
        return self._with(pair for pair in self.pairs if pair != (name, value) and pair[0] not in PLACE)

    def having(self, name: str, *values: object) -> "Address":
        """With *name* set to *values* alone, in its old place."""
        wanted = [(name, str(value)) for value in values]
        kept = self.without().pairs
        first = next((number for number, pair in enumerate(kept) if pair[0] == name), len(kept))
        rest = [pair for pair in kept[first:] if pair[0] != name]
        return self._with((*kept[:first], *wanted, *rest))

    def replacing(self, name: str, value: str, better: str) -> "Address":
        swapped = ((name, better) if pair == (name, value) else pair for pair in self.without().pairs)
        return self._with(dict.fromkeys(swapped))

    def _with(self, pairs: Iterable[tuple[str, str]]) -> "Address":
        return Address(self.path, tuple(pairs))
