from typing import ClassVar

from django.utils.translation import gettext as _

from laborportal.activities.columns import COLUMNS, VISIT_COLUMNS
from laborportal.activities.models import Activity, GuidanceVisit, Series, TopicCode, VisitTopic
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import Column
from laborportal.imports.loading import Loader
from laborportal.imports.references import ForeignKeyReference, ListedReference, Reference
from laborportal.imports.rows import Row

RATED = (("interviewed", "matched"), ("interviewed_45", "matched_45"))


class ActivityLoader(Loader[Activity]):
    model = Activity
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    key = ("number",)
    related = ("series__unit",)

    def make_references(self) -> tuple[Reference, ...]:
        unknown = _("“{value}” is no series of activities. There are: {names}.")
        return (ListedReference("series", among=Series.objects.select_related("unit"), unknown=unknown),)

    def check(self, row: Row) -> None:
        for whole, part in RATED:
            interviewed, matched = row.get(whole), row.get(part)
            if interviewed is not None and matched is not None and matched > interviewed:
                row.error(
                    part,
                    _("{matched} matched of {interviewed} interviewed: correct one of the two.").format(
                        matched=matched, interviewed=interviewed
                    ),
                )


class VisitLoader(Loader[GuidanceVisit]):
    model = GuidanceVisit
    columns: ClassVar[tuple[Column, ...]] = VISIT_COLUMNS
    key = ("number",)
    related = ("topic__unit", "employer")

    def make_references(self) -> tuple[Reference, ...]:
        topics = VisitTopic.objects.select_related("unit")
        topic = ForeignKeyReference("topic", model=VisitTopic, by="code", among=topics)
        return (topic, EmployerReference(sector_column=""))

    def check(self, row: Row) -> None:
        topic = row.links.get("topic")
        if topic and topic.code != TopicCode.REMOTE_WORK and row.get("items_met") is not None:
            row.warn("items_met", _("Only a visit about remote work has a self-check: check the topic or the number."))
