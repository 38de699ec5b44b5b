"""ODS and XLSX, read by the product's own reader and looked at from outside: zip, XML, types."""

import io
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import pytest
from django.utils.translation import gettext_lazy as _
from hypothesis import example, given
from hypothesis import strategies as st

from laborportal.exports import sheets
from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    MonthColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
)
from laborportal.exports.csvfile import unguard
from laborportal.exports.formats import FORMATS
from laborportal.exports.xlsxfile import letters
from laborportal.imports.spreadsheets import spreadsheet_rows

COLUMNS: Sequence[Column] = (
    TextColumn(name="title", label="名稱", max_length=500),
    UbnColumn(name="ubn", label="統一編號"),
    CodeColumn(name="kind", label="種類", choices=[("yes", _("Yes"))]),
    IntegerColumn(name="count", label="數量"),
    ScoreColumn(name="score", label="分數"),
    DateColumn(name="day", label="日期"),
    MonthColumn(name="month", label="月份"),
    YearColumn(name="year", label="年度"),
    YesNoColumn(name="agreed", label="同意"),
)
sheet = pytest.mark.parametrize("kind", ["ods", "xlsx"])
readable = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t=+-@'_x000D 𠮷"))


def record(**values: Any) -> SimpleNamespace:
    blank = dict.fromkeys((column.name for column in COLUMNS), None)
    return SimpleNamespace(**{**blank, "title": "", "ubn": "", "kind": "", **values})


FULL = record(
    title="甲", ubn="00501508", kind="yes", count=1234, score=Decimal("82.5"), day=date(2023, 3, 29),
    month=date(2023, 3, 1), year=98, agreed=False,
)  # fmt: skip


def written(kind: str, *records: Any, labels: str = "", title: str = "") -> bytes:
    return b"".join(FORMATS[kind].chunks(COLUMNS, records, labels, title))


def read_back(content: bytes) -> list[list[str]]:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return list(spreadsheet_rows(Path(file.name)))


def content_of(kind: str, content: bytes) -> ElementTree.Element:
    name = "content.xml" if kind == "ods" else "xl/worksheets/sheet1.xml"
    return ElementTree.fromstring(ZipFile(io.BytesIO(content)).read(name))


@sheet
def test_every_kind_of_value_reads_back_as_a_csv_file_would_hold_it(kind: str) -> None:
    header, row = read_back(written(kind, FULL))
    assert header == [column.name for column in COLUMNS]
    assert row == ["甲", "00501508", "yes", "1234", "82.5", "2023-03-29", "2023-03", "098", "no"]


@sheet
def test_words_stand_for_names_and_codes_while_numbers_and_days_stay_what_they_are(kind: str) -> None:
    header, row = read_back(written(kind, FULL, labels="zh-hant"))
    assert header == [column.label for column in COLUMNS]
    assert row[3:6] == ["1234", "82.5", "2023-03-29"]
    assert row[2] != "yes"


@sheet
def test_blank_cells_are_blank(kind: str) -> None:
    assert read_back(written(kind, record(title="甲"), record(count=0)))[1:] == [["甲"], ["", "", "", "0"]]


@sheet
@given(texts=st.lists(readable.map(str.strip).filter(bool), max_size=3))
@example(texts=["=1+1", "'=1", "''=1", "'", "+886", "-1", "@a", "＝1"])
@example(texts=["a  b", "a\n\nb", "a \n b", "a\tb", "<&>\"'", "_x000D_", "_x005F_x000D_", "𠮷"])
def test_texts_come_back_exactly(kind: str, texts: list[str]) -> None:
    rows = read_back(written(kind, *(record(title=text) for text in texts)))
    assert [unguard(row[0]) for row in rows[1:]] == texts


@sheet
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "=cmd|' /C calc'!A0"])
def test_a_cell_of_text_is_no_formula_and_no_number(kind: str, text: str) -> None:
    content = written(kind, record(title=text))
    for element in content_of(kind, content).iter():
        assert not element.tag.endswith("}f")
        assert not [name for name, _value in element.items() if "formula" in name]
    assert read_back(content)[1] == [text]


@sheet
def test_what_xml_cannot_hold_does_not_break_the_file(kind: str) -> None:
    rows = read_back(written(kind, record(title="a\x00\x0b\ufffe\rb"), record(title="乙")))
    assert rows[1][0][0] + rows[1][0][-1] == "ab"
    assert rows[2] == ["乙"]


def test_days_before_the_mistake_of_1900_are_texts_and_still_the_same_day() -> None:
    days = [date(1900, 2, 28), date(1900, 3, 1), date(1912, 1, 1), date(2910, 12, 31)]
    rows = read_back(written("xlsx", *(record(day=day) for day in days)))
    assert [row[5] for row in rows[1:]] == [day.isoformat() for day in days]


def test_an_ods_file_is_known_by_its_first_bytes() -> None:
    content = written("ods", FULL)
    archive = ZipFile(io.BytesIO(content))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert content[38:].startswith(b"application/vnd.oasis.opendocument.spreadsheet")
    manifest = ElementTree.fromstring(archive.read("META-INF/manifest.xml"))
    named = {entry.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path") for entry in manifest}
    assert named == {"/", "content.xml"}


def test_numbers_and_days_of_an_ods_file_have_their_types() -> None:
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    cells = [cell for cell in content_of("ods", written("ods", FULL)).iter() if cell.get(f"{office}value-type")]
    kinds = [cell.get(f"{office}value-type") for cell in cells[len(COLUMNS) :]]
    assert kinds == ["string", "string", "string", "float", "float", "date", "string", "string", "string"]


def test_every_part_of_an_xlsx_file_is_there_and_declared() -> None:
    archive = ZipFile(io.BytesIO(written("xlsx", FULL)))
    assert archive.testzip() is None
    declared = {part.get("PartName", "/")[1:] for part in ElementTree.fromstring(archive.read("[Content_Types].xml"))}
    assert declared - {""} == {
        name for name in archive.namelist() if not name.endswith((".rels", "[Content_Types].xml"))
    }
    for name in archive.namelist():
        assert ElementTree.fromstring(archive.read(name)) is not None


@sheet
@pytest.mark.parametrize("title", ["", "a/b[c]:*?", "很" * 99, "'甲'", '<甲>&"'])
def test_any_title_makes_a_name_that_a_sheet_may_have(kind: str, title: str) -> None:
    name = sheets.title_of(title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")
    assert len(read_back(written(kind, FULL, title=title))) == 2


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_columns_are_lettered_as_spreadsheets_do(place: int, name: str) -> None:
    assert letters(place) == name


@sheet
def test_rows_leave_while_they_are_read(kind: str) -> None:
    taken = 0

    def endless() -> Iterator[Any]:
        nonlocal taken
        while True:
            taken += 1
            yield record(title=f"{taken}" * 50)

    chunks = FORMATS[kind].chunks(COLUMNS, endless(), "", "")
    assert sum(len(next(chunks)) for _chunk in range(3)) > 0
    assert taken < 10**6


@sheet
def test_a_file_that_breaks_half_way_opens_nowhere(kind: str) -> None:
    def breaking() -> Iterator[Any]:
        yield FULL
        raise ConnectionError

    received: list[bytes] = []
    with pytest.raises(ConnectionError):
        received.extend(FORMATS[kind].chunks(COLUMNS, breaking(), "", ""))
    with pytest.raises(BadZipFile):
        ZipFile(io.BytesIO(b"".join(received)))


@sheet
def test_no_row_is_left_out_in_silence_where_a_sheet_ends(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST_SHEET", 3)
    assert len(read_back(written(kind, FULL, FULL))) == 3
    with pytest.raises(sheets.SheetFull):
        written(kind, FULL, FULL, FULL)
