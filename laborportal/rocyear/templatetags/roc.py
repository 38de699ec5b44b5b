from datetime import date, datetime

from django import template

from laborportal.rocyear import dates

register = template.Library()
MISSING = "—"


@register.filter
def rocdate(value: date | datetime | None) -> str:
    return dates.format_date(value) if value else MISSING


@register.filter
def rocday(value: date | None) -> str:
    return dates.format_day(value) if value else MISSING


@register.filter
def rocdatetime(value: datetime | None) -> str:
    return dates.format_datetime(value) if value else MISSING


@register.filter
def rocmonth(value: date | None) -> str:
    return dates.format_month(value) if value else MISSING
