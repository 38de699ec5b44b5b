from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from laborportal.audit import triggers


@register(Tags.database)
def history_is_guarded(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"database {alias!r}: the trigger {name} that keeps history append-only is missing",
            hint="Run `manage.py migrate --skip-checks`; it makes the triggers again.",
            id="audit.E001",
        )
        for alias in databases or ()
        if triggers.has_table(connections[alias])
        for name in sorted(triggers.missing_triggers(connections[alias]))
    ]
