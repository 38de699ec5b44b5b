"""Under /quota/; each dataset has a namespace of its own."""

from typing import Any

from django.urls import URLPattern, include, path

from laborportal.cases.views import case_urls
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.views import ROUTES, CreateView, EditView, RecordView, VoidView, dataset_urls
from programs.quota.datasets import MONTHS, QUOTA_PENALTIES, QUOTA_PENALTY_FORM, UNDECIDED
from programs.quota.datasets.casework import JUSTIFICATIONS, LISTS, NOTICES, PAYMENTS
from programs.quota.views.cohorts import CohortsView, CohortView, TakeCohortView
from programs.quota.views.justifications import JustificationListView, JustificationView
from programs.quota.views.months import MonthView
from programs.quota.views.notices import (
    IssueView,
    NoticeListView,
    NoticeView,
    OwnListView,
    PaymentCreateView,
    RunView,
)
from programs.quota.views.penalties import (
    PenaltyCreateView,
    PenaltyEditView,
    PenaltyListView,
    PenaltyView,
    UndecidedListView,
)
from programs.quota.views.publication import (
    DownloadView,
    PrepareView,
    PublishedListListView,
    PublishedListView,
    RowCorrectionView,
    RowRemovalView,
)


def some_urls(dataset: Dataset, **views: Any) -> list[URLPattern]:
    """Those pages of *dataset* that it has; a keyword names a page and its view."""
    return [path(ROUTES[name], view.as_view(dataset=dataset), name=name) for name, view in views.items()]


months = [*dataset_urls(MONTHS, record=MonthView)]
penalties = [
    path("new/", PenaltyCreateView.as_view(dataset=QUOTA_PENALTY_FORM), name="create"),
    path("<int:pk>/edit/", PenaltyEditView.as_view(dataset=QUOTA_PENALTY_FORM), name="edit"),
    path("undecided/", UndecidedListView.as_view(dataset=UNDECIDED), name="undecided"),
    *case_urls(QUOTA_PENALTIES),
    *dataset_urls(QUOTA_PENALTIES, list=PenaltyListView, record=PenaltyView),
]
notices = [
    path("run/", RunView.as_view(), name="run"),
    path("issue/", IssueView.as_view(), name="issue"),
    *case_urls(NOTICES),
    *some_urls(NOTICES, list=NoticeListView, record=NoticeView),
]
payments = [
    path("of-month/<int:pk>/", PaymentCreateView.as_view(), name="create"),
    *some_urls(PAYMENTS, list=OwnListView, record=RecordView, void=VoidView),
]
justifications = [
    *case_urls(JUSTIFICATIONS),
    *some_urls(
        JUSTIFICATIONS,
        list=JustificationListView,
        record=JustificationView,
        create=CreateView,
        edit=EditView,
        void=VoidView,
    ),
]
lists = [
    path("prepare/", PrepareView.as_view(), name="prepare"),
    path("<int:pk>/download/<slug:format>/", DownloadView.as_view(dataset=LISTS), name="download"),
    path("<int:pk>/rows/<int:row>/correct/", RowCorrectionView.as_view(dataset=LISTS), name="correct"),
    path("<int:pk>/rows/<int:row>/remove/", RowRemovalView.as_view(dataset=LISTS), name="remove"),
    *case_urls(LISTS),
    *some_urls(LISTS, list=PublishedListListView, record=PublishedListView, void=VoidView),
]
cohorts = [
    path("", CohortsView.as_view(), name="list"),
    path("<int:year>/", CohortView.as_view(), name="record"),
    path("<int:year>/take/", TakeCohortView.as_view(), name="take"),
]
urlpatterns = [
    path("months/", include((months, MONTHS.namespace))),
    path("penalties/", include((penalties, QUOTA_PENALTIES.namespace))),
    path("notices/", include((notices, NOTICES.namespace))),
    path("payments/", include((payments, PAYMENTS.namespace))),
    path("justifications/", include((justifications, JUSTIFICATIONS.namespace))),
    path("cohort/", include((cohorts, "quota_cohorts"))),
    path("lists/", include((lists, LISTS.namespace))),
]
