"""Months get what follows from their heads anew when a rule is entered that holds for them.

What follows has no history of its own: it is never typed, and the rules that it follows from have theirs.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q

from laborportal.imports.loading import write_fields
from laborportal.parameters.reading import NoValue, schedule
from programs.quota.models import ASSESSED, QuotaMonth
from programs.quota.rules import Rulebook

BATCH = 2000


def reassess(among: Q | None = None) -> int:
    """How many months came out differently by the rules that are on file now; voided ones are kept right too.

    A month for which no rule is known any more stays as it is.
    """
    book, changed, last = Rulebook.read(), 0, 0
    while True:
        with transaction.atomic():
            waiting = QuotaMonth.objects.filter(among or Q(), pk__gt=last).order_by("pk")
            batch = list(waiting.select_for_update()[:BATCH])
            different = [month for month in batch if _differs(month, book)]
            write_fields(QuotaMonth, different, ASSESSED)
        if not batch:
            return changed
        changed, last = changed + len(different), batch[-1].pk


def reassess_from(code: str, valid_from: date) -> None:
    """The months for which a value decides that was entered or voided; the oldest one also for those before it."""
    periods = schedule(code).periods
    concerned = Q()
    if any(period.valid_from < valid_from for period in periods):
        concerned &= Q(month__gte=valid_from)
    if later := [period.valid_from for period in periods if period.valid_from > valid_from]:
        concerned &= Q(month__lt=min(later))
    reassess(concerned)


def _differs(month: QuotaMonth, book: Rulebook) -> bool:
    before = [getattr(month, name) for name in ASSESSED]
    try:
        month.reckon(book)
    except NoValue:
        return False
    return before != [getattr(month, name) for name in ASSESSED]
