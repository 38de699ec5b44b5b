from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from laborportal.datasets import registry
from laborportal.datasets.measures import Measure, MeasureError, finished, read_measure
from laborportal.exports.columns import MonthColumn


@pytest.mark.parametrize(
    ("text", "kind", "subject"),
    [("count", "count", ""), ("distinct:school", "distinct", "school"), ("sum:amount", "sum", "amount")],
)
def test_a_measure_is_read_and_written_alike(text: str, kind: str, subject: str) -> None:
    measure = read_measure(text)
    assert measure == Measure(kind, subject)
    assert str(measure) == text


@pytest.mark.parametrize("text", ["", "count:x", "sum", "sum:", "average:amount", "distinct"])
def test_what_is_no_measure_is_refused(text: str) -> None:
    with pytest.raises(MeasureError):
        read_measure(text)


def test_a_sum_over_no_records_is_zero() -> None:
    assert finished(Measure("sum", "amount"), {"members": 0, "value": None, "known": 0}).value == 0


def test_a_sum_whose_every_value_is_blank_has_no_value() -> None:
    measured = finished(Measure("sum", "amount"), {"members": 3, "value": None, "known": 0})
    assert (measured.value, measured.members, measured.known) == (None, 3, 0)


def test_a_count_is_its_number_of_members() -> None:
    assert finished(Measure("count"), {"members": 7}).value == 7


def test_a_month_in_a_key_is_written_in_the_roc_year() -> None:
    month = MonthColumn(name="month", label="月份")
    dataset = replace(registry.get("activities"), columns=(month, *registry.get("activities").columns), key=("month",))
    assert dataset.key_of(SimpleNamespace(month=date(2023, 12, 1))) == "112-12"
    assert dataset.key_of(SimpleNamespace(month=date(1998, 3, 1))) == "087-03"


def test_a_key_whose_parts_are_not_its_columns_says_them_itself() -> None:
    dataset = replace(registry.get("activities"), key_parts_of=lambda record: ("I1", "", record.position))
    assert dataset.key_of(SimpleNamespace(position="2")) == "I1|2"
