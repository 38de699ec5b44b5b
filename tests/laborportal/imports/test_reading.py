from pathlib import Path

import pytest
from django.utils import translation

from laborportal.activities.models import Activity
from laborportal.audit.recording import Act
from laborportal.imports.engine import run_import
from laborportal.imports.reading import Unreadable
from tests.factories.imports import SessionLoader, csv_file, raw_file, session

pytestmark = pytest.mark.django_db
TITLE = "職場平權研習會，許功蓋"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_encoding_separator_and_line_end_is_recognised(
    tmp_path: Path, act: Act, encoding: str, delimiter: str, line_end: str
) -> None:
    rows = [session("A1", title=TITLE), session("A2", title="a;b,c\td\ne"), session("A3", title='他說 "好"')]
    path = csv_file(tmp_path, rows, encoding=encoding, delimiter=delimiter, line_end=line_end)
    assert run_import(SessionLoader(), path, act).counts.created == 3
    assert list(Activity.objects.order_by("number").values_list("title", flat=True)) == [
        TITLE,
        "a;b,c\td\ne",
        '他說 "好"',
    ]


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_columns_are_known_by_their_label_in_either_language(tmp_path: Path, act: Act, language: str) -> None:
    with translation.override(language):
        labels = {column.name: f" {column.label} " for column in SessionLoader.columns}
    row = {labels[name]: cell for name, cell in session("A1").items()}
    assert run_import(SessionLoader(), csv_file(tmp_path, [row]), act).counts.created == 1


def test_a_header_is_compared_without_case_width_and_blanks(tmp_path: Path, act: Act) -> None:
    row = session("A1")
    row[" ＨELD_ＯN"] = row.pop("held_on")
    assert run_import(SessionLoader(), csv_file(tmp_path, [row]), act).counts.created == 1


def test_unknown_missing_and_repeated_columns_are_all_named(tmp_path: Path, act: Act) -> None:
    path = raw_file(tmp_path, "number,colour,number,shape,title\nA1,red,A1,round,x\n")
    with pytest.raises(Unreadable) as refused:
        run_import(SessionLoader(), path, act)
    for name in ("colour", "shape", "number", "series", "held_on"):
        assert name in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b" , ,\n"])
def test_an_empty_file_is_unreadable(tmp_path: Path, act: Act, content: bytes) -> None:
    with pytest.raises(Unreadable):
        run_import(SessionLoader(), raw_file(tmp_path, content), act)


def test_bytes_that_are_no_text_are_unreadable(tmp_path: Path, act: Act) -> None:
    with pytest.raises(Unreadable):
        run_import(SessionLoader(), raw_file(tmp_path, b"number,title\nA1,\xff\xff\n"), act)


def test_a_file_that_does_not_exist_is_unreadable(tmp_path: Path, act: Act) -> None:
    with pytest.raises(Unreadable):
        run_import(SessionLoader(), tmp_path / "nowhere.csv", act)


def test_a_quotation_mark_that_never_ends_is_an_error_of_its_row(tmp_path: Path, act: Act) -> None:
    path = raw_file(tmp_path, 'number,series,held_on,title\nA1,quota_seminar,112/3/29,"open\n' + "x,y\n" * 50_000)
    result = run_import(SessionLoader(), path, act)
    assert result.counts.rejected == 1


def test_rare_characters_and_every_error_at_once_come_through(tmp_path: Path, act: Act) -> None:
    for encoding, rare in (("utf-8", "𠮷"), ("cp950", "碁")):
        bad = session("A1", title=rare, held_on="112/13/1", sessions="三", attendance="-1")
        rows = [bad, session("A2", title=rare), session("A2", title="別的")]
        result = run_import(SessionLoader(), csv_file(tmp_path, rows, encoding=encoding), act)
        assert [(problem.row, problem.column) for problem in result.errors] == [
            (1, "held_on"),
            (1, "sessions"),
            (1, "attendance"),
            (3, "number"),
        ]
        assert result.errors[1].value == "三"
