"""Records as an OpenDocument spreadsheet, streamed row by row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from laborportal.exports.archives import Part, zipped
from laborportal.exports.columns import Column
from laborportal.exports.sheets import NO_XML, Cell, Sheet, sheet_rows, title_of

Table = tuple[str, int, Iterator[Sequence[Cell]]]
CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
BLANKS = re.compile(r"^ | {2,}| $")
FIRST_YEAR = 1000
PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
MANIFEST = (
    f'{PROLOGUE}<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{CONTENT_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
HEAD = (
    f'{PROLOGUE}<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0"'
    f' xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" xmlns:number="{OASIS}:datastyle:1.0"'
    f' xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles>'
    '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    '</number:date-style><number:text-style style:name="N2"><number:text-content/></number:text-style>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="head" style:family="table-cell" style:data-style-name="N2">'
    '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def ods_chunks(
    columns: Sequence[Column],
    records: Iterable[Any],
    labels: str = "",
    title: str = "",
    further: Sequence[Sheet] = (),
) -> Iterator[bytes]:
    """The type comes first and as it is, so that a program knows the file by its first bytes."""
    content = _content([(title, len(columns), sheet_rows(columns, records, labels)), *map(_plain, further)])
    return zipped(
        [
            Part("mimetype", [CONTENT_TYPE], stored=True),
            Part("META-INF/manifest.xml", [MANIFEST]),
            Part("content.xml", content),
        ]
    )


def _plain(sheet: Sheet) -> Table:
    return sheet.title, len(sheet.rows[0]), iter(sheet.rows)


def _content(tables: Iterable[Table]) -> Iterator[str]:
    yield HEAD
    for title, width, rows in tables:
        yield f'<table:table table:name="{escape(title_of(title))}">'
        yield f'<table:table-column table:number-columns-repeated="{width}"/><table:table-header-rows>'
        yield _row(next(rows), "head")
        yield "</table:table-header-rows>"
        for cells in rows:
            yield _row(cells)
        yield "</table:table>"
    yield FOOT


def _row(cells: Iterable[Cell], style: str = "text") -> str:
    return f"<table:table-row>{''.join(_cell(cell, style) for cell in cells)}</table:table-row>\n"


def _cell(cell: Cell, style: str) -> str:
    if cell == "":
        return "<table:table-cell/>"
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    if isinstance(cell, date) and cell.year >= FIRST_YEAR:
        attributes = f'office:value-type="date" office:date-value="{text}" table:style-name="day"'
    elif isinstance(cell, int | Decimal):
        attributes = f'office:value-type="float" office:value="{text}"'
    else:
        attributes = f'office:value-type="string" table:style-name="{style}"'
    paragraphs = "".join(f"<text:p>{_paragraph(line)}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell {attributes}>{paragraphs}</table:table-cell>"


def _paragraph(line: str) -> str:
    """Blanks at the ends or one after the other would be lost, and XML has no words for control characters."""
    clean = escape(NO_XML.sub("\ufffd", line).replace("\r", "\ufffd"))
    return BLANKS.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', clean).replace("\t", "<text:tab/>")
