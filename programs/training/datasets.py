from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.listing.conditions import Condition
from programs.training.imports.columns import (
    APPLICANT_COLUMNS,
    CLASS_COLUMNS,
    CLASS_FORM_COLUMNS,
    ENROLMENT_COLUMNS,
    EXAM_COLUMNS,
    SERVICE_COLUMNS,
)
from programs.training.imports.loaders import (
    ApplicantLoader,
    ClassFormLoader,
    ClassLoader,
    EnrolmentFormLoader,
    EnrolmentLoader,
    ExamFormLoader,
    ExamLoader,
    ServiceLoader,
)
from programs.training.measures import MEASURES
from programs.training.models import Applicant, CareerService, Enrolment, ExamResult, TrainingClass
from programs.training.queries import keeps_training, to_be_followed_up
from programs.training.states import Kind, Standing, Status

CLASS_KIND = Condition(
    name="class_kind",
    label=_("Kind of class"),
    kind="choice",
    choices=Kind.choices,
    lookup="training_class__kind",
)
FOLLOW_UP = Condition(
    name="follow_up",
    label=_("Follow-up open"),
    kind="yesno",
    where=lambda wanted: to_be_followed_up() if wanted else ~to_be_followed_up(),
    help=_("Ended, and of somebody who completed it nobody knows yet whether there is a job."),
)


def _of_class(record: Any) -> str:
    return f"{record.training_class.code} {record}"


CLASSES = register(
    Dataset(
        name="training_classes",
        label=_("Training classes"),
        label_one=_("Training class"),
        unit=units.CLASSES,
        model=TrainingClass,
        loader=ClassLoader,
        columns=CLASS_COLUMNS,
        key=("code",),
        year="starts_on",
        year_lookup="starts_on",
        namespace="training_classes",
        conditions=(FOLLOW_UP,),
        search=("code_key", "name_key", "provider_key"),
        totals=(Total(label=_("Places"), measure="sum:capacity", unit=units.PERSONS),),
        order=("-starts_on", "code", "-pk"),
        related=("unit",),
        may_create=keeps_training,
        carried=("kind", "starts_on", "ends_on", "capacity", "provider"),
        takes_place=("starts_on", "ends_on"),
    )
)
CLASS_FORM = replace(CLASSES, loader=ClassFormLoader, columns=CLASS_FORM_COLUMNS)

ENROLMENTS = register(
    Dataset(
        name="enrolments",
        label=_("Enrolments"),
        label_one=_("Enrolment"),
        unit=units.PERSONS,
        model=Enrolment,
        loader=EnrolmentLoader,
        columns=ENROLMENT_COLUMNS,
        key=("class", "trainee"),
        year="starts_on",
        year_lookup="training_class__starts_on",
        namespace="enrolments",
        conditions=(CLASS_KIND,),
        search=("trainee_key", "training_class__code_key", "training_class__name_key"),
        measures=MEASURES,
        order=("-training_class__starts_on", "training_class__code", "trainee", "-pk"),
        related=("training_class__unit",),
        may_create=keeps_training,
        title=_of_class,
        carried=("class", "status"),
        lead="trainee",
        marks={
            "status": {
                Status.ENROLLED: "review",
                Status.COMPLETED: "done",
                Status.LEFT: "void",
                Status.EXPELLED: "stop",
                Status.EARLY_EMPLOYED: "done",
            }
        },
    )
)
ENROLMENT_FORM = replace(ENROLMENTS, loader=EnrolmentFormLoader)

APPLICANTS = register(
    Dataset(
        name="training_applicants",
        label=_("Applicants for training"),
        label_one=_("Applicant for training"),
        unit=units.PERSONS,
        model=Applicant,
        loader=ApplicantLoader,
        columns=APPLICANT_COLUMNS,
        key=("class", "applicant"),
        year="starts_on",
        year_lookup="training_class__starts_on",
        namespace="training_applicants",
        conditions=(CLASS_KIND,),
        search=("applicant_key", "training_class__code_key", "training_class__name_key"),
        order=("-training_class__starts_on", "training_class__code", "applied_on", "pk"),
        related=("training_class__unit",),
        may_create=keeps_training,
        title=_of_class,
        carried=("class", "applied_on", "standing"),
        lead="applicant",
        marks={
            "standing": {
                Standing.APPLIED: "draft",
                Standing.WAITING: "review",
                Standing.ADMITTED: "done",
                Standing.NOT_ADMITTED: "void",
                Standing.WITHDRAWN: "void",
            }
        },
    )
)

EXAMS = register(
    Dataset(
        name="exam_results",
        label=_("Examination results"),
        label_one=_("Examination result"),
        unit=units.TRAINEES,
        model=ExamResult,
        loader=ExamLoader,
        columns=EXAM_COLUMNS,
        key=("batch", "trainee", "trade"),
        year="held_on",
        year_lookup="held_on",
        namespace="exam_results",
        search=("batch_key", "trainee_key", "trade_key", "level_key"),
        totals=(Total(label=_("Examination sessions"), measure="distinct:batch", unit=units.BATCHES),),
        order=("-held_on", "batch", "trainee", "-pk"),
        related=("unit",),
        may_create=keeps_training,
        carried=("batch", "held_on", "trade", "level"),
        lead="trainee",
    )
)
EXAM_FORM = replace(EXAMS, loader=ExamFormLoader)

SERVICES = register(
    Dataset(
        name="career_services",
        label=_("Career services"),
        label_one=_("Career service"),
        unit=pgettext_lazy("unit of a count of career services", "records"),
        model=CareerService,
        loader=ServiceLoader,
        columns=SERVICE_COLUMNS,
        key=("number",),
        year="served_on",
        year_lookup="served_on",
        namespace="career_services",
        search=("number_key",),
        totals=(Total(label=_("Persons served"), measure="sum:persons", unit=units.PERSONS),),
        order=("-served_on", "-pk"),
        related=("unit",),
        may_create=keeps_training,
        carried=("kind", "served_on"),
    )
)
