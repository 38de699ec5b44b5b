from tests.architecture.samples.making import Sample, pk_of
from tests.factories.training import (
    ApplicantFactory,
    CareerServiceFactory,
    EnrolmentFactory,
    ExamResultFactory,
    TrainingClassFactory,
)

MADE = {
    "training_classes": lambda people: TrainingClassFactory.create(),
    "enrolments": lambda people: EnrolmentFactory.create(),
    "training_applicants": lambda people: ApplicantFactory.create(),
    "exam_results": lambda people: ExamResultFactory.create(),
    "career_services": lambda people: CareerServiceFactory.create(),
}
SAMPLES: dict[tuple[str, str], Sample] = {
    (f"{namespace}:{page}", ""): pk_of(make) for namespace, make in MADE.items() for page in ("record", "edit", "void")
}
