from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from programs.outreach.columns import ENTRY_COLUMNS, METRIC_COLUMNS
from programs.outreach.imports import ContestEntryLoader, MediaMetricLoader
from programs.outreach.models import ContestEntry, MediaMetric
from programs.outreach.policies import may_write_outreach
from programs.outreach.queries import sources_of

CONTEST_ENTRIES = register(
    Dataset(
        name="contest_entries",
        label=_("Contest entries"),
        label_one=_("Contest entry"),
        unit=units.ENTRIES,
        model=ContestEntry,
        loader=ContestEntryLoader,
        columns=ENTRY_COLUMNS,
        key=("contest", "year", "entry"),
        year="year",
        year_lookup="year",
        namespace="contest_entries",
        search=("entry_key", "title_key", "school_key"),
        totals=(Total(label=_("Schools"), measure="distinct:school", unit=units.SCHOOLS),),
        order=("-year", "contest", "entry_key", "-pk"),
        related=("unit",),
        may_create=may_write_outreach,
        title=str,
        carried=("contest", "year", "school", "group", "won"),
        lead="entry",
    )
)

MEDIA_METRICS = register(
    Dataset(
        name="media_metrics",
        label=_("Media metrics"),
        label_one=_("Media metric"),
        unit=pgettext_lazy("unit of a count of media metrics", "records"),
        model=MediaMetric,
        loader=MediaMetricLoader,
        columns=METRIC_COLUMNS,
        key=("work", "channel", "metric", "year"),
        year="year",
        year_lookup="year",
        namespace="media_metrics",
        search=("work_key", "source_key"),
        totals=(Total(label=_("Works"), measure="distinct:work", unit=units.EPISODES),),
        order=("-year", "work_key", "channel", "metric", "-pk"),
        related=("unit",),
        may_create=may_write_outreach,
        title=str,
        carried=("work", "channel", "year", "as_of", "source"),
        manual=sources_of,
        as_of_lookup="as_of",
    )
)
