"""Official files, read as their authority publishes them, without editing by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from laborportal.imports.loading import Loader, M
from laborportal.imports.rows import Row


class Format(Loader[M]):
    """A loader that reads its file itself: columns are named by the published header, so that problems are too.

    - `rows` opens the file and yields one Row for each published row, mostly `self.read(number, cells)`; a placeholder
      is `Row(number, skipped=True)`. It raises Unreadable when the file is not of this kind.
    - A row with an error is never rejected but held: kept with its raw text until a person mends it.
    - One row may become several records: override `create` and `update` (call super for the main record), and give
      every record an event with `act` and the row's number, so that the import can be taken back.
    - `cells` of a row are gone when it is written; `values` and `links` are there.
    """

    name: ClassVar[str]

    def rows(self, path: Path) -> Iterator[Row]:
        raise NotImplementedError


_formats: dict[str, type[Format[Any]]] = {}


def register_format(found: type[Format[Any]]) -> type[Format[Any]]:
    _formats[found.name] = found
    return found


def format_named(name: str) -> type[Format[Any]] | None:
    return _formats.get(name)


def all_formats() -> list[str]:
    return sorted(_formats)
