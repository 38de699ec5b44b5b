"""Under /worklife/; each dataset has a namespace of its own, and so have the self-checks."""

from django.urls import URLPattern, include, path

from laborportal.cases.views import case_urls
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.views import CreateView, EditView, dataset_urls
from programs.worklife.datasets import CHECK_FORM, CHECKS, SUBSIDIES, SUBSIDY_FORM
from programs.worklife.selfcheck_views import ChecklistsView, ChecklistView, NewChecklistView, SelfCheckView
from programs.worklife.views import (
    BudgetView,
    CheckListView,
    CheckView,
    StepFormView,
    SubsidyListView,
    SubsidyView,
)


def forms_of(dataset: Dataset) -> list[URLPattern]:
    """Before the general pages, so that they take their place."""
    return [
        path("new/", CreateView.as_view(dataset=dataset), name="create"),
        path("<int:pk>/edit/", EditView.as_view(dataset=dataset), name="edit"),
    ]


checks = [
    *forms_of(CHECK_FORM),
    path("<int:pk>/follow-up/", StepFormView.as_view(dataset=CHECKS), name="follow_up"),
    path("<int:pk>/follow-up/<int:step_pk>/", StepFormView.as_view(dataset=CHECKS), name="follow_up_edit"),
    *case_urls(CHECKS),
    *dataset_urls(CHECKS, list=CheckListView, record=CheckView),
]
subsidies = [
    *forms_of(SUBSIDY_FORM),
    path("budget/", BudgetView.as_view(), name="budget"),
    *case_urls(SUBSIDIES),
    *dataset_urls(SUBSIDIES, list=SubsidyListView, record=SubsidyView),
]
self_checks = [
    path("", ChecklistsView.as_view(), name="versions"),
    path("versions/new/", NewChecklistView.as_view(), name="new_version"),
    path("versions/<int:pk>/", ChecklistView.as_view(), name="version"),
    path("visits/<int:pk>/", SelfCheckView.as_view(), name="visit"),
]
urlpatterns = [
    path("checks/", include((checks, CHECKS.namespace))),
    path("subsidies/", include((subsidies, SUBSIDIES.namespace))),
    path("self-checks/", include((self_checks, "self_checks"))),
]
