from programs.training.states import Status
from tests.architecture.samples.making import People, Sample, pk_of
from tests.factories.training import (
    ApplicantFactory,
    CareerServiceFactory,
    EmploymentFindingFactory,
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


def worked_off(people: People) -> object:
    """A class with somebody in each status, so that its pages have rows."""
    found = TrainingClassFactory.create()
    for status in Status:
        EnrolmentFactory.create(training_class=found, status=status)
    EmploymentFindingFactory.create(enrolment=found.enrolments.get(status=Status.COMPLETED))
    ApplicantFactory.create(training_class=found)
    return found


SAMPLES: dict[tuple[str, str], Sample] = {
    (f"{namespace}:{page}", ""): pk_of(make) for namespace, make in MADE.items() for page in ("record", "edit", "void")
}
SAMPLES |= {(f"training_classes:{page}", ""): pk_of(worked_off) for page in ("record", "roll", "follow_up")}
SAMPLES["training_applicants:admit", "waits, a place is free"] = pk_of(MADE["training_applicants"])
