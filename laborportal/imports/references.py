"""Cells that name another record. They are resolved for a batch of rows at once, never one by one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from laborportal.audit.recording import Act
from laborportal.exports.columns import echo
from laborportal.exports.normalise import normalise
from laborportal.imports.rows import Row

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Reference(Protocol):
    """*field* is the foreign key on the record, *columns* are the columns of the file that name its target."""

    @property
    def field(self) -> str: ...

    @property
    def columns(self) -> tuple[str, ...]: ...

    def resolve(self, rows: Sequence[Row]) -> None:
        """Sets row.links[field], or calls row.error; a fixed number of queries for each batch. Writes nothing."""

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Inside the transaction, before the records: saves what `resolve` prepared for these rows alone.

        Afterwards each link of these rows has a pk.
        """


class ForeignKeyReference:
    """Names an existing record of *model* by the text of one column, compared as texts are (`normalise`).

    *by* is the attribute that holds the text. Only *among* is searched (a queryset; voided records are left out).
    """

    def __init__(
        self,
        field: str,
        *,
        model: type[Model],
        by: str,
        column: str = "",
        among: "QuerySet[Any] | None" = None,
        message: "StrOrPromise" = "",
    ) -> None:
        self.field = field
        self.column = column or field
        self.columns: tuple[str, ...] = (self.column,)
        self.by = by
        self.model = model
        self.among = among
        self.message = message
        self._known: dict[str, Any] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        named = [(row, row.values.get(self.column)) for row in rows if self.column in row.values]
        self._learn({text for _row, text in named if text})
        for row, text in named:
            target = self._known.get(normalise(text)) if text else None
            row.links[self.field] = target
            if text and target is None:
                row.error(self.column, self._unknown(text))

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Nothing to prepare: the targets exist."""

    def _learn(self, texts: set[str]) -> None:
        wanted = texts | {normalise(text) for text in texts}
        if not any(normalise(text) not in self._known for text in texts):
            return
        for target in self._queryset().filter(**{f"{self.by}__in": wanted}):
            self._known[normalise(getattr(target, self.by))] = target

    def _queryset(self) -> "QuerySet[Any]":
        if self.among is not None:
            return self.among.all()
        manager: Any = self.model._default_manager
        found: QuerySet[Any] = manager.standing() if hasattr(manager, "standing") else manager.all()
        return found

    def _unknown(self, text: str) -> str:
        return str(self.message) or _("“{value}” is not on file: correct it, or enter it first.").format(
            value=echo(text)
        )


class ListedReference:
    """A row of a list that an administrator keeps (`code`, `name`, `name_en`): by its code or its name in a language.

    *unknown* is the sentence for a text that means none; it may speak of {value} and of {names}, the rows there are.
    """

    def __init__(self, field: str, *, among: "QuerySet[Any]", unknown: "StrOrPromise") -> None:
        self.field = field
        self.columns: tuple[str, ...] = (field,)
        self.among = among
        self.unknown = unknown
        self._known: dict[str, Any] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        known = self._known or self._read()
        for row in (row for row in rows if self.field in row.values):
            text = row.values[self.field]
            found = row.links[self.field] = known.get(normalise(text))
            if found is None:
                row.error(self.field, str(self.unknown).format(value=echo(text), names=self._names()))

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Nothing to prepare: an import adds no row to such a list."""

    def _read(self) -> dict[str, Any]:
        for listed in self.among.order_by("-pk"):
            self._known |= {normalise(name): listed for name in (listed.name, listed.name_en)}
        self._known |= {normalise(listed.code): listed for listed in self._known.values()}
        return self._known

    def _names(self) -> str:
        return _(", ").join(sorted({f"{listed.code}（{listed.label}）" for listed in self._known.values()}))
