import pytest

from laborportal.datasets.measures import Measure, MeasureError, finished, read_measure


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
