from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.activities.columns import COLUMNS
from laborportal.activities.imports import ActivityLoader
from laborportal.activities.measures import MEASURES
from laborportal.activities.models import Activity
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register

ACTIVITIES = register(
    Dataset(
        name="activities",
        label=_("Activities"),
        label_one=_("Activity"),
        unit=pgettext_lazy("unit of a count of activities", "records"),
        model=Activity,
        loader=ActivityLoader,
        columns=COLUMNS,
        key=("number",),
        year="held_on",
        year_lookup="held_on",
        namespace="activities",
        search=("number_key", "title_key", "school_key", "venue_key"),
        measures=MEASURES,
        totals=(
            Total(label=_("Sessions"), measure="sum:sessions", unit=pgettext_lazy("unit", "sessions")),
            Total(label=_("Attendance"), measure="sum:attendance", unit=pgettext_lazy("unit", "attendances")),
        ),
        order=("-held_on", "-pk"),
        related=("series__unit",),
        title=lambda activity: activity.title,
        carried=("series", "title", "venue"),
    )
)
