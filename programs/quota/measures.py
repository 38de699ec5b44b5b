"""What the tracked employers lost of their shortage, which no sum over their months reaches."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from laborportal.datasets.measures import Measured, NamedMeasure
from laborportal.rocyear.dates import year_bounds
from programs.quota.caveats import lacking_the_last_month
from programs.quota.models import QuotaMonth
from programs.quota.queries import closing_shortage, has_month


def _lost(tracked: QuerySet[Any], year: int) -> Measured:
    """The net: an employer whose shortage grew takes away, one without a month of the year has not changed."""
    first, last = year_bounds(year)
    closing = Coalesce(closing_shortage(first, last), F("shortage"))
    found = (
        tracked.order_by()
        .annotate(closing=closing, closed=has_month(last.replace(day=1)))
        .aggregate(
            members=Count("pk"), lost=Sum(F("shortage") - F("closing")), open=Count("pk", filter=Q(closed=False))
        )
    )
    members, lacking = found["members"], found["open"]
    if not QuotaMonth.objects.standing().filter(month__range=(first, last)).exists():
        return Measured(None, members, members)
    note = lacking_the_last_month(lacking) if lacking else ""
    return Measured(found["lost"] or 0, members, members, note, provisional=lacking > 0)


MEASURES = {
    "shortage_lost": NamedMeasure(
        label=_("by how much their shortage fell in the year"), compute=_lost, columns=("shortage",), decimals=0
    )
}
