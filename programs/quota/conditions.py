"""Conditions of quota months that no column says."""

from datetime import date

from django.db.models import Q, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from laborportal.listing.conditions import Condition
from programs.quota.queries import closing_shortage


def _cleared(month: date) -> Q:
    """Not short in its latest month of that year up to *month*; an employer without one stays as it was."""
    return Q(Exact(closing_shortage(month.replace(month=1), month), Value(0)))


CLEARED_BY = Condition(
    name="cleared_by",
    label=_("No longer short by"),
    kind="month",
    where=_cleared,
    once=True,
    help=_("Not short in its latest month of that year, up to the month that you give."),
)
