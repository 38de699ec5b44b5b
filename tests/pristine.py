"""What migrations leave in the database, put back after a test that really commits.

A flush would empty a hundred tables to fill twenty of them anew; most tests of that kind touch five.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

from laborportal.audit.triggers import create_triggers, drop_triggers

Rows = Sequence[tuple[Any, ...]]


def remember() -> dict[str, Rows]:
    """Every table with its rows."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        return {table: rows_of(cursor, table) for table in sorted(tables)}


@contextmanager
def taken_back(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Around what a module lays down once for all of its tests; each has a savepoint of its own within."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def restore(pristine: dict[str, Rows]) -> None:
    """History refuses to be deleted, so its triggers step aside, and so do foreign keys: nothing is left half."""
    drop_triggers()
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in pristine.items():
            if not rows:
                cursor.execute(f"DELETE FROM {table}")
            elif rows_of(cursor, table) != rows:
                cursor.execute(f"DELETE FROM {table}")
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    create_triggers()


def rows_of(cursor: CursorWrapper, table: str) -> Rows:
    cursor.execute(f"SELECT * FROM {table}")
    rows: Rows = cursor.fetchall()
    return rows
