"""Which unit keeps the visits of a topic: what every installation starts with."""

from typing import Any

from django.db import connections

from laborportal.accounts.models import Unit
from laborportal.activities.models import TopicCode, VisitTopic

UNIT_OF = {
    TopicCode.REMOTE_WORK: "labour_standards",
    TopicCode.FACILITIES: "employment_security",
    TopicCode.QUOTA: "rehabilitation",
    TopicCode.AGE: "employment_service",
    TopicCode.SAFETY: "occupational_safety",
}


def ensure_topics(using: str = "default", **kwargs: Any) -> None:
    """After every migration and flush; a topic that exists keeps its unit."""
    tables = connections[using].introspection.table_names()
    if VisitTopic._meta.db_table not in tables or Unit._meta.db_table not in tables:
        return
    units = dict(Unit.objects.using(using).values_list("code", "pk"))
    VisitTopic.objects.using(using).bulk_create(
        (VisitTopic(code=code, unit_id=units[unit]) for code, unit in UNIT_OF.items() if unit in units),
        ignore_conflicts=True,
    )
