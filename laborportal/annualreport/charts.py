"""Bars as plain SVG of a natural size; the table beside them holds the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BAR, STEP, HEIGHT, TOP, BASE = 28, 43, 104, 22, 126
MARGIN = 6
LAST_NARROW = 0x2E7F


@dataclass(frozen=True)
class Point:
    year: int
    value: Decimal
    shown: str


@dataclass(frozen=True)
class Bar:
    """Places in pixels; the label stands above the bar, the year below the axis."""

    x: int
    y: int
    height: int
    label: str
    year: int
    now: bool

    @property
    def middle(self) -> int:
        return self.x + BAR // 2

    @property
    def label_y(self) -> int:
        return self.y - 7


@dataclass(frozen=True)
class Chart:
    bars: Sequence[Bar]
    width: int
    axis: int
    target_y: int | None
    target: str = ""
    bar_width: int = BAR
    height: int = 150


def bar_chart(points: Sequence[Point], now: int, target: Decimal | None = None, words: str = "") -> Chart:
    """*points* in the order of their years; values below 0 are drawn as 0. *words* say what the target is."""
    most = max([point.value for point in points] + ([target] if target is not None else [])) or Decimal(1)
    # A label needs room beside its neighbour's: seven pixels a digit.
    step = max(STEP, max(7 * len(point.shown) + 8 for point in points))
    bars = []
    for place, point in enumerate(points):
        height = _height(point.value, most)
        x = MARGIN + place * step + (step - STEP) // 2
        bars.append(Bar(x, BASE - height, height, point.shown, point.year, point.year == now))
    axis = MARGIN + len(points) * step
    target_y = None if target is None else BASE - _height(target, most)
    beside = MARGIN if target is None else max(54, _length(words) + 2 * MARGIN)
    return Chart(bars, axis + beside, axis, target_y, words)


def _length(words: str) -> int:
    """In pixels: a Chinese character is as wide as it is high."""
    return sum(13 if ord(letter) > LAST_NARROW else 8 for letter in words)


def _height(value: Decimal, most: Decimal) -> int:
    return max(0, round(value * HEIGHT / most))
