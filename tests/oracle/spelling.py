"""Rows as files hold them: in the many spellings that people and programs use."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

MONTHS = {"month"}
PRIVATE = {"read_act", "class_year", "counted_in"}
YEAR_COLUMNS = {"year"}


def written(dice: random.Random, name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return dice.choice(("yes", "Y", "是", "1", "true") if value else ("no", "N", "否", "0", "false"))
    if isinstance(value, date):
        return dice.choice(months(value) if name in MONTHS else days(value))
    if isinstance(value, int) and name not in YEAR_COLUMNS:
        return dice.choice((f"{value}", f"{value:,}"))
    return str(value)


def days(day: date) -> Sequence[str]:
    year = day.year - 1911
    full = f"{year}/{day.month}/{day.day}".translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    return (
        day.isoformat(), f"{year}-{day:%m-%d}", f"{year}/{day.month}/{day.day}", f"{year}.{day:%m.%d}",
        f"{year}{day:%m%d}", f"{year}年{day.month}月{day.day}日", full, f"{day.year}/{day.month}/{day.day}",
    )  # fmt: skip


def months(day: date) -> Sequence[str]:
    year = day.year - 1911
    return f"{year}-{day:%m}", f"{year}/{day.month}", f"{day:%Y-%m}"


def write(rows: Sequence[dict[str, Any]], path: Path, dice: random.Random) -> None:
    """A file in one of the encodings and with one of the separators that the product reads."""
    columns = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in PRIVATE]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dice.choice(",;\t"), lineterminator=dice.choice(("\n", "\r\n")))
    writer.writerow(columns)
    for row in rows:
        writer.writerow([written(dice, name, row.get(name)) for name in columns])
    path.write_bytes(text.getvalue().encode(dice.choice(("utf-8", "utf-8-sig", "cp950"))))
