"""What an uploaded file would do, as lines to be looked at; bounded, so that a file of any size can be shown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from laborportal.audit.models import Event
from laborportal.audit.timeline import lines
from laborportal.exports.columns import Column, echo
from laborportal.imports.loading import Loader
from laborportal.imports.models import Upload, UploadLine
from laborportal.imports.planning import SHOWN, Changed, Plan
from laborportal.imports.rows import Problem, Row

PROBLEMS_KEPT = 50_000
BATCH = 1000
LONGEST_TEXT = 120
Kind = UploadLine.Kind


def keep_lines(upload: Upload, plan: Plan) -> None:
    """Inside a transaction: in place of what an earlier reading left."""
    upload.lines.all().delete()
    found = iter(_lines(upload, plan))
    while batch := list(islice(found, BATCH)):
        UploadLine.objects.bulk_create(batch)


def _lines(upload: Upload, plan: Plan) -> Iterator[UploadLine]:
    for kind, problems in ((Kind.ERROR, plan.errors), (Kind.WARNING, plan.warnings)):
        for problem in problems[:PROBLEMS_KEPT]:
            yield UploadLine(upload=upload, kind=kind, row=problem.row, content=_problem(plan.loader, problem))
    columns = previewed(plan.loader)
    for row in plan.creates[:SHOWN]:
        yield UploadLine(upload=upload, kind=Kind.CREATED, row=row.number, content=_texts(columns, row))
    for changed in plan.changes:
        for content in _changes(plan.loader, changed):
            yield UploadLine(upload=upload, kind=Kind.CHANGED, row=changed.row, content=content)


def _problem(loader: Loader[Any], problem: Problem) -> dict[str, Any]:
    """A column of the dataset by its label, one of an official file by its published header."""
    column = loader.column.get(problem.column)
    label = str(column.label) if column else problem.column
    return {"column": label, "value": problem.value, "message": problem.message}


def previewed(loader: Loader[Any]) -> Sequence[Column]:
    """The columns of the table of new records."""
    return [column for column in loader.columns if column.shown and not column.derived]


def _texts(columns: Iterable[Column], row: Row) -> list[str]:
    return [echo(_text(column, row), LONGEST_TEXT) for column in columns]


def _text(column: Column, row: Row) -> str:
    """What is named by a code is shown by its own words."""
    link = row.links.get(column.name)
    return column.show(row.values.get(column.name, column.blank)) if link is None else str(link)


def _changes(loader: Loader[Any], changed: Changed) -> Iterator[dict[str, Any]]:
    """One for each changed column, in the words of history."""
    event = Event(target_type=loader.model._meta.label_lower, changes=dict(changed.changes))
    for line in lines(event, loader.column):
        before, after = echo(line.before, LONGEST_TEXT), echo(line.after, LONGEST_TEXT)
        yield {"record": changed.label, "label": line.label, "before": before, "after": after}
