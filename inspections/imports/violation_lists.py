"""Lists of violators as published: columns are known by what their headers say, not by their order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from inspections.citations import statute_named_in
from laborportal.exports.columns import echo
from laborportal.imports.headers import header_key
from laborportal.imports.reading import Unreadable, csv_lines, encoding_of, is_blank

NOTHING: Final = "無"
SURPLUS: Final = ""
LINES_UP_TO_THE_HEADER: Final = 3

# Field to what its header says; the first that fits wins. Fields of `inspection_penalties`, where there is one.
HEADERS: Final = (
    ("announced_on", re.compile(r"公告日期|公布日期")),
    ("decided_on", re.compile(r"處分日期|裁處日期")),
    ("number", re.compile(r"(?:處分|裁處)書?(?:字號|文號)")),
    ("responsible", re.compile(r"^(?:負責人|代表人|事業單位(?:負責人|代表人))")),
    ("employer", re.compile(r"事業單位|事業主|雇主")),
    ("articles", re.compile(r"條款|法條$")),
    ("description", re.compile(r"違反法規內容|違法內容|法條敘述")),
    ("amount", re.compile(r"罰鍰|金額")),
    ("remark", re.compile(r"備註|備考")),
    ("authority", re.compile(r"縣市|單位別")),
    ("", re.compile(r"^(?:編號|序號|項次)$")),
)
NEEDED: Final = ("decided_on", "number", "employer", "articles")
AUTHORITY: Final = "authority"
"""Which of all authorities decided: only a list of many has it, and only there it is known."""


class PublishedHeader:
    """The header of a list by field, and the statute that it names. `names` leaves out the running number.

    That number is another one in the next file, so that it would make the same row a different one.
    """

    def __init__(self, names: Sequence[str], needed: Sequence[str] = NEEDED) -> None:
        fields = _fields_of(names, needed)
        self._columns = list(zip(names, fields, strict=True))
        self.by_field = {field: name for name, field in self._columns if field}
        self.names = tuple(self.by_field.values())
        self.statute = statute_named_in(self.by_field["articles"])

    def values(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The cells of a row by field."""
        return {field: cells[name].strip() for field, name in self.by_field.items()}

    def named(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells by published header; what stands beyond the last one under a blank name."""
        width = len(self._columns)
        surplus = [cell for cell in cells[width:] if cell.strip()]
        filled = [*cells, *[""] * (width - len(cells))]
        named = {name: cell for (name, field), cell in zip(self._columns, filled, strict=False) if field}
        return {**named, SURPLUS: ";".join(surplus)} if surplus else named


class PublishedList:
    """One file: its header, and its rows with their numbers. Raises Unreadable when it is no such list."""

    def __init__(self, path: Path, needed: Sequence[str] = NEEDED) -> None:
        self._lines = csv_lines(path, encoding_of(path))
        self.header = PublishedHeader(self._find_header(), needed)

    def _find_header(self) -> list[str]:
        for cells in islice(self._lines, LINES_UP_TO_THE_HEADER):
            if len({field_of(cell) for cell in cells} & set(NEEDED)) > 1:
                return cells
        raise Unreadable(
            _(
                "This is not a list of violators as an authority publishes it: no line at its beginning names {names}."
            ).format(names="公告日期、處分日期、處分字號、事業單位")
        )

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Number and cells by published header of every data row that is not blank."""
        for number, cells in enumerate(self._lines, start=1):
            if not is_blank(cells):
                yield number, self.header.named(cells)


def field_of(header: str) -> str | None:
    """The field that a header cell names, "" for a running number, None when it is not known."""
    text = header_key(header)
    return next((field for field, words in HEADERS if words.search(text)), None)


def is_placeholder(values: Mapping[str, str]) -> bool:
    """A month without violators is published as a row of 無."""
    return all(values[field] in {NOTHING, ""} for field in ("number", "employer", "articles"))


def _fields_of(header: Sequence[str], needed: Sequence[str]) -> list[str]:
    fields = [field_of(cell) for cell in header]
    foreign = {None} if AUTHORITY in needed else {None, AUTHORITY}
    unknown = [cell for cell, field in zip(header, fields, strict=True) if field in foreign]
    missing = [name for name in needed if name not in fields]
    twice = [cell for cell, field in zip(header, fields, strict=True) if field and fields.count(field) > 1]
    for message, cells in (
        (_("These columns of the list are not known: {names}."), unknown),
        (_("These columns of the list are missing: {names}."), missing),
        (_("These columns of the list seem to say the same: {names}."), twice),
    ):
        if cells:
            raise Unreadable(message.format(names=_(", ").join(f"“{echo(cell)}”" for cell in cells)))
    return [field or "" for field in fields]
