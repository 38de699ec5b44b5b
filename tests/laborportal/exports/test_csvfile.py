import csv
import io
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from hypothesis import example, given
from hypothesis import strategies as st

from laborportal.exports.columns import CodeColumn, DateColumn, IntegerColumn, TextColumn
from laborportal.exports.csvfile import csv_lines, guard, unguard, write_csv
from laborportal.exports.normalise import name_key, normalise

COLUMNS = (
    TextColumn(name="title", label="名稱", max_length=500),
    CodeColumn(name="kind", label="種類", choices=[("yes", _("Yes"))]),
    IntegerColumn(name="count", label="數量"),
)
signs = "'=+-@＝＋－＠\t\r\n 甲a1"


def written(*records: Any, labels: str = "") -> str:
    stream = io.StringIO(newline="")
    write_csv(COLUMNS, records, stream, labels)
    return stream.getvalue()


def record(title: str) -> SimpleNamespace:
    return SimpleNamespace(title=title, kind="yes", count=1234)


def test_a_file_has_a_mark_for_spreadsheets_english_names_codes_and_plain_numbers() -> None:
    assert written(record("甲")) == "\ufefftitle,kind,count\r\n甲,yes,1234\r\n"


def test_chinese_labels_bring_words_in_place_of_codes() -> None:
    with translation.override("en"):
        header, line = written(record("甲"), labels="zh-hant").splitlines()
    assert header == "\ufeff名稱,種類,數量"
    with translation.override("zh-hant"):
        assert line == f"甲,{_('Yes')},1234"


def test_the_number_of_records_is_told() -> None:
    assert write_csv(COLUMNS, [], io.StringIO()) == 0
    assert write_csv(COLUMNS, [record("a"), record("b")], io.StringIO()) == 2


def test_lines_leave_one_by_one() -> None:
    lines = csv_lines(COLUMNS, (record(str(number)) for number in range(10**9)))
    assert [next(lines), next(lines)][1] == "0,yes,1234\r\n"


@given(st.text(alphabet=signs, max_size=6))
@example("'=1")
@example("''=1")
@example("'")
@example(" =1")
def test_the_guard_is_taken_off_exactly(text: str) -> None:
    assert unguard(guard(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1", "－1", " =1", "\n+1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert guard(text) == f"'{text}"


def test_other_quotes_stay_as_they_are() -> None:
    assert guard("'甲") == unguard("'甲") == "'甲"
    assert guard("'=甲") == "''=甲"


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters='𠮷\n",;\t='))))
def test_a_file_reads_back_as_it_was_written(titles: list[str]) -> None:
    lines = list(csv.reader(io.StringIO(written(*map(record, titles)), newline="")))
    assert [unguard(line[0]) for line in lines[1:]] == titles


def test_dates_leave_as_iso() -> None:
    column = DateColumn(name="day", label="")
    assert column.dump(column.read("112/3/29")) == "2023-03-29"


@pytest.mark.parametrize(
    ("one", "other"),
    [("台北市", "臺北市"), ("ＡＢＣ", "abc"), (" 甲 ", "甲"), ("㈱甲", "(株)甲"), ("Straße", "STRASSE")],
)
def test_texts_are_compared_by_what_they_say(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_names_are_compared_without_blanks_too() -> None:
    assert name_key("台灣　甲 公司") == name_key("臺灣甲公司")
    assert normalise("甲 乙") != normalise("甲乙")


@given(st.text())
@example("a \u0301")
@example("台 ")
def test_comparing_texts_is_settled_after_one_pass(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert name_key(name_key(text)) == name_key(text)


def test_a_file_that_breaks_half_way_says_so_in_a_line_that_is_no_record() -> None:
    def breaking() -> Iterator[Any]:
        yield record("甲")
        raise ConnectionError

    lines = csv_lines(COLUMNS, breaking())
    _header, _first, last = next(lines), next(lines), next(lines)
    with pytest.raises(ConnectionError):
        next(lines)
    (cells,) = csv.reader([last])
    assert len(cells) == len(COLUMNS) + 1
    assert cells[0]
