from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from laborportal.exports import columns
from laborportal.exports.columns import CellError, Column, refuse_in_key, ubn_adds_up

CHOICES: Any = [("yes", _("Yes")), ("no", _("No")), ("unknown", "不明")]
NAMES: dict[str, Any] = {"name": "x", "label": "X"}
TEXT = columns.TextColumn(**NAMES, max_length=50)
CODE = columns.CodeColumn(**NAMES, choices=CHOICES)
CODES = columns.CodesColumn(**NAMES, choices=CHOICES)
DATE = columns.DateColumn(**NAMES)
MONTH = columns.MonthColumn(**NAMES)
YEAR = columns.YearColumn(**NAMES)
INTEGER = columns.IntegerColumn(**NAMES, maximum=5000)
SCORE = columns.ScoreColumn(**NAMES)
YES_NO = columns.YesNoColumn(**NAMES)
UBN = columns.UbnColumn(**NAMES)
days = st.dates(min_value=date(1912, 1, 1), max_value=date(2910, 12, 31))
texts = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t𠮷\"';,=+-@|"),
    min_size=1,
    max_size=50,
).filter(lambda text: text.strip() == text)

KINDS: list[tuple[Column, st.SearchStrategy[Any]]] = [
    (TEXT, texts),
    (CODE, st.sampled_from(["yes", "no", "unknown"])),
    (
        CODES,
        st.sets(st.sampled_from(["yes", "no", "unknown"]), min_size=1).map(
            lambda found: tuple(code for code, _label in CHOICES if code in found)
        ),
    ),
    (DATE, days),
    (MONTH, days.map(lambda day: day.replace(day=1))),
    (YEAR, st.integers(1, 999)),
    (INTEGER, st.integers(0, 5000)),
    (SCORE, st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)),
    (YES_NO, st.booleans()),
    (UBN, st.integers(1, 99_999_999).map(lambda number: f"{number:08}")),
]


@pytest.mark.parametrize(("column", "values"), KINDS, ids=lambda kind: type(kind).__name__)
def test_every_kind_reads_back_what_it_wrote(column: Column, values: st.SearchStrategy[Any]) -> None:
    @given(values)
    def round_trip(value: Any) -> None:
        assert column.read(column.dump(value)) == value
        assert column.unpack(column.pack(value)) == value
        for language in ("zh-hant", "en"):
            with translation.override(language):
                assert column.read(column.dump_words(value)) == value
        assert column.show(value)

    round_trip()


@pytest.mark.parametrize("column", [column for column, _values in KINDS], ids=lambda column: type(column).__name__)
def test_nothing_is_written_as_nothing_and_shown_as_a_dash(column: Column) -> None:
    assert column.dump(column.blank) == ""
    assert column.dump_words(column.blank) == ""
    assert column.show(column.blank) == "—"
    assert column.unpack(column.pack(column.blank)) == column.blank
    assert column.odd(column.blank) == ""


def refusal(column: Column, text: str) -> str:
    with pytest.raises(CellError) as refused:
        column.read(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (TEXT, " 甲\r\n乙 ", "甲\n乙"),
        (CODE, "YES", "yes"),
        (CODE, "ｙｅｓ", "yes"),
        (CODE, "不明", "unknown"),
        (CODES, "no；yes; no;", ("yes", "no")),
        (INTEGER, "1,234", 1234),
        (INTEGER, "１，２３４", 1234),
        (INTEGER, "007", 7),
        (SCORE, "85", Decimal("85")),
        (SCORE, "８５．５", Decimal("85.5")),
        (SCORE, "100.0", Decimal("100")),
        (UBN, "74", "00000074"),
        (UBN, "１２３４５６７５", "12345675"),
        (MONTH, "112/3", date(2023, 3, 1)),
        *((YES_NO, text, True) for text in ("yes", "Y", "是", "1", "true", "TRUE", "Ｙ")),
        *((YES_NO, text, False) for text in ("no", "N", "否", "0", "false", "False")),
    ],
)
def test_each_spelling_is_understood(column: Column, text: str, value: Any) -> None:
    assert column.read(text) == value


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (TEXT, "長" * 51),
        (TEXT, "a\x00b"),
        (TEXT, "\x00"),
        (TEXT, "\x1f"),
        (CODE, "perhaps"),
        (CODES, "yes;perhaps"),
        (DATE, "10409298"),
        (MONTH, "11203"),
        (YEAR, "1000"),
        *((INTEGER, text) for text in ("1,23", "12,34", ",123", "1.0", "1e3", "五", "5001", "-1", "+1", "9" * 60, "①")),
        *((SCORE, text) for text in ("100.1", "85.55", "-1", "x", "101", ".5", "85,5")),
        (YES_NO, "perhaps"),
        *((UBN, text) for text in ("123456789", "1234-567", "A1234567", "0", "00000000")),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(column: Column, text: str) -> None:
    assert len(refusal(column, text)) > 8


def test_the_refusal_of_a_code_names_the_codes_in_use() -> None:
    assert all(code in refusal(CODE, "perhaps") for code in ("yes", "no", "unknown", "perhaps"))


def test_a_negative_number_is_named_as_such() -> None:
    assert refusal(INTEGER, "-5") != refusal(INTEGER, "x")
    assert refusal(INTEGER, "－５") == refusal(INTEGER, "-5")


@pytest.mark.parametrize("column", [column for column, _values in KINDS], ids=lambda column: type(column).__name__)
def test_a_required_cell_must_be_filled_and_another_may_be_blank(column: Column) -> None:
    assert refusal(column, " 　")
    object.__setattr__(optional := type(column)(**vars_of(column)), "required", False)
    assert optional.read("") == column.blank


def vars_of(column: Column) -> dict[str, Any]:
    return {**NAMES, "choices": CHOICES} if isinstance(column, columns.CodeColumn) else NAMES


@pytest.mark.parametrize("text", ["a|b", "a\nb", "a\tb", "a\x7fb", "a\u2028b"])
def test_a_key_must_fit_on_a_line_of_keys(text: str) -> None:
    with pytest.raises(CellError):
        refuse_in_key(text)


@pytest.mark.parametrize("number", ["62140097", "00501508", "00000074", "04595257", "10458575", "12345675"])
def test_the_rule_for_business_numbers_is_that_of_2023(number: str) -> None:
    assert ubn_adds_up(number)
    assert UBN.odd(number) == ""


def test_a_business_number_that_does_not_add_up_is_odd_and_not_refused() -> None:
    assert UBN.read("10000001") == "10000001"
    assert "10000001" in UBN.odd("10000001")


def test_a_date_in_the_future_is_odd_unless_it_is_expected_there() -> None:
    later = date(2200, 1, 1)
    assert DATE.odd(later)
    assert MONTH.odd(later)
    assert not columns.DateColumn(**NAMES, future=True).odd(later)
    assert not DATE.odd(date(2023, 1, 1))


def test_the_value_is_found_along_the_path_and_none_ends_it() -> None:
    column = Column(name="ubn", label="", field="employer.ubn")
    assert column.lookup == "employer__ubn"
    assert column.value_of(SimpleNamespace(employer=SimpleNamespace(ubn="1"))) == "1"
    assert column.value_of(SimpleNamespace(employer=None)) is None
    with pytest.raises(AttributeError):
        column.value_of(SimpleNamespace(employer=SimpleNamespace()))


def test_a_row_that_stands_for_a_code_is_shown_by_its_words() -> None:
    column = columns.ListedColumn(**NAMES, field="series.code", label_field="series.name", listed=lambda: [("a", "甲")])
    record = SimpleNamespace(series=SimpleNamespace(code="a", name="甲"))
    assert (column.value_of(record), column.shown_of(record), column.words_of(record)) == ("a", "甲", "甲")
    assert column.choices == [("a", "甲")]


def test_numbers_and_dates_are_shown_as_people_read_them() -> None:
    assert INTEGER.show(1234) == "1,234"
    assert DATE.show(date(2023, 3, 29)) == "112.03.29"
    assert MONTH.show(date(2023, 3, 1)) == "112.03"
    assert CODES.show(("unknown",)) == "不明"
    assert DATE.shown_of(SimpleNamespace(x=None)) == "—"


def test_a_score_with_and_without_its_zero_is_one_content() -> None:
    assert repr(SCORE.parse("85")) == repr(SCORE.parse("85.0"))
    assert SCORE.dump(SCORE.parse("100.0")) == "100"
