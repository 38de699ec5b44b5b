"""Under /activities/; each dataset has a namespace of its own."""

from django.urls import include, path

from laborportal.activities.datasets import ACTIVITIES, VISITS
from laborportal.activities.views import (
    ActivityListView,
    SeriesFormView,
    SeriesListView,
    TopicFormView,
    TopicListView,
    VisitListView,
)
from laborportal.datasets.views import dataset_urls

activities = [
    path("series/", SeriesListView.as_view(), name="series"),
    path("series/new/", SeriesFormView.as_view(), name="series_create"),
    path("series/<int:pk>/", SeriesFormView.as_view(), name="series_edit"),
    *dataset_urls(ACTIVITIES, list=ActivityListView),
]
visits = [
    path("topics/", TopicListView.as_view(), name="topics"),
    path("topics/<int:pk>/", TopicFormView.as_view(), name="topic_edit"),
    *dataset_urls(VISITS, list=VisitListView),
]
urlpatterns = [
    path("visits/", include((visits, VISITS.namespace))),
    path("", include((activities, ACTIVITIES.namespace))),
]
