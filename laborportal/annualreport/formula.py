"""Arithmetic between figures: numbers, codes, + - * / and brackets; nothing else can be written."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

Values = Mapping[str, Fraction | None]
CODE = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
TOKEN = re.compile(rf"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<code>{CODE})|(?P<sign>[-+*/()]))")
END = ("end", "")
OPERATIONS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class FormulaError(ValueError):
    """The text is not a formula; the message quotes the place."""


@dataclass(frozen=True)
class Number:
    amount: Fraction


@dataclass(frozen=True)
class Input:
    code: str


@dataclass(frozen=True)
class Operation:
    sign: str
    left: "Node"
    right: "Node"


Node = Number | Input | Operation


def parse(text: str) -> Node:
    """Raises FormulaError."""
    reader = _Reader(text)
    node = reader.sum()
    if reader.sign:
        raise FormulaError(f"unexpected {reader.sign!r} in {text!r}")
    return node


def inputs(node: Node) -> tuple[str, ...]:
    """The codes in the order in which they are written, each once."""
    return tuple(dict.fromkeys(_codes(node)))


def evaluate(node: Node, values: Values) -> Fraction | None:
    """The exact value; none where an input has none, and none for a division by zero."""
    match node:
        case Number(amount):
            return amount
        case Input(code):
            return values[code]
        case Operation(sign, left, right):
            first, second = evaluate(left, values), evaluate(right, values)
            if first is None or second is None or (sign == "/" and second == 0):
                return None
            return OPERATIONS[sign](first, second)


def _codes(node: Node) -> Iterator[str]:
    match node:
        case Input(code):
            yield code
        case Operation(_, left, right):
            yield from _codes(left)
            yield from _codes(right)


class _Reader:
    """Recursive descent over the tokens of one text; `sign` is the token to come, "" at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self._tokens()
        self.ahead = next(self.tokens, END)

    def _tokens(self) -> Iterator[tuple[str, str]]:
        place = 0
        while self.text[place:].strip():
            found = TOKEN.match(self.text, place)
            if not found:
                raise FormulaError(f"cannot read {self.text[place:].strip()!r} in {self.text!r}")
            place = found.end()
            yield str(found.lastgroup), found[str(found.lastgroup)]

    def advance(self) -> tuple[str, str]:
        token = self.ahead
        self.ahead = next(self.tokens, END)
        return token

    @property
    def sign(self) -> str:
        return self.ahead[1]

    def sum(self) -> Node:
        node = self.product()
        while self.sign in ("+", "-"):
            node = Operation(self.advance()[1], node, self.product())
        return node

    def product(self) -> Node:
        node = self.operand()
        while self.sign in ("*", "/"):
            node = Operation(self.advance()[1], node, self.operand())
        return node

    def operand(self) -> Node:
        kind, word = self.advance()
        if kind == "number":
            return Number(Fraction(word))
        if kind == "code":
            return Input(word)
        if word == "-":
            return Operation("-", Number(Fraction(0)), self.operand())
        if word == "(":
            node = self.sum()
            if self.advance()[1] == ")":
                return node
        raise FormulaError(f"something is missing in {self.text!r}")
