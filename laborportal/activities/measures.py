"""Measures of activities that a count or a sum does not reach."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from laborportal.datasets.measures import Measured, NamedMeasure


def share(part: str, whole: str, label: Promise) -> NamedMeasure:
    """100 × sum of *part* / sum of *whole*, each added over all the records that have it."""

    def parts(q: Q) -> Mapping[str, Combinable]:
        both = Q(**{f"{part}__isnull": False, f"{whole}__isnull": False})
        return {"part": Sum(part, filter=q), "whole": Sum(whole, filter=q), "both": Count("pk", filter=q & both)}

    def finish(found: Mapping[str, Any], year: int) -> Measured:
        there = found["part"] is not None and found["whole"]
        value = Fraction(100 * found["part"], found["whole"]) if there else None
        lacking = found["members"] - found["both"]
        note = ngettext(
            "{number} record lacks one of the two numbers.", "{number} records lack one of the two numbers.", lacking
        ).format(number=lacking)
        return Measured(value, found["members"], found["both"], note if lacking else "")

    return NamedMeasure(label=label, parts=parts, finish=finish, columns=(part, whole))


MEASURES = {
    "match_rate": share("matched", "interviewed", _("Match rate")),
    "senior_match_rate": share("matched_45", "interviewed_45", _("Match rate, aged 45 and over")),
}
