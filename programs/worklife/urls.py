"""Under /worklife/; each dataset has a namespace of its own, and so have the self-checks."""

from django.urls import include, path

from laborportal.cases.views import case_urls
from laborportal.datasets.views import dataset_urls, form_urls
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

checks = [
    *form_urls(CHECK_FORM),
    path("<int:pk>/follow-up/", StepFormView.as_view(dataset=CHECKS), name="follow_up"),
    path("<int:pk>/follow-up/<int:step_pk>/", StepFormView.as_view(dataset=CHECKS), name="follow_up_edit"),
    *case_urls(CHECKS),
    *dataset_urls(CHECKS, list=CheckListView, record=CheckView),
]
subsidies = [
    *form_urls(SUBSIDY_FORM),
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
