"""ODS and XLSX as rows of texts: the first sheet, its cells as they would be typed in a CSV file."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse  # nosec B405 # _part() refuses what could expand
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from laborportal.imports.unreadable import Unreadable

LARGEST_PART = 1 << 30
PROLOGUE = 2048
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT_SHEET = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
NO_DATE_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|general|e[+-]', re.IGNORECASE)
REPEATS_LIMIT = 1 << 14
BROKEN = (BadZipFile, zlib.error, ParseError, LookupError, ValueError, ArithmeticError, RuntimeError, EOFError)
"""What damaged, encrypted and half-written files raise on the way."""


def is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def spreadsheet_rows(path: Path) -> Iterator[list[str]]:
    """Every row of the first sheet, blank ones as empty lists but for those at the end; raises Unreadable."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            if "content.xml" in names:
                yield from _without_last_blanks(_ods_rows(archive))
            elif "xl/workbook.xml" in names:
                yield from _without_last_blanks(_xlsx_rows(archive))
            else:
                raise Unreadable(_broken())
    except BROKEN as error:
        raise Unreadable(_broken()) from error


def _broken() -> str:
    return _("The spreadsheet cannot be read: save it again, or save it as CSV in UTF-8.")


def _part(archive: ZipFile, name: str) -> IO[bytes]:
    """A part of the file, once it is sure that it is no trap: no huge part, no entities that multiply."""
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise Unreadable(_broken())
    with archive.open(name) as head:
        if b"<!DOCTYPE" in head.read(PROLOGUE):
            raise Unreadable(_broken())
    return archive.open(name)


def _without_last_blanks(rows: Iterator[tuple[list[str], int]]) -> Iterator[list[str]]:
    blank = 0
    for cells, times in rows:
        if not any(cells):
            blank += times
            continue
        for _blank in range(blank):
            yield []
        blank = 0
        for _row in range(times):
            yield list(cells)


# OpenDocument


def _ods_rows(archive: ZipFile) -> Iterator[tuple[list[str], int]]:
    """Each row with the number of times that it stands there."""
    with _part(archive, "content.xml") as part:
        for _event, element in iterparse(part):  # nosec B314
            if element.tag == f"{TABLE}table-row":
                yield _ods_cells(element), int(element.get(f"{TABLE}number-rows-repeated", "1"))
                element.clear()
            elif element.tag == f"{TABLE}table":
                return


def _ods_cells(row: Element) -> list[str]:
    cells: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        text = _ods_value(cell)
        if not text:
            blank += times
            continue
        cells += [""] * blank + [text] * min(times, REPEATS_LIMIT)
        blank = 0
    return cells


def _ods_value(cell: Element) -> str:
    kind = cell.get(f"{OFFICE}value-type")
    if kind in ("float", "currency", "percentage"):
        return _number(cell.get(f"{OFFICE}value", ""))
    if kind == "date":
        return _iso_day(cell.get(f"{OFFICE}date-value", ""))
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value", "")
    return "\n".join(_ods_text(paragraph) for paragraph in cell if paragraph.tag == f"{TEXT}p")


def _ods_text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" " * min(int(child.get(f"{TEXT}c", "1")), REPEATS_LIMIT))
        elif child.tag == f"{TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{OFFICE}annotation":
            parts.append(_ods_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _iso_day(text: str) -> str:
    """A day without its midnight; who types 112/3/29 gets a day of the year 112, and means the ROC year."""
    day = text.removesuffix("T00:00:00")
    return day[1:] if re.fullmatch(r"0[0-9]{3}-[0-9]{2}-[0-9]{2}", day) else day


def _number(text: str) -> str:
    """1234 for 1234.0 and for 1.234E3; 85.1 for 85.099999999999994, which is how a spreadsheet stores it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if number.is_finite() and number == number.to_integral_value() and abs(number.adjusted()) < 18:
        return str(int(number))
    return repr(float(text))


# Office Open XML


def _xlsx_rows(archive: ZipFile) -> Iterator[tuple[list[str], int]]:
    sheet, from_1904 = _first_sheet(archive)
    strings, dated = _shared_strings(archive), _date_styles(archive)
    first = datetime(1904, 1, 1, tzinfo=UTC) if from_1904 else datetime(1899, 12, 30, tzinfo=UTC)
    last = 0
    with _part(archive, sheet) as part:
        for _event, row in iterparse(part):  # nosec B314
            if _local(row) != "row":
                continue
            number = int(row.get("r", str(last + 1)))
            if number > last + 1:
                yield [], number - last - 1
            last = number
            yield _xlsx_cells(row, strings, dated, first), 1
            row.clear()


def _local(element: Element) -> str:
    return element.tag.removeprefix(SHEET).removeprefix(STRICT_SHEET)


def _elements(archive: ZipFile, name: str) -> Iterator[Element]:
    with _part(archive, name) as part:
        for _event, element in iterparse(part):  # nosec B314
            yield element


def _first_sheet(archive: ZipFile) -> tuple[str, bool]:
    """The part that holds the first sheet, and whether days are counted from 1904."""
    relation, from_1904 = "", False
    for element in _elements(archive, "xl/workbook.xml"):
        if _local(element) == "sheet" and not relation:
            relation = element.get(RELATION) or element.get(STRICT_RELATION) or ""
        elif _local(element) == "workbookPr":
            from_1904 = element.get("date1904") in ("1", "true")
    for element in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if element.get("Id") == relation:
            target = element.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}", from_1904
    raise Unreadable(_broken())


def _shared_strings(archive: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = []
    for element in _elements(archive, "xl/sharedStrings.xml"):
        if _local(element) == "si":
            found.append(_runs(element))
            element.clear()
    return found


def _runs(element: Element) -> str:
    """The text of a string and of its runs, without the readings above them."""
    parts = []
    for child in element:
        if _local(child) == "t":
            parts.append(child.text or "")
        elif _local(child) == "r":
            parts.append(_runs(child))
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), "".join(parts))


def _date_styles(archive: ZipFile) -> set[str]:
    """The styles under which a number is a day."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    dates, found = set(BUILT_IN_DATES), set()
    for element in _elements(archive, "xl/styles.xml"):
        if _local(element) == "numFmt":
            code = NO_DATE_CODE.sub("", element.get("formatCode", "")).lower()
            if re.search("[dye]", code) or re.fullmatch(r"[^0#]*m+[^0#]*", code):
                dates.add(int(element.get("numFmtId", "-1")))
        elif _local(element) == "cellXfs":
            found = {str(index) for index, style in enumerate(element) if int(style.get("numFmtId", "0")) in dates}
    return found


def _xlsx_cells(row: Element, strings: list[str], dated: set[str], first: datetime) -> list[str]:
    cells: list[str] = []
    position = -1
    for cell in row:
        if _local(cell) != "c":
            continue
        position = _column(cell.get("r", "")) if cell.get("r") else position + 1
        text = _xlsx_value(cell, strings, dated, first)
        if text and position < REPEATS_LIMIT:
            cells += [""] * (position - len(cells)) + [text]
    return cells


def _column(place: str) -> int:
    number = 0
    for letter in re.match("[A-Z]*", place)[0]:  # type: ignore[index]
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _xlsx_value(cell: Element, strings: list[str], dated: set[str], first: datetime) -> str:
    kind = cell.get("t", "n")
    parts = {_local(child): child for child in cell}
    if kind == "inlineStr":
        return _runs(parts["is"]) if "is" in parts else ""
    text = (parts["v"].text or "") if "v" in parts else ""
    if not text:
        return ""
    if kind == "s":
        return strings[int(text)]
    if kind == "b":
        return "true" if text == "1" else "false"
    if kind == "d":
        return _iso_day(text)
    if kind == "n":
        return _day(text, first) if cell.get("s") in dated else _number(text)
    return text


def _day(text: str, first: datetime) -> str:
    """The day that a spreadsheet counts as *text*; 1900 is a leap year there, so days before March are off by one."""
    moment = first + timedelta(days=float(text))
    if first.year == 1899 and moment.date() < date(1900, 3, 1):
        moment += timedelta(days=1)
    return f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%d %H:%M:%S}"
