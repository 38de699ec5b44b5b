"""Under /inspections/; each dataset has a namespace of its own."""

from django.urls import include, path

from inspections.accident_views import AccidentListView, AccidentView, KindFormView, KindListView
from inspections.casework_views import (
    BriefingView,
    ComplaintView,
    InspectionCreateView,
    InspectionEditView,
    InspectionListView,
    InspectionView,
    OriginView,
    PlanListView,
    ProjectView,
    RecheckView,
    StopWorkView,
    TargetView,
    ViolationView,
    case_pages_of,
    pages_of,
)
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
from inspections.datasets.casework import COMPLAINTS, PLANS, PROJECTS, STOP_WORK, TARGETS
from inspections.published_views import DifferencesView
from inspections.views import (
    DismissView,
    MendView,
    PenaltyListView,
    PenaltyView,
    ReviewView,
    UndecidedListView,
)
from laborportal.cases.views import case_urls
from laborportal.datasets.views import dataset_urls, form_urls

accidents = [
    path("kinds/", KindListView.as_view(), name="kinds"),
    path("kinds/new/", KindFormView.as_view(), name="kind_create"),
    path("kinds/<int:pk>/", KindFormView.as_view(), name="kind_edit"),
    *form_urls(ACCIDENT_FORM),
    *case_urls(ACCIDENTS),
    *dataset_urls(ACCIDENTS, list=AccidentListView, record=AccidentView),
]
penalties = [
    *form_urls(PENALTY_FORM),
    path("undecided/", UndecidedListView.as_view(dataset=UNDECIDED), name="undecided"),
    *case_urls(PENALTIES),
    *dataset_urls(PENALTIES, list=PenaltyListView, record=PenaltyView),
]
violations = [*form_urls(VIOLATION_FORM), *case_urls(VIOLATIONS), *dataset_urls(VIOLATIONS, record=ViolationView)]
review = [
    path("review/", ReviewView.as_view(), name="review"),
    path("review/differences/", DifferencesView.as_view(), name="differences"),
    path("review/<int:pk>/", MendView.as_view(), name="mend"),
    path("review/<int:pk>/dismiss/", DismissView.as_view(), name="dismiss"),
]
inspections = [
    *review,
    path("briefing/<int:employer>/", BriefingView.as_view(), name="briefing"),
    path("new/", InspectionCreateView.as_view(dataset=INSPECTION_FORM), name="create"),
    path("<int:pk>/edit/", InspectionEditView.as_view(dataset=INSPECTION_FORM), name="edit"),
    path("<int:pk>/rechecks/", RecheckView.as_view(dataset=INSPECTIONS), name="rechecks"),
    *case_urls(INSPECTIONS),
    *dataset_urls(INSPECTIONS, list=InspectionListView, record=InspectionView),
]
complaints = [
    path("<int:pk>/origin/", OriginView.as_view(dataset=COMPLAINTS), name="origin"),
    *case_pages_of(COMPLAINTS, record=ComplaintView),
]
urlpatterns = [
    path("accidents/", include((accidents, ACCIDENTS.namespace))),
    path("cities/", include((dataset_urls(CITY_STATISTICS), CITY_STATISTICS.namespace))),
    path("complaints/", include((complaints, COMPLAINTS.namespace))),
    path("stop-work/", include((case_pages_of(STOP_WORK, record=StopWorkView), STOP_WORK.namespace))),
    path("projects/", include((pages_of(PROJECTS, record=ProjectView), PROJECTS.namespace))),
    path("targets/", include((pages_of(TARGETS, record=TargetView), TARGETS.namespace))),
    path("plans/", include((pages_of(PLANS, list=PlanListView), PLANS.namespace))),
    path("penalties/", include((penalties, PENALTIES.namespace))),
    path("violations/", include((violations, VIOLATIONS.namespace))),
    path("", include((inspections, INSPECTIONS.namespace))),
]
