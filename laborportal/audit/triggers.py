"""The database itself refuses to change history, whoever asks it.

Made after every migration and flush: SQLite rebuilds a table for AlterField and drops its triggers in silence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from laborportal.audit.models import Event

TABLE = Event._meta.db_table
FUNCTION = f"{TABLE}_refuse"
SENTENCE = "history is append-only"


def _sqlite(verb: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    )


def _postgresql(verb: str) -> str:
    each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()"
    )


_VERBS: Mapping[str, Sequence[str]] = {
    "sqlite": ("UPDATE", "DELETE"),
    "postgresql": ("UPDATE", "DELETE", "TRUNCATE"),
}
_LIST = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
}


def has_table(connection: BaseDatabaseWrapper) -> bool:
    return TABLE in connection.introspection.table_names()


def missing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_LIST[connection.vendor], [TABLE])
        present = {name for (name,) in cursor.fetchall()}
    return {f"{TABLE}_no_{verb.lower()}" for verb in _VERBS[connection.vendor]} - present


def create_triggers(using: str = "default") -> None:
    connection = connections[using]
    if not has_table(connection):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
        make = _sqlite if connection.vendor == "sqlite" else _postgresql
        for verb in _VERBS[connection.vendor]:
            cursor.execute(make(verb))


def drop_triggers(using: str = "default") -> None:
    """Only for tests, around a flush."""
    connection = connections[using]
    if not has_table(connection):
        return
    suffix = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in _VERBS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb.lower()}{suffix}")


def create_after_migrate(using: str, **kwargs: Any) -> None:
    create_triggers(using)
