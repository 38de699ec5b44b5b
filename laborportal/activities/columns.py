from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from laborportal.activities.models import ITEMS, Series, TopicCode
from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, ListedColumn, TextColumn


def series_choices() -> Iterable[tuple[str, str]]:
    return [(series.code, series.label) for series in Series.objects.order_by("unit", "pk")]


def _count(name: str, label: object, shown: bool = False, **more: object) -> IntegerColumn:
    return IntegerColumn(name=name, label=label, required=False, shown=shown, **more)  # type: ignore[arg-type]


COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number", label=_("Activity number"), max_length=50, normalised_lookup="number_key", example="112-活-0001"
    ),
    ListedColumn(
        name="series",
        label=_("Series"),
        field="series.code",
        label_field="series.label",
        listed=series_choices,
        attribute=False,
        example="campus_talk",
    ),
    DateColumn(name="held_on", label=_("Held on"), example="112.03.29"),
    TextColumn(
        name="title",
        label=_("Activity title"),
        max_length=200,
        normalised_lookup="title_key",
        example="勞動權益宣導講座",
    ),
    _count("sessions", _("Sessions"), shown=True, blank=1, example="1", help=_("Left blank it is one session.")),
    _count("attendance", _("Attendance"), shown=True, example="120"),
    TextColumn(
        name="school", label=_("School"), required=False, max_length=100, normalised_lookup="school_key", shown=False
    ),
    TextColumn(
        name="venue", label=_("Venue"), required=False, max_length=200, normalised_lookup="venue_key", shown=False
    ),
    _count("films", _("Films shown")),
    _count("interviewed", _("Interviewed")),
    _count("matched", _("Matched")),
    _count("interviewed_45", _("Interviewed, aged 45 and over")),
    _count("matched_45", _("Matched, aged 45 and over")),
)

VISIT_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number", label=_("Visit number"), max_length=50, normalised_lookup="number_key", example="112-訪-0001"
    ),
    CodeColumn(
        name="topic",
        label=_("Topic"),
        choices=TopicCode.choices,
        field="topic.code",
        attribute=False,
        example="remote_work",
    ),
    DateColumn(name="visited_on", label=_("Visited on"), example="112.03.29"),
    *employer_columns(),
    IntegerColumn(
        name="items_met",
        label=_("Self-check items met"),
        required=False,
        maximum=ITEMS,
        example="18",
        help=_("Of the 25 items of the self-check; only visits about remote work have it."),
    ),
)
