"""Values and calendars that every installation starts with; an administrator enters what comes later."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connections

from laborportal.parameters.declarations import all_parameters
from laborportal.parameters.models import Holiday, ParameterValue
from laborportal.rocyear.dates import from_roc

CALENDARS = Path(__file__).with_name("holidays.toml")


def ensure_values(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; what stands, or was voided once, keeps its value."""
    if ParameterValue._meta.db_table not in connections[using].introspection.table_names():
        return
    rows = ParameterValue.objects.using(using)
    known = set(rows.values_list("code", "valid_from"))
    rows.bulk_create(
        ParameterValue(
            code=code,
            valid_from=initial.valid_from,
            value=Decimal(initial.value),
            citation=initial.citation,
            note=initial.note,
        )
        for code, parameter in all_parameters().items()
        for initial in parameter.initial
        if (code, initial.valid_from) not in known
    )


def ensure_calendar(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; a year whose calendar was entered is left as it is."""
    if Holiday._meta.db_table not in connections[using].introspection.table_names():
        return
    rows = Holiday.objects.using(using)
    entered = set(rows.values_list("day", flat=True))
    rows.bulk_create(
        Holiday(day=day, kind=kind, name=name, citation=citation)
        for day, kind, name, citation in official_calendars()
        if date(day.year, 1, 1) not in entered and day not in entered
    )


@cache
def official_calendars() -> tuple[tuple[date, str, str, str], ...]:
    """Day, kind, name and source."""
    with CALENDARS.open("rb") as file:
        return tuple(entry for year in tomllib.load(file)["year"] for entry in _entries(year))


def _entries(year: dict[str, Any]) -> Iterator[tuple[date, str, str, str]]:
    for kind, entered in ((Holiday.Kind.HOLIDAY, year["holidays"]), (Holiday.Kind.WORKDAY, year["workdays"])):
        for month_and_day, name in entered.items():
            month, day = map(int, month_and_day.split("-"))
            yield date(from_roc(year["roc"]), month, day), kind, name, year["source"]
