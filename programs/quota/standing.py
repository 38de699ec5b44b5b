"""What the quota knows of an employer: whether it was short in its latest month, since when, and its open fines."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.employers.standing import Fact, register_facts
from laborportal.rocyear.dates import format_date, format_month
from programs.quota.models import QuotaPenalty
from programs.quota.queries import Run, runs_of_shortage, unpaid_fines

SHORT = "quota_short"
OPEN_FINE = "quota_open_fine"


@register_facts
def shortages(employers: Sequence[int], as_of: date) -> Mapping[int, Sequence[Fact]]:
    return {employer: [_fact(run)] for employer, run in runs_of_shortage(employers, as_of).items()}


def _fact(run: Run) -> Fact:
    words = _("Under the quota in {month}: short of {number}").format(
        month=format_month(run.month), number=f"{run.shortage:,}"
    )
    if run.months > 1:
        words = _("{fact}, {months} months on end").format(fact=words, months=run.months)
    return Fact(kind=SHORT, words=words, url=reverse("quota:record", args=[run.pk]), mark="warn", on=run.month)


@register_facts
def open_fines(employers: Sequence[int], as_of: date) -> Mapping[int, Sequence[Fact]]:
    found: dict[int, list[Fact]] = {}
    for fine in unpaid_fines(employers, as_of):
        found.setdefault(fine.employer_id, []).append(_fine(fine))
    return found


def _fine(fine: QuotaPenalty) -> Fact:
    words = _("Fined NT${amount} under the quota on {day}, not paid").format(
        amount=f"{fine.amount:,}", day=format_date(fine.decided_on)
    )
    url = reverse("quota_penalties:record", args=[fine.pk])
    return Fact(kind=OPEN_FINE, words=words, url=url, mark="stop", on=fine.decided_on)
