"""How rows of a dataset become records. Import, form and demonstration use the same loader."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from copy import copy
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from laborportal.audit.models import Tracked
from laborportal.audit.recording import Act, Change, Entry, record_many
from laborportal.exports.columns import CellError, Column, TextColumn, refuse_in_key
from laborportal.exports.normalise import normalise
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row, link_identity
from laborportal.workflow.models import Stateful
from laborportal.workflow.voiding import on_file
from laborportal.workflow.waiting import wait_anew

M = TypeVar("M", bound=Tracked)
Identity = tuple[Hashable, ...]
Update = tuple[M, Row, dict[str, Change]]
BATCH = 500
REMEMBERED = 1000
ALWAYS_WRITTEN = frozenset({"version", "changed_at"})


class Loader(Generic[M]):
    """Declares a dataset to the import; a subclass is usually nothing but its class attributes and `check`.

        class ActivityLoader(Loader[Activity]):
            model = Activity
            columns = COLUMNS                       # every column, derived ones too (they are ignored in a file)
            key = ("number",)                       # names of columns or references that make an import repeatable
            related = ("series",)                   # select_related of the records on file

            def make_references(self):              # fresh ones for each run: they may remember what they found
                return (ForeignKeyReference("series", model=Series, by="code"),)

            def check(self, row):                   # rules over several columns; name the dependent column
                if (row.get("matched") or 0) > (row.get("interviewed") or 0):
                    row.error("matched", _("More matched than interviewed: correct one of them."))

            def defaults(self, row):                # what a new record gets beside its columns
                return {"unit": ...}

    - A column with `attribute=True` is written to the model attribute `column.field` without further code.
    - The columns of a reference (`Reference.columns`) need `attribute=False`; the reference's `field` is set from its
      link, and history names the change by `field`.
    - Any other `attribute=False` column is kept by children: give its present value in `child_state` and write it in
      `save_children`, which runs after the record itself in the same transaction and also undoes an import.
    - A model with `keep_keys()` (stored comparison texts) has it called before each write.
    - `existing` finds the records on file by the parts of the key: it needs `normalised_lookup` on text columns of the
      key, or compares the text as it is. Override it, with the two identities, for a key that is not a list of columns.
    - One instance serves one run: keep what must be remembered from batch to batch on `self`.
    """

    model: type[M]
    columns: ClassVar[tuple[Column, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ()
    related: ClassVar[tuple[str, ...]] = ()
    children: ClassVar[tuple[str, ...]] = ()
    stays_when_used: ClassVar[bool] = False
    """Taking back the import that created such a record leaves it when others refer to it by now."""

    def __init__(self) -> None:
        self.edited: M | None = None
        """The record that a form edits: the row means it, whatever its key says."""
        self.references: tuple[Reference, ...] = self.make_references()
        self.column: dict[str, Column] = {column.name: column for column in self.columns}
        self._read: dict[str, dict[str, Any]] = {name: {} for name in self.column}
        of_references = {name for reference in self.references for name in reference.columns}
        self.own_columns = tuple(
            column for column in self.columns if not column.derived and column.name not in of_references
        )

    # What a dataset may say

    def make_references(self) -> tuple[Reference, ...]:
        return ()

    def check(self, row: Row) -> None:
        """Rules over several columns: `row.get(column)` is what the record will hold. Runs for rows in error too."""

    def check_change(self, row: Row, record: M) -> None:
        """Rules against the record on file."""

    def defaults(self, row: Row) -> dict[str, Any]:
        """Model attributes of a new record beside its columns; columns and references win over them."""
        return {}

    def child_state(self, record: M) -> dict[str, Any]:
        """The values of the columns that children keep."""
        return {}

    def save_children(self, writes: Sequence[tuple[M, Mapping[str, Any]]], act: Act) -> None:
        """Makes the children of each record say what the mapping (column to value) says; other columns stay."""

    def published(self, column: str) -> str:
        """The name under which the file has *column*; an official format knows it by its published header."""
        return column

    def queryset(self) -> "QuerySet[M]":
        """The records that a key can mean."""
        return on_file(self.model).select_related(*self.related).prefetch_related(*self.children)

    # Reading

    def read(self, number: int, cells: Mapping[str, str]) -> Row:
        """Parses each cell on its own; every cell that cannot be read is an error of the row."""
        row = Row(number, dict(cells))
        for name, text in cells.items():
            column = self.column[name]
            try:
                value = row.values[name] = self._value(column, text)
                if name in self.key and text:
                    refuse_in_key(text)
            except CellError as error:
                row.values.pop(name, None)
                row.error(name, str(error))
                continue
            if odd := column.odd(value):
                row.warn(name, odd)
        return row

    def _value(self, column: Column, text: str) -> Any:
        """Texts come again and again: a large file holds the first REMEMBERED values of a column once."""
        known = self._read[column.name]
        if text in known:
            return known[text]
        value = column.read(text)
        if len(known) < REMEMBERED:
            known[text] = value
        return value

    def resolve(self, rows: Sequence[Row]) -> None:
        for reference in self.references:
            reference.resolve(rows)

    # Identity

    def identity_of_row(self, row: Row) -> Identity | None:
        """None when a part of the key is in error or not known."""
        parts: list[Hashable] = []
        for name in self.key:
            if self._is_field(name):  # a column may have the same name, as `employer` has
                if row.links.get(name) is None:
                    return None
                parts.append(link_identity(row.links[name]))
            elif name in row.values:
                parts.append(comparable(row.values[name]))
            else:
                return None
        return tuple(parts)

    def identity_of_record(self, record: M) -> Identity:
        fields = {reference.field for reference in self.references}
        return tuple(
            getattr(record, f"{name}_id") if name in fields else comparable(self.column[name].value_of(record))
            for name in self.key
        )

    def existing(self, rows: Sequence[Row]) -> dict[Identity, M]:
        """The records on file with the keys of *rows*, in one query."""
        wanted = {identity for row in rows if (identity := self.identity_of_row(row)) is not None}
        wanted = {identity for identity in wanted if not any(isinstance(part, tuple) for part in identity)}
        if not wanted:
            return {}
        parts = zip(self.key, zip(*wanted, strict=True), strict=True)
        queryset = self.queryset().filter(**{f"{self._key_lookup(name)}__in": set(values) for name, values in parts})
        found = {self.identity_of_record(record): record for record in queryset}
        return {identity: record for identity, record in found.items() if identity in wanted}

    def _key_lookup(self, name: str) -> str:
        if any(reference.field == name for reference in self.references):
            return name
        column = self.column[name]
        if isinstance(column, TextColumn) and column.normalised_lookup:
            return column.normalised_lookup
        return column.lookup

    def locked(self, pks: Iterable[Any]) -> dict[Any, M]:
        """The records by pk, locked until the transaction ends."""
        queryset = self.queryset().filter(pk__in=list(pks)).select_for_update(of=("self",))
        return {record.pk: record for record in queryset}

    # Comparing

    def state_of(self, record: M) -> dict[str, Any]:
        """What the record holds now, by column (and by the field of each reference, as its pk)."""
        state = {column.name: column.value_of(record) for column in self.own_columns if column.attribute}
        state.update(self.child_state(record))
        state.update({reference.field: getattr(record, f"{reference.field}_id") for reference in self.references})
        return state

    def changes(self, row: Row, record: M) -> dict[str, Change]:
        """Only what the row would change, as history keeps it."""
        before = row.before or self.state_of(record)
        found: dict[str, Change] = {}
        for column in self.own_columns:
            if column.name in row.values and self._differs(column.name, before.get(column.name), row.values):
                found[column.name] = (column.pack(before.get(column.name)), column.pack(row.values[column.name]))
        for reference in self.references:
            name = reference.field
            if name in row.links and link_identity(row.links[name]) != before.get(name):
                found[name] = (packed_link(getattr(record, name)), packed_link(row.links[name]))
        return found

    def _differs(self, name: str, before: Any, values: Mapping[str, Any]) -> bool:
        """A key keeps the spelling in which it was first stored."""
        if name in self.key and self.edited is None:
            return comparable(before) != comparable(values[name])
        return bool(before != values[name])

    # Writing, inside a transaction

    def attributes(self, row: Row) -> dict[str, Any]:
        """The model attributes that the row sets."""
        own = {
            column.field: row.values[column.name]
            for column in self.own_columns
            if column.attribute and column.name in row.values
        }
        return own | {name: link for name, link in row.links.items() if self._is_field(name)}

    def drafted(self, row: Row, record: M | None = None, changes: Mapping[str, Change] | None = None) -> M:
        """The record as the row would make it, unsaved: a new one, or a copy of *record* with *changes*."""
        if record is None:
            return self.model(**self.defaults(row) | self.attributes(row))
        draft = copy(record)
        known = {
            name: change for name, change in (changes or {}).items() if name in self.column or self._is_field(name)
        }
        for name, value in self.changed_attributes(row, known).items():
            setattr(draft, name, value)
        return draft

    def _is_field(self, name: str) -> bool:
        return any(reference.field == name for reference in self.references)

    def _child_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        names = {column.name for column in self.own_columns if not column.attribute}
        return {name: value for name, value in values.items() if name in names}

    def create(self, rows: Sequence[Row], act: Act) -> list[M]:
        """Saves a record for each row, with its children and its event; returned in the order of *rows*."""
        records = [self.model(**self.defaults(row) | self.attributes(row)) for row in rows]
        for record in records:
            keep_keys(record)
        manager: Any = self.model._default_manager
        created: list[M] = manager.bulk_create(records, batch_size=BATCH)
        self.save_children(
            [(record, self._child_values(row.values)) for record, row in zip(created, rows, strict=True)], act
        )
        record_many(act, (Entry("created", record, {}, row.number) for record, row in zip(created, rows, strict=True)))
        return created

    def update(self, updates: Sequence[Update[M]], act: Act) -> None:
        """Writes the changes that `changes` found, with one event each."""
        self._write([(record, self.changed_attributes(row, found)) for record, row, found in updates])
        self.save_children(
            [
                (record, self._child_values({name: row.values[name] for name in found if name in row.values}))
                for record, row, found in updates
            ],
            act,
        )
        record_many(act, (Entry("changed", record, found, row.number) for record, row, found in updates))
        self._wait([record for record, _row, _found in updates])

    def changed_attributes(self, row: Row, found: Mapping[str, Change]) -> dict[str, Any]:
        fields = {self.column[name].field for name in found if name in row.values and self.column[name].attribute}
        fields |= {name for name in found if self._is_field(name)}
        return {name: value for name, value in self.attributes(row).items() if name in fields}

    def restore(self, undone: Sequence[tuple[M, Mapping[str, Change]]], act: Act) -> None:
        """Gives each record back the values before; the changes are those of history, oldest value first."""
        self._write([(record, self.attributes_before(changes)) for record, changes in undone])
        self.save_children([(record, self._children_before(changes)) for record, changes in undone], act)
        record_many(
            act,
            (
                Entry("changed", record, {name: (after, before) for name, (before, after) in changes.items()})
                for record, changes in undone
            ),
        )
        self._wait([record for record, _changes in undone])

    def _wait(self, records: Sequence[Any]) -> None:
        """For whom and until when a case waits follows from what was written of it."""
        if issubclass(self.model, Stateful):
            wait_anew(records)

    def attributes_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, (before, _after) in changes.items():
            if self._is_field(name):
                found[f"{name}_id"] = before and before["id"]
            elif name in self.column and self.column[name].attribute:
                found[self.column[name].field] = self.column[name].unpack(before)
        return found

    def _children_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        return self._child_values(
            {
                name: self.column[name].unpack(before)
                for name, (before, _after) in changes.items()
                if name in self.column
            }
        )

    def _write(self, writes: Sequence[tuple[M, Mapping[str, Any]]]) -> None:
        """Sets attributes, raises the version, and saves exactly the fields that differ afterwards."""
        now = timezone.now()
        touched = set(ALWAYS_WRITTEN)
        for record, attributes in writes:
            before = dict(vars(record))
            for name, value in attributes.items():
                setattr(record, name, value)
            keep_keys(record)
            record.version += 1
            record.changed_at = now
            touched |= {
                field.name
                for field in self.model._meta.concrete_fields
                if vars(record).get(field.attname) != before.get(field.attname)
            }
        write_fields(self.model, [record for record, _attributes in writes], sorted(touched))


def write_fields(model: type[Tracked], records: Sequence[Tracked], fields: Sequence[str]) -> None:
    """Like bulk_update, whose CASE for each record and field makes 15,000 records a matter of half a minute."""
    manager: Any = model._base_manager
    manager.bulk_create(records, BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=fields)


def comparable(value: Any) -> Hashable:
    """A part of a key as keys are compared."""
    result: Hashable = normalise(value) if isinstance(value, str) else value
    return result


def packed_link(link: Any) -> dict[str, Any] | None:
    return None if link is None else {"id": link.pk, "label": str(link)}


def keep_keys(record: Any) -> None:
    keep = getattr(record, "keep_keys", None)
    if keep:
        keep()


_loaders: dict[type[Tracked], type[Loader[Any]]] = {}


def register_loader(loader: type[Loader[Any]]) -> None:
    """The loader that takes back changes of its model; each dataset registers its own."""
    _loaders[loader.model] = loader


def loader_of(model: type[Tracked]) -> Loader[Any] | None:
    loader = _loaders.get(model)
    return loader() if loader else None
