from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborportal.annualreport.formula import FormulaError, evaluate, inputs, parse

VALUES = {"a.b": Fraction(7), "a.c": Fraction(2), "a.none": None, "a.zero": Fraction(0)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b", 7),
        ("a.b + a.c * 3", 13),
        ("(a.b + a.c) * 3", 27),
        ("a.b - a.c - 1", 4),
        ("100 * a.c / a.b", Fraction(200, 7)),
        ("-a.b + 1.5", Fraction(-11, 2)),
        ("8 / 2 / 2", 2),
    ],
)
def test_a_formula_is_reckoned_exactly_in_the_usual_order(text: str, value: Fraction) -> None:
    assert evaluate(parse(text), VALUES) == value


@pytest.mark.parametrize("text", ["a.none", "a.b + a.none", "a.none * 0", "1 / a.zero", "a.none / a.zero"])
def test_a_missing_input_and_a_division_by_zero_give_no_value(text: str) -> None:
    assert evaluate(parse(text), VALUES) is None


@pytest.mark.parametrize(
    "text", ["", "a.b +", "(a.b", "a.b)", "a", "1 2", "f(a.b)", "2 ** 3", "a.b; a.c", "__import__('os')", "a.b.real()"]
)
def test_whatever_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text)


def test_inputs_come_in_the_order_of_the_text_and_once() -> None:
    assert inputs(parse("a.c / (a.b + a.c)")) == ("a.c", "a.b")


numbers = st.integers(0, 999).map(str)
expressions = st.recursive(
    numbers, lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({' '.join(parts)})")
)


@given(expressions)
def test_it_agrees_with_python_on_whole_numbers(text: str) -> None:
    assert evaluate(parse(text), {}) == eval(text)
