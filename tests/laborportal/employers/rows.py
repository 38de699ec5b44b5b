"""Rows that name an employer, taken through the reference as an import takes them."""

from collections.abc import Sequence

from django.db import transaction

from laborportal.audit.recording import Act
from laborportal.employers.references import EmployerReference
from laborportal.imports.rows import Row


def row(number: int, ubn: str = "", name: str = "", **values: str) -> Row:
    cells = {"ubn": ubn, "employer": name, **values}
    return Row(number, cells=cells, values=dict(cells))


def take(rows: Sequence[Row], act: Act) -> Sequence[Row]:
    """Resolves *rows* in one batch and writes those that stand."""
    reference = EmployerReference()
    reference.resolve(rows)
    with transaction.atomic():
        reference.write([row for row in rows if row.ok], act)
    return rows
