import datetime

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from programs.training.models import Applicant, CareerService, EmploymentFinding, Enrolment, ExamResult, TrainingClass
from programs.training.queries import institute
from programs.training.states import Evidence, Kind, Result, Service, Standing, Status


class TrainingClassFactory(DjangoModelFactory[TrainingClass]):
    class Meta:
        model = TrainingClass

    unit = LazyFunction(institute)
    code = Sequence(lambda n: f"112-自-{n + 500}")
    name = Sequence(lambda n: f"室內配線技術班第{n}期")
    kind = Kind.IN_HOUSE
    starts_on = datetime.date(2023, 3, 1)
    ends_on = datetime.date(2023, 6, 30)
    capacity = 30


class EnrolmentFactory(DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    training_class = SubFactory(TrainingClassFactory)
    trainee = Sequence(lambda n: f"T{n:05d}")
    status = Status.COMPLETED


class ApplicantFactory(DjangoModelFactory[Applicant]):
    class Meta:
        model = Applicant

    training_class = SubFactory(TrainingClassFactory)
    applicant = Sequence(lambda n: f"A{n:05d}")
    applied_on = datetime.date(2023, 2, 1)
    standing = Standing.WAITING


class EmploymentFindingFactory(DjangoModelFactory[EmploymentFinding]):
    class Meta:
        model = EmploymentFinding

    enrolment = SubFactory(EnrolmentFactory, employed=True)
    employed = True
    evidence = Evidence.SYSTEM
    found_on = datetime.date(2023, 8, 1)


class ExamResultFactory(DjangoModelFactory[ExamResult]):
    class Meta:
        model = ExamResult

    unit = LazyFunction(institute)
    batch = "112-1"
    held_on = datetime.date(2023, 7, 15)
    trainee = Sequence(lambda n: f"T{n:05d}")
    trade = "室內配線"
    level = "丙級"
    theory = Result.PASS
    practice = Result.PASS


class CareerServiceFactory(DjangoModelFactory[CareerService]):
    class Meta:
        model = CareerService

    unit = LazyFunction(institute)
    number = Sequence(lambda n: f"112-評-{n + 500}")
    kind = Service.ASSESSMENT
    served_on = datetime.date(2023, 5, 5)
    persons = 30
