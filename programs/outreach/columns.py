from django.utils.translation import gettext_lazy as _

from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    TextColumn,
    YearColumn,
    YesNoColumn,
)
from programs.outreach.models import NAME_LENGTH, SOURCE_LENGTH, TITLE_LENGTH
from programs.outreach.states import Channel, Contest, Metric

ENTRY_COLUMNS: tuple[Column, ...] = (
    CodeColumn(name="contest", label=_("Contest"), choices=Contest.choices, example="comic"),
    YearColumn(name="year", label=_("Year"), example="112"),
    TextColumn(
        name="entry", label=_("Entry number"), max_length=50, normalised_lookup="entry_key", example="112-漫畫-001"
    ),
    TextColumn(
        name="school", label=_("School"), required=False, max_length=NAME_LENGTH, normalised_lookup="school_key"
    ),
    TextColumn(
        name="group",
        label=_("Group"),
        required=False,
        max_length=NAME_LENGTH,
        normalised_lookup="group_key",
        example="國小中年級組",
    ),
    TextColumn(
        name="title",
        label=_("Title of the work"),
        max_length=TITLE_LENGTH,
        normalised_lookup="title_key",
        example="媽媽的下班時間",
    ),
    YesNoColumn(name="won", label=_("Awarded"), example="是"),
)
METRIC_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="work",
        label=_("Work"),
        max_length=TITLE_LENGTH,
        normalised_lookup="work_key",
        example="勞權十分鐘第1集",
    ),
    CodeColumn(name="channel", label=_("Channel"), choices=Channel.choices, example="facebook"),
    CodeColumn(name="metric", label=_("Metric"), choices=Metric.choices, example="reach"),
    IntegerColumn(name="value", label=_("Value"), example="3,812"),
    YearColumn(name="year", label=_("Year"), example="112", help=_("The year of the report that it counts in.")),
    DateColumn(
        name="as_of",
        label=_("As of"),
        example="113.01.31",
        help=_("The day on which the number was read; it may lie after the year."),
    ),
    TextColumn(
        name="source",
        label=_("Source"),
        max_length=SOURCE_LENGTH,
        normalised_lookup="source_key",
        example="粉絲專頁洞察報告",
        help=_("Where the number was read, so that somebody else could read it there again."),
    ),
)
