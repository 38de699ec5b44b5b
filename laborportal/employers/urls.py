from django.urls import path

from laborportal.datasets.views import dataset_urls
from laborportal.employers.datasets import EMPLOYERS
from laborportal.employers.merge_views import (
    AskView,
    ChooseView,
    MergedView,
    MergeView,
    RequestView,
    SeparateView,
)
from laborportal.employers.views import (
    DuplicatesView,
    EmployerCreateView,
    EmployerEditView,
    EmployerView,
    SearchView,
    part_urls,
)

app_name = "employers"
urlpatterns = [
    path("search/", SearchView.as_view(), name="search"),
    path("duplicates/", DuplicatesView.as_view(), name="duplicates"),
    path("<int:pk>/merge/", ChooseView.as_view(), name="choose_merge"),
    path("<int:pk>/merge/<int:other>/", MergeView.as_view(), name="merge"),
    path("<int:pk>/merge/<int:other>/ask/", AskView.as_view(), name="ask_merge"),
    path("<int:pk>/separate/<int:other>/", SeparateView.as_view(), name="separate"),
    path("merge-requests/<int:pk>/", RequestView.as_view(), name="merge_request"),
    path("merges/<int:pk>/", MergedView.as_view(), name="merged"),
    *part_urls(),
    *dataset_urls(EMPLOYERS, record=EmployerView, create=EmployerCreateView, edit=EmployerEditView),
]
