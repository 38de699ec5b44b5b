from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.activities.columns import COLUMNS, VISIT_COLUMNS
from laborportal.activities.imports import ActivityLoader, VisitLoader
from laborportal.activities.measures import MEASURES
from laborportal.activities.models import Activity, GuidanceVisit
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition

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
        takes_place=("held_on",),
        carried=("series", "title", "venue"),
    )
)

VISITS = register(
    Dataset(
        name="guidance_visits",
        label=_("Guidance visits"),
        label_one=_("Guidance visit"),
        unit=pgettext_lazy("unit", "employer attendances"),
        model=GuidanceVisit,
        loader=VisitLoader,
        columns=VISIT_COLUMNS,
        key=("number",),
        year="visited_on",
        year_lookup="visited_on",
        namespace="visits",
        conditions=(employer_condition(),),
        search=("number_key", "employer__name_text", "employer__ubn"),
        totals=(Total(label=_("Employers"), measure="distinct:employer", unit=pgettext_lazy("unit", "employers")),),
        order=("-visited_on", "-pk"),
        related=("topic__unit", "employer"),
        title=lambda visit: f"{visit.number} {visit.employer}",
        carried=("topic", "visited_on"),
    )
)
