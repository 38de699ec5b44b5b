"""Typed readers of environment variables: each one names the variable it refuses."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """Raises ImproperlyConfigured when the value is neither a yes nor a no."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0")


def number(name: str, default: int, *, least: int = 0) -> int:
    """Raises ImproperlyConfigured when the value is no whole number of at least *least*."""
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number of at least {least}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, file: Path) -> str:
    """What the variable says, else what *file* holds; raises ImproperlyConfigured when there is neither."""
    value = text(name)
    if value:
        return value
    if not file.exists():
        raise ImproperlyConfigured(
            f"{name} is not set, and there is no {file.name} file: run `make install`, or set it"
        )
    return file.read_text().strip()


def database(name: str, default: str) -> dict[str, Any]:
    """Django's settings for a database address; raises ImproperlyConfigured for anything but SQLite and PostgreSQL."""
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(text(name, default)))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: a deferred transaction that reads and then writes fails at once, whatever the timeout.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    elif found["ENGINE"] == "django.db.backends.postgresql":
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8}}
    else:
        raise ImproperlyConfigured(f"{name} must begin with sqlite:// or postgres://")
    return found
