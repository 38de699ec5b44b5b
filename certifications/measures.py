"""What a count of applications does not reach."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from certifications.states import Outcome
from laborportal.datasets.measures import Measured, NamedMeasure


def _awarded(q: Q) -> Mapping[str, Combinable]:
    return {"awarded": Count("pk", filter=q & Q(outcome=Outcome.AWARDED))}


def _number(found: Mapping[str, Any], year: int) -> Measured:
    return Measured(found["awarded"], found["members"], found["members"])


MEASURES = {"awarded": NamedMeasure(label=_("the number of those awarded"), parts=_awarded, finish=_number, decimals=0)}
