"""What the quota knows of an employer: whether it was short in its latest month, and for how long."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.employers.standing import Fact, register_facts
from laborportal.rocyear.dates import format_month
from programs.quota.queries import Run, runs_of_shortage

SHORT = "quota_short"


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
