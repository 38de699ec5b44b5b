import datetime
from typing import Any

import factory

from inspections.models import Accident, AccidentKind, CityStatistic
from inspections.states import AccidentStatus
from laborportal.accounts.models import Unit, User
from tests.factories.employers import EmployerFactory


class AccidentFactory(factory.django.DjangoModelFactory[Accident]):
    """A fatal fall in construction, confirmed."""

    class Meta:
        model = Accident

    number = factory.Sequence(lambda n: f"112-災-{n:05d}")
    occurred_on = datetime.date(2023, 3, 29)
    employer: Any = factory.SubFactory(EmployerFactory)
    unit: Any = factory.LazyFunction(lambda: Unit.objects.get(code="inspection_office"))
    kind: Any = factory.LazyFunction(lambda: AccidentKind.objects.get(code="fall"))
    industry = "construction"
    public_works = "none"
    deaths = 1
    injuries = 0
    state = AccidentStatus.CONFIRMED


def pending(officer: User | None = None, **fields: Any) -> Accident:
    """As *officer* has entered it, or as a file brought it."""
    made: Accident = AccidentFactory.create(state=AccidentStatus.PENDING, officer=officer, **fields)
    return made


class CityStatisticFactory(factory.django.DjangoModelFactory[CityStatistic]):
    class Meta:
        model = CityStatistic

    year = 112
    city = "臺北市"
    fatalities = 14
    accident_cases = 3525
    average_insured = 3_000_000
    period = "1-11"
    as_of = datetime.date(2024, 1, 31)
    source = "職業災害統計月報"
    unit: Any = factory.LazyFunction(lambda: Unit.objects.get(code="inspection_office"))
