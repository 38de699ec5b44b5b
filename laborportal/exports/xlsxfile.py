"""Records as an Office Open XML workbook, streamed row by row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any

from laborportal.exports.archives import Part, zipped
from laborportal.exports.columns import Column
from laborportal.exports.sheets import NO_XML, Cell, Sheet, sheet_rows, title_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = "http://schemas.openxmlformats.org"
MAIN = f"{FORMATS}/spreadsheetml/2006/main"
PACKAGE = f"{FORMATS}/package/2006"
DOCUMENT = f"{FORMATS}/officeDocument/2006/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FIRST_DAY, FIRST_SAFE_DAY = date(1899, 12, 30), date(1900, 3, 1)
"""Spreadsheets believe in the 29th of February 1900: days before it leave as text."""
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
TEXT, DAY, HEAD = 1, 2, 3
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{PROLOGUE}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KINDS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KINDS}.styles+xml"/>'
)
STYLES = (
    f'{PROLOGUE}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '</numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    "</styleSheet>"
)
SHEET_HEAD = (
    f'{PROLOGUE}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)


def xlsx_chunks(
    columns: Sequence[Column],
    records: Iterable[Any],
    labels: str = "",
    title: str = "",
    further: Sequence[Sheet] = (),
) -> Iterator[bytes]:
    titles = [title_of(title), *(title_of(sheet.title) for sheet in further)]
    return zipped(
        [
            Part("[Content_Types].xml", [_types(len(titles))]),
            Part("_rels/.rels", [_relations([("officeDocument", "xl/workbook.xml")])]),
            Part("xl/workbook.xml", [_workbook(titles)]),
            Part("xl/_rels/workbook.xml.rels", [_relations([*_sheets(len(titles)), ("styles", "styles.xml")])]),
            Part("xl/styles.xml", [STYLES]),
            Part("xl/worksheets/sheet1.xml", _sheet(sheet_rows(columns, records, labels))),
            *(
                Part(f"xl/worksheets/sheet{number}.xml", _sheet(iter(sheet.rows)))
                for number, sheet in enumerate(further, start=2)
            ),
        ]
    )


def _sheets(count: int) -> list[tuple[str, str]]:
    return [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, count + 1)]


def _types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{KINDS}.{kind}+xml"/>' for kind, target in _sheets(sheets)
    )
    return f"{TYPES}{parts}</Types>"


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{PROLOGUE}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'


def _workbook(titles: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    )
    return f'{PROLOGUE}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    yield SHEET_HEAD
    yield _row(1, next(rows), HEAD)
    for number, cells in enumerate(rows, start=2):
        yield _row(number, cells)
    yield "</sheetData></worksheet>"


def _row(number: int, cells: Iterable[Cell], style: int = TEXT) -> str:
    written = "".join(_cell(f"{letters(place)}{number}", cell, style) for place, cell in enumerate(cells) if cell != "")
    return f'<row r="{number}">{written}</row>\n'


def _cell(place: str, cell: Cell, style: int) -> str:
    if isinstance(cell, date) and cell >= FIRST_SAFE_DAY:
        return f'<c r="{place}" s="{DAY}"><v>{(cell - FIRST_DAY).days}</v></c>'
    if isinstance(cell, int | Decimal):
        return f'<c r="{place}"><v>{cell:f}</v></c>'
    text = f'<t xml:space="preserve">{_escaped(str(cell))}</t>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{text}</is></c>'


def _escaped(text: str) -> str:
    """The format writes what XML cannot say as _x000D_, and so a text that looks like that has to be told apart."""
    clean = LIKE_AN_ESCAPE.sub("_x005F_", text).replace("\r", "_x000D_")
    return escape(NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", clean))


@cache
def letters(place: int) -> str:
    """A for the first column, AA for the 27th."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
