"""Under /inspections/; each dataset has a namespace of its own."""

from django.urls import include, path

from inspections.datasets import PENALTIES, VIOLATIONS
from inspections.views import PenaltyListView, PenaltyView, ReviewView, ViolationView
from laborportal.datasets.views import dataset_urls

urlpatterns = [
    path(
        "penalties/",
        include((dataset_urls(PENALTIES, list=PenaltyListView, record=PenaltyView), PENALTIES.namespace)),
    ),
    path("violations/", include((dataset_urls(VIOLATIONS, record=ViolationView), VIOLATIONS.namespace))),
    path("review/", include(([path("", ReviewView.as_view(), name="review")], "inspections"))),
]
