from django.urls import URLPattern, include, path

from laborportal.datasets.declaration import Dataset
from laborportal.datasets.views import CreateView, EditView, dataset_urls
from programs.training.datasets import (
    APPLICANTS,
    CLASS_FORM,
    CLASSES,
    ENROLMENT_FORM,
    ENROLMENTS,
    EXAMS,
    SERVICES,
)


def forms_of(dataset: Dataset) -> list[URLPattern]:
    """Before the general pages, so that they take their place."""
    return [
        path("new/", CreateView.as_view(dataset=dataset), name="create"),
        path("<int:pk>/edit/", EditView.as_view(dataset=dataset), name="edit"),
    ]


classes = [*forms_of(CLASS_FORM), *dataset_urls(CLASSES)]
enrolments = [*forms_of(ENROLMENT_FORM), *dataset_urls(ENROLMENTS)]
urlpatterns = [
    path("classes/", include((classes, CLASSES.namespace))),
    path("enrolments/", include((enrolments, ENROLMENTS.namespace))),
    path("applicants/", include((dataset_urls(APPLICANTS), APPLICANTS.namespace))),
    path("exams/", include((dataset_urls(EXAMS), EXAMS.namespace))),
    path("services/", include((dataset_urls(SERVICES), SERVICES.namespace))),
]
