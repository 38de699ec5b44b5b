from django.urls import include, path

from laborportal.datasets.views import dataset_urls
from programs.outreach.datasets import CONTEST_ENTRIES, MEDIA_METRICS
from programs.outreach.views import ContestsView

urlpatterns = [
    path("entries/", include((dataset_urls(CONTEST_ENTRIES), CONTEST_ENTRIES.namespace))),
    path("media/", include((dataset_urls(MEDIA_METRICS), MEDIA_METRICS.namespace))),
    path("contests/", ContestsView.as_view(), name="contests"),
]
