from collections.abc import Mapping
from datetime import date

from factory.declarations import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from laborportal.employers.models import Employer
from programs.quota.models import QuotaMonth
from programs.quota.states import REHABILITATION
from tests.factories.accounts import unit
from tests.factories.employers import EmployerFactory


class QuotaMonthFactory(DjangoModelFactory[QuotaMonth]):
    """Short of 2: 1 of 300 is employed."""

    class Meta:
        model = QuotaMonth

    month = date(2023, 9, 1)
    employer = SubFactory(EmployerFactory)
    unit = LazyFunction(lambda: unit(REHABILITATION))
    sector = Employer.Sector.PRIVATE
    insured = 300
    ordinary = 1


def months(employer: Employer, shortages: Mapping[date, int]) -> list[QuotaMonth]:
    """A month of *employer* for each day, short of that many persons: nobody with a disability is employed."""
    return [
        QuotaMonthFactory.create(employer=employer, month=month, insured=100 * shortage or 50, ordinary=0)
        for month, shortage in shortages.items()
    ]
