"""What an import would do: every row read, resolved and judged, in batches, before anything is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from laborportal.audit.recording import Change
from laborportal.imports.formats import Format
from laborportal.imports.held import settled_digests
from laborportal.imports.loading import Identity, Loader
from laborportal.imports.rows import Problem, Row, link_identity

BATCH = 1000
SHOWN = 2000

MayWrite = Callable[[Any], bool]
"""Whether the acting person may write a record, asked of it as it is and as it would become."""

Progress = Callable[[int], None]
"""Told the number of rows that are done."""


@dataclass
class Counts:
    """read = created + updated + unchanged + held + skipped + rejected."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    held: int = 0
    skipped: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Pending:
    """A change of a record on file, as it was when the row was read."""

    row: Row
    pk: Any
    version: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What a row would change, for whoever wants to see it first."""

    row: int
    label: str
    changes: Mapping[str, Change]


@dataclass
class Plan:
    """`changes` has the first SHOWN of the updates; `digest` tells two plans apart that would do different things.

    A plan *to_be_written* holds every accepted row; one that is only looked at no more than it shows.
    """

    loader: Loader[Any]
    may_write: MayWrite | None = None
    to_be_written: bool = True
    counts: Counts = field(default_factory=Counts)
    creates: list[Row] = field(default_factory=list)
    updates: list[Pending] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    _told: Any = field(default_factory=sha256)
    _seen: dict[Identity, tuple[int, int]] = field(default_factory=dict)

    @property
    def accepted(self) -> list[Row]:
        """The rows that stand, in the order of the file. References may write even where the record stays as it was."""
        rows = [*self.creates, *(pending.row for pending in self.updates), *self.unchanged]
        return sorted(rows, key=lambda row: row.number)

    @property
    def digest(self) -> str:
        return str(self._told.hexdigest())

    def take(self, rows: list[Row]) -> None:
        self.counts.read += len(rows)
        live = [row for row in rows if not row.skipped]
        self.counts.skipped += len(rows) - len(live)
        self.loader.resolve(live)
        known = self.loader.existing(live)
        for row in live:
            self._judge(row, known)

    def _judge(self, row: Row, known: Mapping[Identity, Any]) -> None:
        identity = self.loader.identity_of_row(row)
        record = known.get(identity) if identity is not None else None
        if record is not None:
            row.before = self.loader.state_of(record)
        self.loader.check(row)
        if record is not None:
            self.loader.check_change(row, record)
        repeats = self._repeats(row, identity)
        self.warnings += row.warnings
        if not row.ok:
            self._refuse(row)
            return
        changes = self.loader.changes(row, record) if record is not None else {}
        if foreign := self._of_another_unit(row, record, changes):
            row.error("", foreign)
            self._reject(row)
            return
        row.cells = {}
        if repeats:
            self.counts.unchanged += 1
        elif record is None:
            self.counts.created += 1
            self._tell(row, "created")
            if self.to_be_written or len(self.creates) < SHOWN:
                self.creates.append(row)
        elif changes:
            self.counts.updated += 1
            if self.to_be_written:
                self.updates.append(Pending(row, record.pk, record.version))
            self._tell(row, record.pk, record.version)
            if len(self.changes) < SHOWN:
                self.changes.append(Changed(row.number, str(record), changes))
        else:
            self.counts.unchanged += 1
            if self.loader.references and self.to_be_written:
                self.unchanged.append(row)

    def _of_another_unit(self, row: Row, record: Any, changes: Mapping[str, Change]) -> str:
        """Why the acting person may not write the row; blank where nothing forbids it."""
        if self.may_write is None or (record is not None and not changes):
            return ""
        drafts = [record] if record is not None else []
        for draft in [*drafts, self.loader.drafted(row, record, changes)]:
            if not self.may_write(draft):
                return _("This record belongs to another unit ({unit}): only its staff may write it.").format(
                    unit=getattr(draft, "unit", "")
                )
        return ""

    def _tell(self, row: Row, *what: Any) -> None:
        links = [(name, getattr(link, "pk", None)) for name, link in row.links.items()]
        self._told.update(repr((row.number, what, links)).encode())

    def _refuse(self, row: Row) -> None:
        row.errors.sort(key=self._by_column)
        if isinstance(self.loader, Format):
            self.held.append(row)
        else:
            self._reject(row)

    def _reject(self, row: Row) -> None:
        self.counts.rejected += 1
        self.errors += row.errors
        self._tell(row, *(problem.column for problem in row.errors))

    def _by_column(self, problem: Problem) -> int:
        names = list(self.loader.column)
        return names.index(problem.column) if problem.column in names else -1

    def _repeats(self, row: Row, identity: Identity | None) -> bool:
        """Whether an earlier row says the same; one of the same key that says something else is an error."""
        if identity is None:
            return False
        content = hash(self._content(row))
        first, first_content = self._seen.setdefault(identity, (row.number, content))
        if first == row.number or content == first_content:
            return first != row.number
        name = next((name for name in map(self.loader.published, self.loader.key) if name in row.cells), "")
        row.error(name, _("This repeats row {row} with other content: keep one of the two.").format(row=first))
        return False

    def _content(self, row: Row) -> str:
        named = {name for reference in self.loader.references for name in reference.columns}
        by_link = {name for name in row.links if row.links[name] is not None}
        told = {
            name: row.values.get(name, text) if name not in self.loader.key else ""
            for name, text in row.cells.items()
            if not (by_link and name in named)
        }
        return repr((sorted(told.items()), [(name, link_identity(row.links[name])) for name in sorted(row.links)]))

    def finish(self) -> None:
        """Held rows that a person settled after an earlier import are not held again."""
        settled = settled_digests(self.loader, self.held)
        mended = sum(1 for row in self.held if settled.get(row.number) == "mended")
        self.held, done = [row for row in self.held if row.number not in settled], len(self.held)
        self.counts.held = len(self.held)
        self.counts.unchanged += mended
        self.counts.skipped += done - len(self.held) - mended
        self.warnings += [problem for row in self.held for problem in row.errors]
        self.warnings.sort(key=lambda problem: problem.row)


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def plan_rows(
    loader: Loader[Any],
    rows: Iterable[Row],
    *,
    may_write: MayWrite | None = None,
    progress: Progress | None = None,
    to_be_written: bool = True,
) -> Plan:
    """Reads only; outside any transaction. Without *may_write* every record may be written, as commands do."""
    plan = Plan(loader, may_write, to_be_written)
    for batch in batches(rows):
        plan.take(batch)
        if progress:
            progress(plan.counts.read)
    plan.finish()
    return plan
