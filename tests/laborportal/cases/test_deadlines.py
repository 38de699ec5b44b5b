"""Deadlines worked out by hand with the printed office calendars of 109 to 115 (行政程序法 §48)."""

from datetime import date

import pytest

from laborportal.cases.deadlines import Deadline, Term, deadlines
from laborportal.parameters.models import Holiday

D = date


def days(length: int, **more: bool) -> Term:
    return Term(length=length, unit="days", source="勞動檢查法施行細則第21條", **more)


def months(length: int, **more: bool) -> Term:
    return Term(length=length, unit="months", source="訴願法第14條", **more)


def weeks(length: int, **more: bool) -> Term:
    return Term(length=length, unit="weeks", source="試算", **more)


def years(length: int, **more: bool) -> Term:
    return Term(length=length, unit="years", source="行政罰法第27條", **more)


def end(term: Term, served: date | None) -> Deadline:
    return deadlines([(term, served)])[0]


# Term, served on, last day, whether it ends there at noon.
BY_HAND = [
    # An ordinary Tuesday to an ordinary Friday.
    (days(10), D(2023, 3, 14), D(2023, 3, 24), False),
    # A last day on a Saturday: Monday morning.
    (days(10), D(2023, 3, 8), D(2023, 3, 20), True),
    # A last day on a Sunday: Monday, the whole day.
    (days(10), D(2023, 3, 9), D(2023, 3, 20), False),
    # Sunday 25 December 2022, when the 25th was no holiday yet.
    (days(10), D(2022, 12, 15), D(2022, 12, 26), False),
    # Make-up workdays on a Saturday: offices are open, the term ends that day.
    (days(10), D(2023, 2, 8), D(2023, 2, 18), False),
    (days(10), D(2023, 3, 15), D(2023, 3, 25), False),
    (days(10), D(2024, 2, 7), D(2024, 2, 17), False),
    (days(30), D(2025, 1, 9), D(2025, 2, 8), False),
    # The Sunday after a make-up Saturday moves to Monday.
    (days(10), D(2023, 2, 9), D(2023, 2, 20), False),
    # Saturday 25 February 2023: the Monday after it is a day off, too, so is the 28th; 1 March, the whole day.
    (days(10), D(2023, 2, 15), D(2023, 3, 1), False),
    # New Year 2023: Sunday 1 January and its substitute, Monday the 2nd.
    (days(10), D(2022, 12, 22), D(2023, 1, 3), False),
    # Saturday 31 December 2022: the Monday after it is a substitute holiday; Tuesday.
    (days(10), D(2022, 12, 21), D(2023, 1, 3), False),
    # Lunar New Year 2023, 20 to 29 January: Monday the 30th.
    (days(10), D(2023, 1, 10), D(2023, 1, 30), False),
    (days(10), D(2023, 1, 17), D(2023, 1, 30), False),
    # Its last Saturday, the 28th, is a plain one: Monday morning.
    (days(10), D(2023, 1, 18), D(2023, 1, 30), True),
    # The last of nine days off in 2026, Sunday 22 February.
    (days(10), D(2026, 2, 4), D(2026, 2, 23), False),
    # National Day 2026 is a Saturday with its substitute on Friday: Monday, the whole day.
    (days(10), D(2026, 9, 29), D(2026, 10, 12), False),
    (days(10), D(2026, 9, 30), D(2026, 10, 12), False),
    # Mid-Autumn and Teachers' Day 2026: Friday 25 to Monday 28 September, a plain Saturday and Sunday between.
    (days(10), D(2026, 9, 15), D(2026, 9, 29), False),
    (days(10), D(2026, 9, 16), D(2026, 9, 29), False),
    # 9 and 10 October 2023, Monday and Tuesday; Saturday 7 October moves past both.
    (days(10), D(2023, 9, 27), D(2023, 10, 11), False),
    # Restoration Day 2025 fell on a Saturday: 24 October is its substitute.
    (days(10), D(2025, 10, 14), D(2025, 10, 27), False),
    # Labour Day is a day off for offices since 2026 only.
    (days(10), D(2025, 4, 21), D(2025, 5, 1), False),
    (days(10), D(2026, 4, 21), D(2026, 5, 4), False),
    # Weeks: the day before the weekday on which it began.
    (weeks(2), D(2023, 3, 14), D(2023, 3, 28), False),
    (weeks(1), D(2023, 3, 11), D(2023, 3, 20), True),
    # Months: the day before the corresponding one.
    (months(1), D(2023, 3, 14), D(2023, 4, 14), False),
    # Counted from the first of a month: the whole month.
    (months(1), D(2023, 5, 31), D(2023, 6, 30), False),
    # No 30 February: its last day, the 28th, is a holiday in 2023, the 29th a Thursday in 2024.
    (months(1), D(2023, 1, 29), D(2023, 3, 1), False),
    (months(1), D(2024, 1, 30), D(2024, 2, 29), False),
    # From 31 March: no 31 April, so Sunday 30 April; Monday 1 May was a working day of offices in 2023.
    (months(1), D(2023, 3, 30), D(2023, 5, 1), False),
    # Over the end of a year, from 31 December: no 31 February.
    (months(2), D(2020, 12, 30), D(2021, 3, 2), False),
    (months(3), D(2023, 9, 30), D(2024, 1, 2), False),
    # Years; from 29 February: no such day in 2021, and 28 February is a Sunday with a substitute on Monday.
    (years(1), D(2020, 2, 28), D(2021, 3, 2), False),
    (years(3), D(2021, 3, 15), D(2024, 3, 15), False),
    # Burdens: the first day counts, and a last day that is a rest day counts too.
    (days(10, burden=True), D(2023, 3, 14), D(2023, 3, 23), False),
    (days(10, burden=True), D(2023, 3, 9), D(2023, 3, 18), False),
    (days(10, burden=True), D(2023, 3, 10), D(2023, 3, 19), False),
    (days(10, burden=True), D(2023, 1, 14), D(2023, 1, 23), False),
    (months(1, burden=True), D(2023, 1, 29), D(2023, 2, 28), False),
    (months(1, burden=True), D(2023, 1, 31), D(2023, 2, 28), False),
    (months(1, burden=True), D(2023, 3, 1), D(2023, 3, 31), False),
    (weeks(1, burden=True), D(2023, 3, 12), D(2023, 3, 18), False),
    (years(1, burden=True), D(2022, 12, 31), D(2023, 12, 30), False),
    # A burden within which the person has to do something: counting by (2) and (4) favours the person.
    (days(10, burden=True, later_favours=True), D(2023, 3, 14), D(2023, 3, 24), False),
    (days(10, burden=True, later_favours=True), D(2023, 3, 8), D(2023, 3, 20), True),
    (days(10, burden=True, later_favours=True), D(2023, 3, 9), D(2023, 3, 20), False),
]


@pytest.mark.parametrize(("term", "served", "last_day", "until_noon"), BY_HAND)
@pytest.mark.django_db
def test_a_last_day_on_a_sunday_or_holiday_moves_to_the_next_working_day_and_on_a_saturday_to_monday_morning(
    term: Term, served: date, last_day: date, until_noon: bool
) -> None:
    found = end(term, served)
    assert (found.last_day, found.until_noon) == (last_day, until_noon)


@pytest.mark.django_db
def test_without_a_date_of_service_nothing_has_started_and_nothing_is_overdue() -> None:
    found = end(days(10), None)
    assert (found.started, found.last_day, found.days_late) == (False, None, 0)
    assert not found.overdue(date(2999, 1, 1))
    assert found.steps == ("卷內沒有送達日期，期限尚未起算。",)


@pytest.mark.django_db
def test_a_deadline_is_overdue_from_the_day_after_its_last_one() -> None:
    found = end(days(10), date(2023, 3, 14))
    assert not found.overdue(date(2023, 3, 24))
    assert found.overdue(date(2023, 3, 25))
    assert found.days_late > 900


@pytest.mark.django_db
def test_the_arithmetic_of_a_saturday_is_told_step_by_step() -> None:
    assert end(days(10), date(2023, 3, 8)).steps == (
        "112.03.08（三）送達，始日不計算在內（行政程序法第48條第2項），自112.03.09（四）起算。",
        "自該日起10日，至112.03.18（六）屆滿。",
        "末日為星期六，以次星期一112.03.20（一）上午為期間末日（第48條第4項）。",
    )


@pytest.mark.django_db
def test_the_arithmetic_of_a_long_weekend_names_its_days() -> None:
    assert end(days(10), date(2023, 9, 28)).steps[-1] == (
        "112.10.08 星期日、112.10.09 調整放假、112.10.10 國慶日：以次一上班日112.10.11（三）為期間末日（第48條第4項）。"
    )


@pytest.mark.django_db
def test_a_burden_says_that_its_first_day_and_a_last_day_of_rest_count() -> None:
    assert end(days(10, burden=True), date(2023, 3, 10)).steps == (
        "112.03.10（五）送達；不利處分之期間，始日不計時刻以一日論（行政程序法第48條第5項）。",
        "自該日起10日，至112.03.19（日）屆滿。",
        "112.03.19 星期日：不利處分之期間，末日為休息日者照計（第48條第5項）。",
    )
    assert "對人民有利" in end(days(10, burden=True, later_favours=True), date(2023, 3, 10)).steps[0]


@pytest.mark.django_db
def test_a_month_without_a_corresponding_day_says_so() -> None:
    assert "112.02無相當日" in end(months(1), date(2023, 1, 30)).steps[1]
    assert "相當日之前一日" in end(months(1), date(2023, 3, 14)).steps[1]


@pytest.mark.django_db
def test_a_make_up_workday_is_named_as_the_reason_to_stay() -> None:
    assert end(days(10), date(2023, 2, 8)).steps[-1] == "112.02.18（六）為補行上班日，不順延。"


@pytest.mark.django_db
def test_a_year_whose_calendar_is_not_known_is_said_in_words() -> None:
    assert "尚未登錄118年之辦公日曆表" in end(days(10), date(2028, 12, 25)).steps[-1]
    assert not any("尚未登錄" in step for step in end(days(10), date(2023, 3, 14)).steps)


@pytest.mark.django_db
def test_a_day_off_that_was_entered_later_moves_the_last_day() -> None:
    served = date(2024, 7, 14)
    assert end(days(10), served).last_day == date(2024, 7, 24)
    Holiday.objects.create(day=date(2024, 7, 24), kind="holiday", name="凱米颱風停止上班", citation="本府公告")
    Holiday.objects.create(day=date(2024, 7, 25), kind="holiday", name="凱米颱風停止上班", citation="本府公告")
    assert end(days(10), served).last_day == date(2024, 7, 26)


@pytest.mark.django_db
def test_many_deadlines_cost_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        deadlines([(days(10), date(2019, 1, 2)), (months(2), date(2026, 11, 2)), (days(3), None)])
    with django_assert_num_queries(0):  # type: ignore[operator]
        deadlines([(days(3), None)])
