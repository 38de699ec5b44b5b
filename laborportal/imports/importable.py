"""What a person may hand in as a file: every dataset, and the official formats; each app above registers its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from laborportal.accounts.models import User
from laborportal.accounts.policies import may_write
from laborportal.imports.formats import Format
from laborportal.imports.loading import Loader

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Importable:
    """*list_url* is where its records are listed, *record_url* the page of one of them.

    *further* gives the words and the address of a page about what one import found, for the page of that import.
    """

    name: str
    label: "StrOrPromise"
    loader: type[Loader[Any]]
    may_import: Callable[[User], bool]
    list_url: Callable[[], str]
    record_url: Callable[[Any], str]
    further: Callable[[User, Any], "tuple[str, str] | None"] | None = None

    @property
    def official(self) -> bool:
        return issubclass(self.loader, Format)


_importables: dict[str, Importable] = {}


def register_importable(found: Importable) -> Importable:
    _importables[found.name] = found
    return found


def importable_named(name: str) -> Importable | None:
    return _importables.get(name)


def importables_for(user: User) -> Sequence[Importable]:
    """Datasets before official formats, each in the order of the installation."""
    found = [one for one in _importables.values() if one.may_import(user)]
    return sorted(found, key=lambda one: one.official)


def importable_of(target_type: str) -> Importable | None:
    """Whose records are of the model *target_type*, as history names it."""
    fitting = (one for one in _importables.values() if not one.official)
    return next((one for one in fitting if one.loader.model._meta.label_lower == target_type), None)


def may_write_of(user: User) -> Callable[[Any], bool]:
    """Whether *user* may write a record; one that belongs to no unit is everybody's who may import its kind."""

    def asked(record: Any) -> bool:
        unit_id = getattr(record, "unit_id", None)
        return unit_id is None or may_write(user, unit_id)

    return asked
