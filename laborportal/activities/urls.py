from django.urls import path

from laborportal.activities.datasets import ACTIVITIES
from laborportal.activities.views import ActivityListView, SeriesFormView, SeriesListView
from laborportal.datasets.views import dataset_urls

app_name = "activities"
urlpatterns = [
    path("series/", SeriesListView.as_view(), name="series"),
    path("series/new/", SeriesFormView.as_view(), name="series_create"),
    path("series/<int:pk>/", SeriesFormView.as_view(), name="series_edit"),
    *dataset_urls(ACTIVITIES, list=ActivityListView),
]
