from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.parameters import declarations
from laborportal.parameters.declarations import Initial, Parameter, UnknownParameter, register
from laborportal.parameters.initial import ensure_calendar, ensure_values
from laborportal.parameters.models import Holiday, ParameterValue
from laborportal.parameters.reading import schedule, schedules
from laborportal.parameters.writing import enter
from laborportal.workflow.voiding import void

pytestmark = pytest.mark.django_db

# As announced for 108 to 115.
WAGES = {108: 23100, 109: 23800, 110: 24000, 111: 25250, 112: 26400, 113: 27470, 114: 28590, 115: 29500}


def wage(valid_from: date, value: str) -> ParameterValue:
    return ParameterValue(code="basic_wage", valid_from=valid_from, value=Decimal(value), citation="勞動部公告")


@pytest.mark.parametrize(("year", "value"), WAGES.items())
def test_the_wage_of_a_month_is_the_one_of_its_year(year: int, value: int) -> None:
    found = schedule("basic_wage")
    for day in (date(year + 1911, 1, 1), date(year + 1911, 12, 31)):
        dated = found.on(day)
        assert dated is not None
        assert (str(dated.value), dated.valid_from) == (str(value), date(year + 1911, 1, 1))


def test_a_value_holds_to_the_day_before_the_next_one_and_the_last_has_no_end() -> None:
    periods = schedule("basic_wage").periods
    assert [found.valid_until for found in periods[:2]] == [date(2019, 12, 31), date(2020, 12, 31)]
    assert periods[-1].valid_until is None


def test_before_the_first_value_nothing_is_known() -> None:
    assert schedule("basic_wage").on(date(2018, 12, 31)) is None


def test_recomputing_an_old_month_after_a_new_wage_was_entered_gives_the_old_answer(admin: User) -> None:
    days = [date(2023, month, 1) for month in range(1, 13)]
    before = [schedule("basic_wage").on(day) for day in days]
    enter(Act(admin), [wage(date(2027, 1, 1), "30000"), wage(date(2024, 7, 1), "27900")])
    assert [schedule("basic_wage").on(day) for day in days] == before
    assert [
        found.value for day in (date(2024, 6, 1), date(2024, 7, 1)) if (found := schedule("basic_wage").on(day))
    ] == [
        27470,
        27900,
    ]


def test_a_voided_value_counts_no_more_and_the_one_before_holds_on(admin: User) -> None:
    void(ParameterValue.objects.get(code="basic_wage", valid_from=date(2023, 1, 1)), Act(admin, "誤植"))
    found = schedule("basic_wage").on(date(2023, 6, 1))
    assert found is not None
    assert (str(found.value), found.valid_until) == ("25250", date(2023, 12, 31))


def test_two_values_from_the_same_day_are_refused_by_form_and_database(admin: User) -> None:
    with pytest.raises(ValidationError, match="作廢"):
        enter(Act(admin), [wage(date(2023, 1, 1), "26500")])
    with pytest.raises(IntegrityError), transaction.atomic():
        wage(date(2023, 1, 1), "26500").save()


def test_somebody_who_was_faster_is_told_of_like_an_entry_that_stood_before(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    real = ParameterValue.validate_constraints

    def only_the_second_time(entry: ParameterValue, exclude: Any = None) -> None:
        asked.append(True)
        if len(asked) > 1:
            real(entry, exclude)

    monkeypatch.setattr(ParameterValue, "validate_constraints", only_the_second_time)
    with pytest.raises(ValidationError):
        enter(Act(admin), [wage(date(2023, 1, 1), "26500")])


def test_entering_leaves_one_event_without_values(admin: User) -> None:
    enter(Act(admin), [wage(date(2027, 1, 1), "30000")])
    event = Event.objects.get(target_type="parameters.parametervalue")
    assert (event.action, event.changes, event.actor) == ("created", {}, admin)
    assert "116.01.01" in event.target_label


def test_an_unknown_parameter_is_an_error_of_the_program() -> None:
    with pytest.raises(UnknownParameter):
        schedule("basic_hope")


def test_many_schedules_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert len(schedules("basic_wage")["basic_wage"].periods) == len(WAGES)


def test_decimals_are_those_of_the_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    initial = (Initial(valid_from=date(2019, 1, 1), value="0.002", citation="第103條"),)
    rate = Parameter(code="test_rate", label="rate", decimals=3, initial=initial)
    monkeypatch.setitem(declarations._parameters, "test_rate", rate)
    assert register(rate) is rate
    ensure_values()
    found = schedule("test_rate").on(date(2023, 1, 1))
    assert found is not None
    assert str(found.value) == "0.002"


def test_laying_down_again_changes_nothing_and_brings_back_nothing_voided(admin: User) -> None:
    void(ParameterValue.objects.get(code="basic_wage", valid_from=date(2023, 1, 1)), Act(admin, "誤植"))
    void(Holiday.objects.get(day=date(2023, 2, 27)), Act(admin, "誤植"))
    before = list(ParameterValue.objects.values()), list(Holiday.objects.values())
    ensure_values()
    ensure_calendar()
    assert (list(ParameterValue.objects.values()), list(Holiday.objects.values())) == before


def test_a_day_entered_for_a_year_to_come_does_not_keep_its_calendar_out(admin: User) -> None:
    Holiday.objects.filter(day__year=2026).delete()
    Holiday.objects.create(day=date(2026, 7, 1), kind="holiday", name="颱風停止上班", citation="本府公告")
    ensure_calendar()
    assert Holiday.objects.filter(day=date(2026, 10, 9)).exists()
    assert Holiday.objects.get(day=date(2026, 7, 1)).name == "颱風停止上班"


def test_every_value_and_day_names_its_source_and_says_what_it_is() -> None:
    assert not ParameterValue.objects.filter(citation="").exists()
    assert not Holiday.objects.filter(citation="").exists()
    assert str(Holiday.objects.get(day=date(2023, 2, 28))) == "112.02.28 和平紀念日"
    assert str(ParameterValue(code="gone", valid_from=date(2023, 1, 1))).startswith("gone")
    assert schedule("basic_wage").on(date(2023, 1, 1) - timedelta(days=1)) is not None
