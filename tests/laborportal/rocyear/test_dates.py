import re
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from laborportal.rocyear import dates
from laborportal.rocyear.dates import DateError, parse_date, parse_month, parse_year

DAY = date(2023, 3, 29)
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
days = st.dates(min_value=date(1912, 1, 1), max_value=date(2910, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2023-03-29", "2023/3/29", "2023.03.29", "2023年3月29日"),
        *("112-03-29", "112/3/29", "112.03.29", "1120329", "112年3月29日", "112年 3月 29日", "民國112年3月29日"),
        *("１１２／０３／２９", "１１２年３月２９日", "１１２０３２９", " 112-3-29 ", "　112/3/29　"),
    ],
)
def test_each_form_of_the_contract_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize("text", ["098/3/29", "098.03.29", "0980329", "098年3月29日", "2009-03-29"])
def test_years_before_a_hundred_are_written_with_three_digits(text: str) -> None:
    assert parse_date(text) == date(2009, 3, 29)


@pytest.mark.parametrize(
    "text",
    [
        *("10409298", "20230329", "980329", "112032", "98/3/29", "9/3/29", "23-03-29", "98年3月29日"),
        *("112-02-30", "1120230", "2023-02-29", "112/13/1", "112/0/1", "112/1/0", "1120000"),
        *("000/1/1", "0112/3/29", "1911-12-31", "2911-01-01", "10000-01-01", "1000/3/29"),
        *("112-03/29", "112/3", "112", "", "略", "無", "112/3/29 12:00", "-112/3/29", "112/003/29", "②③/1/1"),
        *("29/3/112", "3/29/2023", "112/3/29/1", "١١٢/٣/٢٩"),
    ],
)
def test_impossible_and_ambiguous_dates_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert len(str(refused.value)) > 10


def test_the_long_text_of_a_cell_is_not_repeated_in_full() -> None:
    with pytest.raises(DateError) as refused:
        parse_date("x" * 5000)
    assert len(str(refused.value)) < 200


def oracle(text: str) -> date | None:
    """The contract's forms, read digit by digit and without a look at the code under test."""
    numbers = [int(found) for found in re.findall("[0-9]+", text)]
    if text.isdigit() and len(text) == 7:
        numbers = [int(text[:3]), int(text[3:5]), int(text[5:])]
    year, month, day = numbers
    return date(year if year > 999 else year + 1911, month, day)


@given(days, st.sampled_from(["-", "/", ".", "年月日", ""]), st.booleans(), st.booleans(), st.booleans())
def test_a_day_is_read_whichever_way_it_is_written(
    day: date, mark: str, western: bool, padded: bool, full: bool
) -> None:
    year = f"{day.year:04}" if western and mark else f"{day.year - 1911:03}"
    month, number = (f"{part:02}" if padded or not mark else str(part) for part in (day.month, day.day))
    text = f"{year}年{month}月{number}日" if mark == "年月日" else mark.join([year, month, number])
    assert oracle(text) == day
    assert parse_date(text.translate(FULL_WIDTH) if full else text) == day


@given(st.text(alphabet="0123456789-/.年月日 ", max_size=12))
def test_what_is_accepted_is_a_day_with_these_very_numbers(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert found == oracle(text.strip())


@given(days)
def test_what_is_shown_can_be_typed_again(day: date) -> None:
    assert parse_date(dates.format_date(day)) == day
    assert parse_month(dates.format_month(day)) == day.replace(day=1)
    assert parse_month(dates.iso_month(day)) == day.replace(day=1)


@pytest.mark.parametrize("text", ["112-03", "112/3", "2023-03", "2023/3", "112.03", "112年3月", "１１２－０３"])
def test_a_month_is_its_first_day(text: str) -> None:
    assert parse_month(text) == date(2023, 3, 1)


@pytest.mark.parametrize(
    "text", ["112-13", "112/0", "98/3", "11203", "202303", "112", "112-03-29", "3/112", "x", "", "1000-03", "0000-03"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_month(text)


@pytest.mark.parametrize(("text", "year"), [("112", 112), ("１１２", 112), ("98", 98), ("098", 98), ("999", 999)])
def test_a_year_is_a_roc_year(text: str, year: int) -> None:
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["0", "000", "1000", "2023", "0112", "-112", "112.0", "", "year"])
def test_what_is_no_roc_year_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_year(text)


def test_dates_are_shown_as_the_department_writes_them() -> None:
    assert dates.format_date(DAY) == "112.03.29"
    assert dates.format_month(DAY) == "112.03"
    assert dates.iso_month(DAY) == "2023-03"
    assert dates.format_date(date(2009, 3, 29)) == "098.03.29"


def test_a_time_is_shown_as_it_is_in_taipei() -> None:
    late = datetime(2023, 3, 29, 18, 5, tzinfo=UTC)
    assert dates.format_datetime(late) == "112.03.30 02:05"
    assert dates.format_date(late) == "112.03.30"


def test_a_year_has_its_first_and_last_day() -> None:
    assert dates.year_bounds(112) == (date(2023, 1, 1), date(2023, 12, 31))
    assert dates.to_roc(dates.from_roc(112)) == 112


def test_today_is_the_day_in_taipei(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2023, 12, 31, 16, 0, tzinfo=UTC))
    assert dates.today() == date(2024, 1, 1)


def test_templates_show_dates_and_a_dash_for_none() -> None:
    template = Template("{% load roc %}{{ day|rocdate }} {{ at|rocdatetime }} {{ day|rocmonth }} {{ none|rocdate }}")
    context = Context({"day": DAY, "at": datetime(2023, 3, 29, 6, 5, tzinfo=UTC), "none": None})
    assert template.render(context) == "112.03.29 112.03.29 14:05 112.03 —"
