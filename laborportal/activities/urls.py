"""Under /activities/; each dataset has a namespace of its own."""

from django.urls import include, path

from laborportal.activities.datasets import ACTIVITIES, VISITS
from laborportal.activities.views import ActivityListView, SeriesFormView, SeriesListView
from laborportal.datasets.views import dataset_urls

activities = [
    path("series/", SeriesListView.as_view(), name="series"),
    path("series/new/", SeriesFormView.as_view(), name="series_create"),
    path("series/<int:pk>/", SeriesFormView.as_view(), name="series_edit"),
    *dataset_urls(ACTIVITIES, list=ActivityListView),
]
urlpatterns = [
    path("visits/", include((dataset_urls(VISITS), VISITS.namespace))),
    path("", include((activities, ACTIVITIES.namespace))),
]
