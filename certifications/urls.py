from django.urls import path

from certifications.datasets import APPLICATIONS, PROPOSALS
from certifications.views import ApplicationView
from laborportal.cases.views import case_urls
from laborportal.datasets.views import CreateView, EditView, dataset_urls

app_name = "certifications"

# The form proposes, so its two pages take the place of the general ones.
urlpatterns = [
    path("new/", CreateView.as_view(dataset=PROPOSALS), name="create"),
    path("<int:pk>/edit/", EditView.as_view(dataset=PROPOSALS), name="edit"),
    *case_urls(APPLICATIONS),
    *dataset_urls(APPLICATIONS, record=ApplicationView),
]
