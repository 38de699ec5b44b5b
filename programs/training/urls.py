from django.urls import include, path

from laborportal.datasets.views import dataset_urls, form_urls
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

classes = [
    path("<int:pk>/trainees/", RollView.as_view(dataset=CLASSES), name="roll"),
    path("<int:pk>/follow-up/", FollowUpView.as_view(dataset=CLASSES), name="follow_up"),
    *form_urls(CLASS_FORM),
    *dataset_urls(CLASSES, record=ClassView),
]
enrolments = [*form_urls(ENROLMENT_FORM), *dataset_urls(ENROLMENTS, record=EnrolmentView)]
applicants = [
    path("<int:pk>/admit/", AdmitView.as_view(dataset=APPLICANTS), name="admit"),
    *dataset_urls(APPLICANTS, record=ApplicantView),
]
exams = [*form_urls(EXAM_FORM), *dataset_urls(EXAMS, record=ExamView)]
urlpatterns = [
    path("classes/", include((classes, CLASSES.namespace))),
    path("enrolments/", include((enrolments, ENROLMENTS.namespace))),
    path("applicants/", include((applicants, APPLICANTS.namespace))),
    path("exams/", include((exams, EXAMS.namespace))),
    path("services/", include((dataset_urls(SERVICES), SERVICES.namespace))),
]
