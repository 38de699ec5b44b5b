from django.urls import URLPattern, include, path

from laborportal.datasets.declaration import Dataset
from laborportal.datasets.views import CreateView, EditView, dataset_urls
from programs.training.datasets import (
    APPLICANTS,
    CLASS_FORM,
    CLASSES,
    ENROLMENT_FORM,
    ENROLMENTS,
    EXAM_FORM,
    EXAMS,
    SERVICES,
)
from programs.training.views import (
    AdmitView,
    ApplicantView,
    ClassView,
    EnrolmentView,
    ExamView,
    FollowUpView,
    RollView,
)


def forms_of(dataset: Dataset) -> list[URLPattern]:
    """Before the general pages, so that they take their place."""
    return [
        path("new/", CreateView.as_view(dataset=dataset), name="create"),
        path("<int:pk>/edit/", EditView.as_view(dataset=dataset), name="edit"),
    ]


classes = [
    path("<int:pk>/trainees/", RollView.as_view(dataset=CLASSES), name="roll"),
    path("<int:pk>/follow-up/", FollowUpView.as_view(dataset=CLASSES), name="follow_up"),
    *forms_of(CLASS_FORM),
    *dataset_urls(CLASSES, record=ClassView),
]
enrolments = [*forms_of(ENROLMENT_FORM), *dataset_urls(ENROLMENTS, record=EnrolmentView)]
applicants = [
    path("<int:pk>/admit/", AdmitView.as_view(dataset=APPLICANTS), name="admit"),
    *dataset_urls(APPLICANTS, record=ApplicantView),
]
exams = [*forms_of(EXAM_FORM), *dataset_urls(EXAMS, record=ExamView)]
urlpatterns = [
    path("classes/", include((classes, CLASSES.namespace))),
    path("enrolments/", include((enrolments, ENROLMENTS.namespace))),
    path("applicants/", include((applicants, APPLICANTS.namespace))),
    path("exams/", include((exams, EXAMS.namespace))),
    path("services/", include((dataset_urls(SERVICES), SERVICES.namespace))),
]
