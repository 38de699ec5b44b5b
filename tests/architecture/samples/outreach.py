from tests.architecture.samples.making import pk_of
from tests.factories.outreach import ContestEntryFactory, MediaMetricFactory

entry = pk_of(lambda people: ContestEntryFactory.create())
metric = pk_of(lambda people: MediaMetricFactory.create())

SAMPLES = {
    ("contest_entries:record", ""): entry,
    ("contest_entries:edit", ""): entry,
    ("contest_entries:void", ""): entry,
    ("media_metrics:record", ""): metric,
    ("media_metrics:edit", ""): metric,
    ("media_metrics:void", ""): metric,
}
