import datetime

from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from laborportal.accounts.models import Unit
from laborportal.activities.models import Activity, GuidanceVisit, Series, TopicCode, VisitTopic
from tests.factories.employers import EmployerFactory


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series
        django_get_or_create = ("code",)

    code = "gender_advocacy"
    name = "職場平權研習會"
    name_en = "Workplace-equality session"
    unit = LazyFunction(lambda: Unit.objects.get(code="employment_security"))


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    number = Sequence(lambda n: f"112-活-{n:05d}")
    series = SubFactory(SeriesFactory)
    held_on = datetime.date(2023, 3, 29)
    title = Sequence(lambda n: f"職場平權研習會第{n}場")
    attendance = 40


class GuidanceVisitFactory(DjangoModelFactory[GuidanceVisit]):
    class Meta:
        model = GuidanceVisit

    class Params:
        about = TopicCode.REMOTE_WORK

    number = Sequence(lambda n: f"112-訪-{n:05d}")
    topic = LazyAttribute(lambda visit: VisitTopic.objects.get(code=visit.about))
    visited_on = datetime.date(2023, 3, 29)
    employer = SubFactory(EmployerFactory)
