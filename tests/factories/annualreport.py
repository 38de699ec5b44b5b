import datetime

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from laborportal.accounts.models import Unit
from laborportal.annualreport.models import (
    AgencyFinance,
    AgencyStaffing,
    Direction,
    FigureDefinition,
    Objective,
    ReportYear,
    Risk,
    Target,
)
from laborportal.annualreport.states import RiskState


class ReportYearFactory(DjangoModelFactory[ReportYear]):
    class Meta:
        model = ReportYear
        django_get_or_create = ("year",)

    year = 112


class FigureDefinitionFactory(DjangoModelFactory[FigureDefinition]):
    class Meta:
        model = FigureDefinition

    report = SubFactory(ReportYearFactory)
    order = Sequence(lambda n: n + 1)
    code = Sequence(lambda n: f"test.figure_{n}")
    label = Sequence(lambda n: f"第{n}項指標")
    label_en = Sequence(lambda n: f"Figure {n}")
    unit = "場"
    unit_en = "sessions"
    dataset = "activities"
    filter = "year={year}&series=gender_advocacy"
    measure = "sum:sessions"


class ObjectiveFactory(DjangoModelFactory[Objective]):
    class Meta:
        model = Objective

    report = SubFactory(ReportYearFactory)
    order = Sequence(lambda n: n + 1)
    title = Sequence(lambda n: f"第{n}項目標")
    short_title = Sequence(lambda n: f"目標{n}")
    unit = LazyFunction(lambda: Unit.objects.get(code="employment_security"))


class TargetFactory(DjangoModelFactory[Target]):
    class Meta:
        model = Target

    report = SubFactory(ReportYearFactory)
    code = "test.figure"
    value = 10
    direction = Direction.AT_LEAST


class AgencyFinanceFactory(DjangoModelFactory[AgencyFinance]):
    class Meta:
        model = AgencyFinance

    year = Sequence(lambda n: 1 + n % 900)
    budget = 300_000
    final_account = 270_000
    personnel_cost = 180_000


class AgencyStaffingFactory(DjangoModelFactory[AgencyStaffing]):
    class Meta:
        model = AgencyStaffing

    year = Sequence(lambda n: 1 + n % 900)
    officials = 97
    contract = 75
    police = 0
    workers = 7


class RiskFactory(DjangoModelFactory[Risk]):
    class Meta:
        model = Risk

    number = Sequence(lambda n: f"112-風-{n:03d}")
    year = 112
    unit = LazyFunction(lambda: Unit.objects.get(code="inspection_office"))
    description = Sequence(lambda n: f"第{n}項風險")
    likelihood = 2
    impact = 3
    review_on = datetime.date(2023, 6, 30)
    state = RiskState.WATCHED
