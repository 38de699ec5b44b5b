import datetime
from typing import Any

import factory

from laborportal.accounts.models import Unit
from laborportal.activities.models import Activity, Series


class SeriesFactory(factory.django.DjangoModelFactory[Series]):
    class Meta:
        model = Series
        django_get_or_create = ("code",)

    code = "quota_seminar"
    name = "定額進用座談會"
    name_en = "Quota round table"
    unit: Any = factory.LazyFunction(lambda: Unit.objects.get(code="rehabilitation"))


class ActivityFactory(factory.django.DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    number = factory.Sequence(lambda n: f"112-活-{n:05d}")
    series: Any = factory.SubFactory(SeriesFactory)
    held_on = datetime.date(2023, 3, 29)
    title = factory.Sequence(lambda n: f"足額進用座談會第{n}場")
    attendance = 40
