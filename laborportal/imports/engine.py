"""A file into records: everything is read and judged first, then written in one short transaction or not at all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.imports.formats import Format
from laborportal.imports.held import hold, settle
from laborportal.imports.loading import Loader
from laborportal.imports.models import HeldRow, ImportRun
from laborportal.imports.planning import BATCH, Counts, MayWrite, Pending, Plan, Progress, plan_rows
from laborportal.imports.reading import fingerprint
from laborportal.imports.rows import Problem, Row
from laborportal.imports.tables import rows_of

MANY = 1000


class Overtaken(Exception):
    """Somebody wrote one of the records between the reading and the writing."""

    def __init__(self, row: Row) -> None:
        super().__init__(row.number)
        self.row = row


@dataclass
class Result:
    """What the contract's JSON says of an import; nothing was written while import_id is None."""

    dataset: str
    file: str
    sha256: str
    dry_run: bool
    counts: Counts
    errors: list[Problem]
    warnings: list[Problem]
    import_id: int | None = None

    @property
    def ok(self) -> bool:
        return not self.counts.rejected

    def as_json(self) -> dict[str, Any]:
        return {
            "dataset": self.dataset,
            "file": self.file,
            "sha256": self.sha256,
            "dry_run": self.dry_run,
            **asdict(self.counts),
            "errors": [problem.as_json() for problem in self.errors],
            "warnings": [problem.as_json() for problem in self.warnings],
            "import_id": self.import_id,
        }


@dataclass
class FilePlan:
    """A file that has been read and judged; `apply` writes it."""

    dataset: str
    file: str
    sha256: str
    plan: Plan

    def result(self, *, dry_run: bool = False) -> Result:
        return Result(
            self.dataset, self.file, self.sha256, dry_run, self.plan.counts, self.plan.errors, self.plan.warnings
        )

    def apply(
        self,
        act: Act,
        *,
        accept_valid: bool = False,
        progress: Progress | None = None,
        written: Callable[[ImportRun], None] | None = None,
    ) -> Result:
        """Writes nothing when a row was rejected, unless *accept_valid*, or when a record was overtaken.

        *written* is called inside the transaction, last; what it raises takes everything back.
        """
        result = self.result()
        if not result.ok and not accept_valid:
            return result
        try:
            with transaction.atomic():
                run = self._write(act, progress)
                if written:
                    written(run)
            result.import_id = run.pk
        except Overtaken as overtaken:
            return self._overtaken(overtaken.row)
        except IntegrityError as error:
            if "unique" not in str(error).lower():
                raise
            return self._overtaken(self._written_by_others())
        refresh_statistics(self.plan, run)
        return result

    def _write(self, act: Act, progress: Progress | None) -> ImportRun:
        run = ImportRun.objects.create(
            dataset=self.dataset,
            file_name=self.file[-255:],
            sha256=self.sha256,
            actor_id=act.actor.pk,
            **{f"rows_{name}": count for name, count in asdict(self.plan.counts).items()},
        )
        write_plan(self.plan, replace(act, import_id=run.pk), progress)
        hold(run, self.plan.held)
        return run

    def _written_by_others(self) -> Row:
        """The row whose key is taken by now; the first one when it is something that a row brought along."""
        for start in range(0, len(self.plan.creates), BATCH):
            rows = self.plan.creates[start : start + BATCH]
            if taken := self.plan.loader.existing(rows):
                return next(row for row in rows if self.plan.loader.identity_of_row(row) in taken)
        return self.plan.accepted[0]

    def _overtaken(self, row: Row) -> Result:
        counts = replace(self.plan.counts, rejected=self.plan.counts.rejected + 1)
        if any(row is created for created in self.plan.creates):
            counts.created -= 1
        elif any(row is pending.row for pending in self.plan.updates):
            counts.updated -= 1
        else:
            counts.unchanged -= 1
        problem = Problem(
            row.number,
            "",
            "",
            _("Somebody else wrote this record in the meantime, so nothing was imported: try again."),
        )
        return replace(self.result(), counts=counts, errors=[*self.plan.errors, problem])


def refresh_statistics(plan: Plan, run: ImportRun) -> None:
    """PostgreSQL plans by what it last counted, and looks at a table a minute later at best: after many rows, now."""
    if connection.vendor != "postgresql" or len(plan.creates) + len(plan.updates) < MANY:
        return
    written = Event.objects.filter(import_id=run.pk).order_by().values_list("target_type", flat=True).distinct()
    tables = [Event._meta.db_table, *(apps.get_model(kind)._meta.db_table for kind in written)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))


def read_plan(
    loader: Loader[Any],
    path: Path,
    *,
    dataset: str = "",
    file: str = "",
    may_write: MayWrite | None = None,
    progress: Progress | None = None,
    to_be_written: bool = True,
) -> FilePlan:
    """Raises Unreadable when the file as a whole cannot be read. Writes nothing."""
    name = dataset or getattr(loader, "name", "")
    sha256 = fingerprint(path)
    rows = opened(loader, path)
    plan = plan_rows(loader, rows, may_write=may_write, progress=progress, to_be_written=to_be_written)
    return FilePlan(name, file or path.name, sha256, plan)


def opened(loader: Loader[Any], path: Path) -> Iterator[Row]:
    """The rows of a file of the dataset or official format. Raises Unreadable."""
    return loader.rows(path) if isinstance(loader, Format) else rows_of(loader, path)


def run_import(
    loader: Loader[Any],
    path: Path,
    act: Act,
    *,
    dataset: str = "",
    dry_run: bool = False,
    accept_valid: bool = False,
) -> Result:
    """Raises Unreadable when the file as a whole cannot be read (exit status 2)."""
    plan = read_plan(loader, path, dataset=dataset, to_be_written=not dry_run)
    return plan.result(dry_run=True) if dry_run else plan.apply(act, accept_valid=accept_valid)


def write_plan(plan: Plan, act: Act, progress: Progress | None = None) -> None:
    """Inside a transaction; raises Overtaken."""
    loader = plan.loader
    if loader.references:
        accepted = plan.accepted
        for reference in loader.references:
            reference.write(accepted, act)
    for start in range(0, len(plan.creates), BATCH):
        _create(loader, plan.creates[start : start + BATCH], act)
        if progress:
            progress(min(start + BATCH, len(plan.creates)))
    for start in range(0, len(plan.updates), BATCH):
        _update(loader, plan.updates[start : start + BATCH], act)
        if progress:
            progress(len(plan.creates) + min(start + BATCH, len(plan.updates)))


def _create(loader: Loader[Any], rows: list[Row], act: Act) -> None:
    if taken := loader.existing(rows):
        raise Overtaken(next(row for row in rows if loader.identity_of_row(row) in taken))
    loader.create(rows, act)


def _update(loader: Loader[Any], pending: list[Pending], act: Act) -> None:
    locked = loader.locked(found.pk for found in pending)
    updates = []
    for found in pending:
        record = locked.get(found.pk)
        if record is None or record.version != found.version:
            raise Overtaken(found.row)
        updates.append((record, found.row, loader.changes(found.row, record)))
    loader.update(updates, act)


class Settled(Exception):
    """Somebody has mended or dismissed the held row already."""


def plan_mending(
    loader: Format[Any], held: HeldRow, cells: Mapping[str, str], *, may_write: MayWrite | None = None
) -> Plan:
    """What the held row would do with corrected *cells*; `held` or `errors` of the plan say what is still wrong."""
    return plan_rows(loader, [loader.read(held.row, cells)], may_write=may_write)


def write_mended(plan: Plan, held: HeldRow, act: Act) -> None:
    """Writes what the corrected row says; the history shows the row as it was published. Raises Settled, Overtaken."""
    with transaction.atomic():
        locked = _open_one(held)
        write_plan(plan, replace(act, reason=_as_published(locked, act.reason)))
        settle(locked, HeldRow.Outcome.MENDED, act)


def mend(loader: Format[Any], held: HeldRow, cells: Mapping[str, str], act: Act) -> Plan:
    """Imports *held* with corrected *cells*; while the plan still holds it, nothing is written. Raises Settled."""
    plan = plan_mending(loader, held, cells)
    if not plan.held:
        write_mended(plan, held, act)
    return plan


def dismiss(held: HeldRow, act: Act) -> None:
    """The row is no record, for the reason that *act* gives. Raises Settled."""
    with transaction.atomic():
        settle(_open_one(held), HeldRow.Outcome.DISMISSED, act)


def _open_one(held: HeldRow) -> HeldRow:
    locked = HeldRow.objects.select_for_update().get(pk=held.pk)
    if locked.outcome != HeldRow.Outcome.OPEN:
        raise Settled
    return locked


def _as_published(held: HeldRow, reason: str) -> str:
    cells = _("; ").join(_("{column}: {text}").format(column=name, text=text) for name, text in held.texts.items())
    words = _("Mended from row {row} of import no. {number}, published as: {cells}").format(
        row=held.row, number=held.run_id, cells=cells
    )
    return f"{reason}\n{words}" if reason else words
