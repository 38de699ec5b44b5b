"""ROC (民國) dates: read in every form that files and people use, written as the department writes them.

ROC year 1 is 1912. Two-digit years, six digits and eight digits are refused: each can be a slip for something else.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

TAIPEI = ZoneInfo("Asia/Taipei")
OFFSET = 1911
LAST_YEAR = 999
ASCII_FORMS = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
ERA = r"(?:民國|中華民國)?\s*"
DAY_FORMS = (
    re.compile(ERA + r"(?P<year>[0-9]+)\s*(?P<mark>[-/.])\s*(?P<month>[0-9]{1,2})\s*(?P=mark)\s*(?P<day>[0-9]{1,2})"),
    re.compile(ERA + r"(?P<year>[0-9]+)\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日"),
    re.compile(r"(?P<year>[0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
)
MONTH_FORMS = (
    re.compile(ERA + r"(?P<year>[0-9]+)\s*[-/.]\s*(?P<month>[0-9]{1,2})"),
    re.compile(ERA + r"(?P<year>[0-9]+)\s*年\s*(?P<month>[0-9]{1,2})\s*月"),
)
ECHO = 40


class DateError(ValueError):
    """Not a date, month or year; str() is a translated sentence: what is wrong and what to do."""


def ascii_forms(text: str) -> str:
    """Full-width letters, digits, signs and blanks as their ASCII forms, without blanks at the ends."""
    return text.translate(ASCII_FORMS).strip()


def from_roc(year: int) -> int:
    return year + OFFSET


def to_roc(year: int) -> int:
    return year - OFFSET


def parse_date(text: str) -> date:
    """Raises DateError."""
    clean = ascii_forms(text)
    match = next(filter(None, (form.fullmatch(clean) for form in DAY_FORMS)), None)
    if match is None:
        raise DateError(_refusal(clean))
    year = _western_year(match["year"])
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise DateError(
            _("“{value}” does not exist in the calendar: check its month and day.").format(value=clean)
        ) from None


def parse_month(text: str) -> date:
    """The first day of the month; raises DateError."""
    clean = ascii_forms(text)
    match = next(filter(None, (form.fullmatch(clean) for form in MONTH_FORMS)), None)
    if match is None:
        raise DateError(
            _("“{value}” is not a month: write it like 112-03, 112/3 or 2023-03.").format(value=_cut(clean))
        )
    year = _western_year(match["year"])
    if not 1 <= int(match["month"]) <= 12:
        raise DateError(_("“{value}” is not a month: the month must be 1 to 12.").format(value=clean))
    return date(year, int(match["month"]), 1)


def parse_year(text: str) -> int:
    """A ROC year, 1 to 999; raises DateError."""
    clean = ascii_forms(text)
    if not re.fullmatch(r"[0-9]{1,3}", clean) or int(clean) == 0:
        raise DateError(_("“{value}” is not a ROC year: write 112 for 2023.").format(value=_cut(clean)))
    return int(clean)


def _western_year(digits: str) -> int:
    if len(digits) == 3 and int(digits) > 0:
        return from_roc(int(digits))
    if len(digits) == 4 and 1 <= to_roc(int(digits)) <= LAST_YEAR:
        return int(digits)
    if len(digits) < 3:
        raise DateError(
            _("The year “{value}” is ambiguous: write a ROC year with three digits, such as 098 or 112.").format(
                value=digits
            )
        )
    raise DateError(
        _("“{value}” is not a year in use here: write a ROC year such as 112, or a Western year such as 2023.").format(
            value=_cut(digits)
        )
    )


def _refusal(clean: str) -> str:
    if re.fullmatch(r"[0-9]{8}", clean):
        return _(
            "“{value}” has eight digits, so one may be a slip: write 1120329, or 2023-03-29 with separators."
        ).format(value=clean)
    if re.fullmatch(r"[0-9]{6}", clean):
        return _("“{value}” has six digits and is ambiguous: write the ROC year with three, such as 0980329.").format(
            value=clean
        )
    return _("“{value}” is not a date: write it like 112/3/29, 1120329 or 2023-03-29.").format(value=_cut(clean))


def _cut(text: str) -> str:
    return text if len(text) <= ECHO else text[: ECHO - 1] + "…"


def format_date(value: date | datetime) -> str:
    """112.03.29; three digits of year also before ROC 100, so that it can be read back."""
    day = _local(value)
    return f"{to_roc(day.year):03}.{day:%m.%d}"


def format_day(value: date) -> str:
    """112.03.29 (Wed), where the day of the week matters."""
    weekdays = pgettext("day of the week in brackets, from Monday on", "Mon Tue Wed Thu Fri Sat Sun").split()
    return _("{day} ({weekday})").format(day=format_date(value), weekday=weekdays[value.weekday()])


def format_datetime(value: datetime) -> str:
    return f"{format_date(value)} {_local(value):%H:%M}"


def format_month(value: date) -> str:
    return f"{to_roc(value.year):03}.{value:%m}"


def iso_month(value: date) -> str:
    return f"{value:%Y-%m}"


def roc_month(value: date) -> str:
    """As keys and the parameters of figures hold it: 112-12."""
    return f"{to_roc(value.year):03}-{value.month:02}"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(TAIPEI)
    return value


def year_bounds(roc_year: int) -> tuple[date, date]:
    """First and last day of the ROC year, both belonging to it."""
    return date(from_roc(roc_year), 1, 1), date(from_roc(roc_year), 12, 31)


def today() -> date:
    return timezone.now().astimezone(TAIPEI).date()


def years_later(day: date, years: int) -> date:
    """The same day of another year, an earlier one for negative *years*; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
