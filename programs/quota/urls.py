"""Under /quota/; each dataset has a namespace of its own."""

from django.urls import include, path

from laborportal.cases.views import case_urls
from laborportal.datasets.views import dataset_urls
from programs.quota.datasets import MONTHS, QUOTA_PENALTIES, QUOTA_PENALTY_FORM, UNDECIDED
from programs.quota.views.months import MonthView
from programs.quota.views.penalties import (
    PenaltyCreateView,
    PenaltyEditView,
    PenaltyListView,
    PenaltyView,
    UndecidedListView,
)

months = [*dataset_urls(MONTHS, record=MonthView)]
penalties = [
    path("new/", PenaltyCreateView.as_view(dataset=QUOTA_PENALTY_FORM), name="create"),
    path("<int:pk>/edit/", PenaltyEditView.as_view(dataset=QUOTA_PENALTY_FORM), name="edit"),
    path("undecided/", UndecidedListView.as_view(dataset=UNDECIDED), name="undecided"),
    *case_urls(QUOTA_PENALTIES),
    *dataset_urls(QUOTA_PENALTIES, list=PenaltyListView, record=PenaltyView),
]
urlpatterns = [
    path("months/", include((months, MONTHS.namespace))),
    path("penalties/", include((penalties, QUOTA_PENALTIES.namespace))),
]
