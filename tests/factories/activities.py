import datetime
from typing import Any

import factory

from laborportal.accounts.models import Unit
from laborportal.activities.models import Activity, Series


class SeriesFactory(factory.django.DjangoModelFactory[Series]):
    class Meta:
        model = Series
        django_get_or_create = ("code",)

    code = "gender_advocacy"
    name = "職場平權研習會"
    name_en = "Workplace-equality session"
    unit: Any = factory.LazyFunction(lambda: Unit.objects.get(code="employment_security"))


class ActivityFactory(factory.django.DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    number = factory.Sequence(lambda n: f"112-活-{n:05d}")
    series: Any = factory.SubFactory(SeriesFactory)
    held_on = datetime.date(2023, 3, 29)
    title = factory.Sequence(lambda n: f"職場平權研習會第{n}場")
    attendance = 40
