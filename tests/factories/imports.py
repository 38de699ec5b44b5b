"""A small loader over activities, and files in every shape that the contract names."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape
from zipfile import ZipFile

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


def ods_file(folder: Path, rows: Sequence[str], *, name: str = "sessions.ods") -> Path:
    """*rows* are the inside of table rows, as XML; `ods_row` makes plain ones."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="1">{"".join(rows)}</table:table>'
        f'<table:table table:name="2">{ods_row("another sheet")}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zip_file(
        folder / name, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def ods_row(*cells: str, more: str = "", attributes: str = "") -> str:
    texts = "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row{attributes}>{texts}{more}</table:table-row>"


def xlsx_file(
    folder: Path,
    rows: Sequence[str],
    *,
    strings: Sequence[str] = (),
    date_styles: Sequence[str] = (),
    from_1904: bool = False,
    name: str = "sessions.xlsx",
) -> Path:
    """*rows* are `<row>` elements, *strings* the insides of shared strings, *date_styles* formats from style 1 on."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    formats = "".join(
        f'<numFmt numFmtId="{164 + index}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for index, code in enumerate(date_styles)
    )
    styles = "".join(f'<xf numFmtId="{164 + index}"/>' for index in range(len(date_styles)))
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships"><workbookPr date1904="{int(from_1904)}"/>'
        '<sheets><sheet name="1" r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships"
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    if strings:
        items = "".join(f"<si>{item}</si>" for item in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'
    return zip_file(folder / name, parts)


def xlsx_row(*cells: str, number: int | None = None) -> str:
    """Inline texts, or ready `<c>` elements."""
    place = f' r="{number}"' if number else ""
    inside = (
        cell if cell.startswith("<c") else f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in cells
    )
    return f"<row{place}>{''.join(inside)}</row>"


def zip_file(path: Path, parts: Mapping[str, str]) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
