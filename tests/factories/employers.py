from typing import Any

import factory

from laborportal.employers.models import Employer, EmployerAlias
from laborportal.rocyear.dates import today


class EmployerFactory(factory.django.DjangoModelFactory[Employer]):
    class Meta:
        model = Employer

    ubn = factory.Sequence(lambda n: f"{10_000_004 + 10 * n:08d}")
    name = factory.Sequence(lambda n: f"榕澗營造{n}股份有限公司")
    district = "中山區"
    employees = 186


class EmployerAliasFactory(factory.django.DjangoModelFactory[EmployerAlias]):
    class Meta:
        model = EmployerAlias

    employer: Any = factory.SubFactory(EmployerFactory)
    name = factory.Sequence(lambda n: f"榕澗工程{n}行")
    since: Any = factory.LazyFunction(today)
