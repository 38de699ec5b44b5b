from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laborportal.activities.models import Activity
from laborportal.audit.recording import Act
from laborportal.imports.engine import run_import
from laborportal.imports.reading import Unreadable
from laborportal.imports.spreadsheets import spreadsheet_rows
from tests.factories.imports import (
    SessionLoader,
    ods_file,
    ods_row,
    raw_file,
    session,
    xlsx_file,
    xlsx_row,
    zip_file,
)

CELL = "<table:table-cell {}>{}</table:table-cell>"
XML_TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
)


def ods(folder: Path, *rows: str) -> list[list[str]]:
    return list(spreadsheet_rows(ods_file(folder, rows)))


def xlsx(folder: Path, *rows: str, strings: tuple[str, ...] = (), styles: tuple[str, ...] = ()) -> list[list[str]]:
    return list(spreadsheet_rows(xlsx_file(folder, rows, strings=strings, date_styles=styles)))


def typed(kind: str, value: str, shown: str = "shown", times: int = 1) -> str:
    name = {"float": "value", "boolean": "boolean-value", "date": "date-value"}[kind]
    return CELL.format(
        f'office:value-type="{kind}" office:{name}="{value}" table:number-columns-repeated="{times}"',
        f"<text:p>{shown}</text:p>",
    )


def test_an_ods_cell_is_what_would_have_been_typed(tmp_path: Path) -> None:
    cells = [
        typed("float", "1234", "1,234.00"),
        typed("float", "85.5", "86"),
        typed("date", "2023-03-29", "112.03.29"),
        typed("date", "2023-03-29T00:00:00"),
        typed("date", "0112-03-29"),
        typed("boolean", "true", "TRUE"),
        typed("float", "1.5E+3"),
    ]
    assert ods(tmp_path, ods_row(more="".join(cells))) == [
        ["1234", "85.5", "2023-03-29", "2023-03-29", "112-03-29", "true", "1500"]
    ]


def test_ods_text_keeps_blanks_lines_and_spans_but_not_comments(tmp_path: Path) -> None:
    cell = CELL.format(
        "",
        '<office:annotation><text:p>remark</text:p></office:annotation><text:p>a<text:s text:c="2"/>b<text:span>c'
        "<text:tab/></text:span>d<text:line-break/>e</text:p><text:p>f</text:p>",
    )
    assert ods(tmp_path, ods_row(more=cell)) == [["a  bc\td\ne\nf"]]


def test_what_is_no_cell_and_no_number_does_no_harm(tmp_path: Path) -> None:
    odd = CELL.format('office:value-type="float" office:value="much"', "") + "<table:note/><table:table-cell/>"
    assert ods(tmp_path, "<table:shapes/>", ods_row("a", more=odd)) == [["a", "much"]]
    assert xlsx(tmp_path, "<x/>", xlsx_row('<c t="inlineStr"/>', "<c><f>A1</f></c>", "<cx/>", "b")) == [["", "", "b"]]


def test_the_sheet_may_be_named_from_the_root(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, [xlsx_row("a")])
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name != "xl/styles.xml"}
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace("worksheets", "/xl/worksheets")
    assert list(spreadsheet_rows(zip_file(tmp_path / "rooted.xlsx", parts))) == [["a"]]


def test_repeated_cells_and_rows_count_and_those_at_the_end_do_not(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="{}"/>'
    rows = ods(
        tmp_path,
        ods_row("a", more=blank.format(2) + typed("float", "7", times=2) + blank.format(16000)),
        ods_row(more=blank.format(16000), attributes=' table:number-rows-repeated="2"'),
        ods_row("b", more="<table:covered-table-cell/>", attributes=' table:number-rows-repeated="2"'),
        ods_row(more=blank.format(16000), attributes=' table:number-rows-repeated="1048000"'),
    )
    assert rows == [["a", "", "", "7", "7"], [], [], ["b"], ["b"]]


def test_an_xlsx_cell_is_what_would_have_been_typed(tmp_path: Path) -> None:
    rows = xlsx(
        tmp_path,
        xlsx_row(
            '<c t="s"><v>1</v></c>',
            "<c><v>1234</v></c>",
            "<c><v>85.099999999999994</v></c>",
            '<c t="b"><v>1</v></c>',
            '<c t="b"><v>0</v></c>',
            '<c t="str"><f>A1</f><v>text</v></c>',
            '<c t="e"><v>#N/A</v></c>',
            '<c t="d"><v>2023-03-29T00:00:00</v></c>',
        ),
        strings=("<t>first</t>", "<r><t>two </t></r><r><rPr/><t>runs</t></r><rPh><t>reading</t></rPh>"),
    )
    assert rows == [["two runs", "1234", "85.1", "true", "false", "text", "#N/A", "2023-03-29"]]


@pytest.mark.parametrize("code", ["yyyy/m/d", '[$-404]e"年"m"月"d"日"', "d-mmm", "yyyy\\-mm", "[$-zh-TW]mmm"])
def test_a_number_in_a_style_of_days_is_a_day(tmp_path: Path, code: str) -> None:
    assert xlsx(tmp_path, xlsx_row('<c s="1"><v>45014</v></c>', '<c s="2"><v>45014.5</v></c>'), styles=(code,)) == [
        ["2023-03-29", "2023-03-29 12:00:00"]
    ]


@pytest.mark.parametrize("code", ["General", "#,##0", '0"days"', "0.00E+00", "[Red]0", "#,##0\\d", "@"])
def test_a_number_in_another_style_is_a_number(tmp_path: Path, code: str) -> None:
    assert xlsx(tmp_path, xlsx_row('<c s="1"><v>45014</v></c>'), styles=(code,)) == [["45014"]]


def test_days_may_be_counted_from_1904_and_1900_was_no_leap_year(tmp_path: Path) -> None:
    row = xlsx_row('<c s="1"><v>43552</v></c>')
    assert list(spreadsheet_rows(xlsx_file(tmp_path, [row], from_1904=True))) == [["2023-03-29"]]
    assert xlsx(tmp_path, xlsx_row('<c s="1"><v>59</v></c>', '<c s="1"><v>61</v></c>')) == [
        ["1900-02-28", "1900-03-01"]
    ]


def test_gaps_between_xlsx_cells_and_rows_are_kept(tmp_path: Path) -> None:
    rows = xlsx(
        tmp_path, xlsx_row("a", number=2), xlsx_row('<c r="C5"><v>3</v></c>', '<c r="AA5"><v>4</v></c>', number=5)
    )
    assert rows == [[], ["a"], [], [], ["", "", "3", *[""] * 23, "4"]]


@given(st.lists(XML_TEXT, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_any_text_comes_through(tmp_path: Path, texts: list[str]) -> None:
    assert xlsx(tmp_path, xlsx_row(*texts)) == [texts]
    assert [[cell.strip() for cell in row] for row in ods(tmp_path, ods_row(*texts))] == [
        [text.strip() for text in texts]
    ] or not any(text.strip() for text in texts)


def test_escaped_control_characters_are_seen(tmp_path: Path) -> None:
    assert xlsx(tmp_path, xlsx_row("a_x0000_b")) == [["a\x00b"]]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_a_spreadsheet_imports_like_csv_with_every_error_in_one_go(tmp_path: Path, act: Act, kind: str) -> None:
    good, bad = session("A1", attendance=5), session("A2", held_on="112-02-30", sessions="x", attendance="-1")
    header = list(bad)
    lines = [header, [*list(good.values())[:4], "", good["attendance"], "", ""], list(bad.values()), ["A1", "more"]]
    path = (
        ods_file(tmp_path, [ods_row(*line) for line in lines])
        if kind == "ods"
        else xlsx_file(tmp_path, [xlsx_row(*line) for line in lines])
    )
    result = run_import(SessionLoader(), path, act, accept_valid=True)
    assert [(problem.row, problem.column) for problem in result.errors] == [
        (2, "held_on"),
        (2, "sessions"),
        (2, "attendance"),
        (3, "number"),
        (3, "series"),
        (3, "held_on"),
        (3, "title"),
    ]
    assert Activity.objects.get().attendance == 5


@pytest.mark.django_db
def test_cells_beyond_the_header_are_an_error_unless_they_are_blank(tmp_path: Path, act: Act) -> None:
    row = list(session("A1").values())
    lines = [["number", "series", "held_on", "title"], row, [*row, "", "more"]]
    result = run_import(SessionLoader(), xlsx_file(tmp_path, [xlsx_row(*line) for line in lines]), act)
    assert [(problem.row, problem.column) for problem in result.errors] == [(2, "")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parts",
    [
        {"readme.txt": "no table"},
        {"content.xml": "<broken"},
        {"content.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"},
        {"content.xml": "<empty/>"},
        {"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<Relationships/>"},
        {"xl/workbook.xml": "<workbook/>"},
    ],
)
def test_a_damaged_spreadsheet_is_unreadable(tmp_path: Path, act: Act, parts: dict[str, str]) -> None:
    with pytest.raises(Unreadable):
        run_import(SessionLoader(), zip_file(tmp_path / "x.xlsx", parts), act)


@pytest.mark.django_db
def test_what_only_begins_like_a_spreadsheet_is_unreadable(tmp_path: Path, act: Act) -> None:
    with pytest.raises(Unreadable):
        run_import(SessionLoader(), raw_file(tmp_path, b"PK\x03\x04 and nothing more"), act)


def test_a_part_too_large_for_the_machine_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laborportal.imports.spreadsheets.LARGEST_PART", 10)
    with pytest.raises(Unreadable):
        ods(tmp_path, ods_row("a"))
