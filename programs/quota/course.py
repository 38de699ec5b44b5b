"""How an employer did over the months up to one: as numbers, in words, and as bars of plain SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from laborportal.rocyear.dates import format_month, to_roc
from programs.quota.models import QuotaMonth, month_before

SHOWN = 12
FIRST, STEP, WIDTH = 14, 67, 34
TOP, GROUND = 40, 150


@dataclass(frozen=True, slots=True)
class Point:
    """Of a month without a record only its name is known."""

    month: date
    pk: int | None = None
    required: int | None = None
    counted: int | None = None
    shortage: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Places in pixels: the solid bar is who is employed, the dashed one on top of it who is missing."""

    point: Point
    x: int
    solid: int
    missing: int
    now: bool
    opens_a_year: bool

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def y(self) -> int:
        return GROUND - self.solid

    @property
    def gap_y(self) -> int:
        return self.y - self.missing

    @property
    def gap_height(self) -> int:
        """One pixel is left between the two."""
        return max(self.missing - 1, 1)

    @property
    def label_y(self) -> int:
        return self.gap_y - 6

    @property
    def label(self) -> str:
        if self.point.required is None:
            return _("no record")
        return _("short {number}").format(number=f"{self.point.shortage:,}") if self.point.shortage else ""

    @property
    def month_label(self) -> str:
        return month_in_words(self.point.month)

    @property
    def year_label(self) -> str:
        return _("of {year}").format(year=to_roc(self.point.month.year)) if self.opens_a_year else ""


@dataclass(frozen=True)
class Course:
    """*points* are the twelve months up to the record's, *before* and *after* the months on record beside it."""

    points: Sequence[Point]
    consecutive: int
    before: Point | None
    after: Point | None

    @property
    def bars(self) -> list[Bar]:
        most = max(max(point.required or 0, point.counted or 0) for point in self.points) or 1
        return [
            Bar(
                point,
                FIRST + place * STEP,
                _height(point.counted, most),
                _height(point.shortage, most),
                place == len(self.points) - 1,
                place == 0 or point.month.month == 1,
            )
            for place, point in enumerate(self.points)
        ]

    @property
    def span(self) -> str:
        return _("{first} to {last}").format(
            first=format_month(self.points[0].month), last=format_month(self.points[-1].month)
        )

    @property
    def words(self) -> str:
        """What the bars show, for whoever does not see them."""
        known = [point for point in self.points if point.shortage is not None]
        return _("Short of {first} in {first_month}, of {last} in {last_month}").format(
            first=known[0].shortage,
            first_month=format_month(known[0].month),
            last=known[-1].shortage,
            last_month=format_month(known[-1].month),
        )


def _height(value: int | None, most: int) -> int:
    return round((value or 0) * (GROUND - TOP) / most)


def month_in_words(month: date) -> str:
    return _("month {number}").format(number=month.month)


def course_of(record: QuotaMonth) -> Course:
    """One query for all months of the employer."""
    values = QuotaMonth.objects.standing().filter(employer=record.employer_id).order_by("month")
    rows = values.values_list("month", "pk", "required", "counted", "shortage")
    known = {month: Point(month, *numbers) for month, *numbers in rows}
    earlier = [month for month in known if month < record.month]
    later = [month for month in known if month > record.month]
    return Course(
        points=[known.get(month, Point(month)) for month in _months_up_to(record.month)],
        consecutive=_run(known, record.month),
        before=known[earlier[-1]] if earlier else None,
        after=known[later[0]] if later else None,
    )


def _months_up_to(last: date) -> list[date]:
    months = [last]
    while len(months) < SHOWN:
        months.append(month_before(months[-1]))
    return months[::-1]


def _run(known: dict[date, Point], month: date) -> int:
    """How many months on end up to *month* are on record as short; a gap ends the run."""
    length = 0
    while month in known and known[month].shortage:
        length, month = length + 1, month_before(month)
    return length
