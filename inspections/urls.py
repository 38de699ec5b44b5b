"""Under /inspections/; each dataset has a namespace of its own."""

from django.urls import include, path

from inspections.datasets import PENALTIES, VIOLATIONS
from inspections.views import DismissView, MendView, PenaltyListView, PenaltyView, ReviewView, ViolationView
from laborportal.datasets.views import dataset_urls

review = [
    path("", ReviewView.as_view(), name="review"),
    path("<int:pk>/", MendView.as_view(), name="mend"),
    path("<int:pk>/dismiss/", DismissView.as_view(), name="dismiss"),
]
urlpatterns = [
    path(
        "penalties/",
        include((dataset_urls(PENALTIES, list=PenaltyListView, record=PenaltyView), PENALTIES.namespace)),
    ),
    path("violations/", include((dataset_urls(VIOLATIONS, record=ViolationView), VIOLATIONS.namespace))),
    path("review/", include((review, "inspections"))),
]
