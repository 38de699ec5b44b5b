"""What a count of enrolments does not reach."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from laborportal.datasets.measures import Measured, NamedMeasure
from programs.training.states import Status


def _parts(q: Q) -> Mapping[str, Combinable]:
    completed, early = q & Q(status=Status.COMPLETED), q & Q(status=Status.EARLY_EMPLOYED)
    employed = completed & Q(employed=True)
    counted = {
        "completed": completed,
        "employed": employed,
        "early": early,
        "relief": (employed | early) & Q(relief_job=True),
        "unknown": completed & Q(employed__isnull=True),
    }
    return {name: Count("pk", filter=among) for name, among in counted.items()}


def _rate(found: Mapping[str, Any], year: int) -> Measured:
    """In percent: (E + L − R) / (C + L − R). L is in both parts, R in neither; who is not known to work counts in C."""
    outside = found["early"] - found["relief"]
    whole = found["completed"] + outside
    value = Fraction(100 * (found["employed"] + outside), whole) if whole else None
    unknown = found["unknown"]
    note = ngettext(
        "Of {number} trainee who completed a class nobody knows yet whether there is a job.",
        "Of {number} trainees who completed a class nobody knows yet whether there is a job.",
        unknown,
    ).format(number=f"{unknown:,}")
    return Measured(value, found["members"], found["members"] - unknown, note if unknown else "")


MEASURES = {
    "employment_rate": NamedMeasure(
        label=_("Employment rate after training"),
        parts=_parts,
        finish=_rate,
        columns=("status", "employed", "relief_job"),
        decimals=2,
    )
}
