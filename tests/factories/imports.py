"""A small loader over activities, and files in every shape that the contract names."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from laborportal.activities.models import Activity, Series
from laborportal.exports.columns import Column, DateColumn, IntegerColumn, ListedColumn, TextColumn
from laborportal.imports.loading import Loader
from laborportal.imports.references import ForeignKeyReference, Reference
from laborportal.imports.rows import Row
from tests.factories.activities import SeriesFactory

HEADER = ("number", "series", "held_on", "title", "sessions", "attendance", "interviewed", "matched")


class SessionLoader(Loader[Activity]):
    model = Activity
    columns: ClassVar[tuple[Column, ...]] = (
        TextColumn(name="number", label=_("Number"), max_length=50, normalised_lookup="number_key"),
        ListedColumn(
            name="series",
            label=_("Series"),
            field="series.code",
            listed=tuple,
            label_field="series.name",
            attribute=False,
        ),
        DateColumn(name="held_on", label=_("Held on")),
        TextColumn(name="title", label=_("Title"), max_length=200),
        IntegerColumn(name="sessions", label=_("Sessions"), required=False, blank=1),
        IntegerColumn(name="attendance", label=_("Attendance"), required=False),
        IntegerColumn(name="interviewed", label=_("Interviewed"), required=False),
        IntegerColumn(name="matched", label=_("Matched"), required=False),
        Column(name="rate", label=_("Rate"), derived=True),
    )
    key: ClassVar[tuple[str, ...]] = ("number",)
    related: ClassVar[tuple[str, ...]] = ("series",)

    def make_references(self) -> tuple[Reference, ...]:
        return (ForeignKeyReference("series", model=Series, by="code"),)

    def check(self, row: Row) -> None:
        if (row.get("matched") or 0) > (row.get("interviewed") or 0):
            row.error("matched", "More matched than interviewed.")

    def check_change(self, row: Row, record: Activity) -> None:
        if (row.get("attendance") or 0) >= 10 * (record.attendance or 1):
            row.warn("attendance", "Ten times as many as before.")


def session(number: str = "A1", **cells: Any) -> dict[str, str]:
    """The cells of a valid row; series quota_seminar is made when it does not exist."""
    SeriesFactory.create()
    valid = {"number": number, "series": "quota_seminar", "held_on": "112/3/29", "title": f"座談會 {number}"}
    return valid | {name: str(value) for name, value in cells.items()}


def csv_file(
    folder: Path,
    rows: Sequence[Mapping[str, str]],
    *,
    header: Sequence[str] | None = None,
    name: str = "sessions.csv",
    encoding: str = "utf-8",
    delimiter: str = ",",
    line_end: str = "\r\n",
) -> Path:
    """*rows* as a CSV file with all columns that any of them has, or with *header*."""
    columns = list(header or dict.fromkeys(column for row in rows for column in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return raw_file(folder, text.getvalue().encode(encoding), name=name)


def raw_file(folder: Path, content: bytes | str, *, name: str = "sessions.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
