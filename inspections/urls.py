"""Under /inspections/; each dataset has a namespace of its own."""

from django.urls import URLPattern, include, path

from inspections.accident_views import AccidentListView, AccidentView, KindFormView, KindListView
from inspections.datasets import (
    ACCIDENT_FORM,
    ACCIDENTS,
    CITY_STATISTICS,
    INSPECTION_FORM,
    INSPECTIONS,
    PENALTIES,
    PENALTY_FORM,
    UNDECIDED,
    VIOLATION_FORM,
    VIOLATIONS,
)
from inspections.views import (
    DismissView,
    MendView,
    PenaltyListView,
    PenaltyView,
    ReviewView,
    UndecidedListView,
    ViolationView,
)
from laborportal.cases.views import case_urls
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.views import CreateView, EditView, dataset_urls


def forms_of(dataset: Dataset) -> list[URLPattern]:
    """Before the general pages, so that they take their place."""
    return [
        path("new/", CreateView.as_view(dataset=dataset), name="create"),
        path("<int:pk>/edit/", EditView.as_view(dataset=dataset), name="edit"),
    ]


accidents = [
    path("kinds/", KindListView.as_view(), name="kinds"),
    path("kinds/new/", KindFormView.as_view(), name="kind_create"),
    path("kinds/<int:pk>/", KindFormView.as_view(), name="kind_edit"),
    *forms_of(ACCIDENT_FORM),
    *case_urls(ACCIDENTS),
    *dataset_urls(ACCIDENTS, list=AccidentListView, record=AccidentView),
]
penalties = [
    *forms_of(PENALTY_FORM),
    path("undecided/", UndecidedListView.as_view(dataset=UNDECIDED), name="undecided"),
    *case_urls(PENALTIES),
    *dataset_urls(PENALTIES, list=PenaltyListView, record=PenaltyView),
]
violations = [*forms_of(VIOLATION_FORM), *case_urls(VIOLATIONS), *dataset_urls(VIOLATIONS, record=ViolationView)]
review = [
    path("review/", ReviewView.as_view(), name="review"),
    path("review/<int:pk>/", MendView.as_view(), name="mend"),
    path("review/<int:pk>/dismiss/", DismissView.as_view(), name="dismiss"),
]
inspections = [*review, *forms_of(INSPECTION_FORM), *case_urls(INSPECTIONS), *dataset_urls(INSPECTIONS)]
urlpatterns = [
    path("accidents/", include((accidents, ACCIDENTS.namespace))),
    path("cities/", include((dataset_urls(CITY_STATISTICS), CITY_STATISTICS.namespace))),
    path("penalties/", include((penalties, PENALTIES.namespace))),
    path("violations/", include((violations, VIOLATIONS.namespace))),
    path("", include((inspections, INSPECTIONS.namespace))),
]
