import datetime
from typing import Any

import factory

from inspections.models import (
    Complaint,
    Inspection,
    InspectionPenalty,
    InspectionPenaltyEntry,
    PlanLine,
    Project,
    ProjectTarget,
    StopWorkOrder,
    Violation,
)
from inspections.procedure.stopwork import CONFIRM_ORDER, SUBMIT_ORDER
from inspections.states import Correction, InspectionState
from inspections.transitions import SUBMIT
from laborportal.accounts.models import Unit, User
from laborportal.audit.recording import Act
from laborportal.penalties.ledger import Kind
from laborportal.penalties.states import State
from laborportal.workflow.performing import perform
from tests.factories.employers import EmployerFactory


class InspectionPenaltyEntryFactory(factory.django.DjangoModelFactory[InspectionPenaltyEntry]):
    class Meta:
        model = InspectionPenaltyEntry

    kind = Kind.DECIDED


class InspectionPenaltyFactory(factory.django.DjangoModelFactory[InspectionPenalty]):
    """A decided penalty with the first line of its ledger."""

    class Meta:
        model = InspectionPenalty
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"北市勞動字第112{n:06d}11號")
    employer: Any = factory.SubFactory(EmployerFactory)
    unit: Any = factory.LazyFunction(lambda: Unit.objects.get(code="labour_conditions"))
    decided_on = datetime.date(2023, 3, 29)
    announced_on = datetime.date(2023, 5, 5)
    articles = "勞動基準法第24條第1項"
    act = "labour_standards"
    amount = 20_000
    state = State.DECIDED

    ledger: Any = factory.RelatedFactory(
        InspectionPenaltyEntryFactory,
        factory_related_name="penalty",
        on=factory.SelfAttribute("penalty.decided_on"),
        amount=factory.SelfAttribute("penalty.amount"),
    )


def draft(officer: User, **fields: Any) -> InspectionPenalty:
    """As *officer* has entered it."""
    heard = {"heard_on": datetime.date(2023, 3, 15), **fields}
    made: InspectionPenalty = InspectionPenaltyFactory.create(state=State.DRAFT, officer=officer, **heard)
    return made


def in_review(officer: User, *, submitted_by: User | None = None, **fields: Any) -> InspectionPenalty:
    """Submitted by *officer*, or by whoever is named."""
    made = draft(officer, **fields)
    return perform(made, SUBMIT, act=Act(submitted_by or officer), seen_state=made.state, seen_version=made.version)


class ViolationFactory(factory.django.DjangoModelFactory[Violation]):
    class Meta:
        model = Violation

    penalty: Any = factory.SubFactory(InspectionPenaltyFactory)
    position = factory.Sequence(lambda n: n + 1)
    statute = "勞動基準法"
    article = "24"
    paragraph = "1"
    text = "勞動基準法第24條第1項"
    description = "延長工作時間未依規定加給工資"


def office() -> Unit:
    return Unit.objects.get(code="inspection_office")


class InspectionFactory(factory.django.DjangoModelFactory[Inspection]):
    """One that found something, and came in by a file."""

    class Meta:
        model = Inspection

    number = factory.Sequence(lambda n: f"112-檢-{n:05d}")
    employer: Any = factory.SubFactory(EmployerFactory)
    unit: Any = factory.LazyFunction(office)
    kind = "general"
    inspected_on = datetime.date(2023, 3, 1)
    industry = "construction"
    result = "violation"
    stop_work = False
    state = InspectionState.RECORDED


class FoundViolationFactory(factory.django.DjangoModelFactory[Violation]):
    """Found by an inspection, and not corrected yet."""

    class Meta:
        model = Violation

    inspection: Any = factory.SubFactory(InspectionFactory)
    position = factory.Sequence(lambda n: n + 1)
    state = Correction.OPEN
    statute = "職業安全衛生法"
    article = "6"
    paragraph = "1"
    description = "有墜落危險之處所未設防護設備"


class StopWorkOrderFactory(factory.django.DjangoModelFactory[StopWorkOrder]):
    class Meta:
        model = StopWorkOrder

    number = factory.Sequence(lambda n: f"112-停工-{n:03d}")
    inspection: Any = factory.SubFactory(InspectionFactory)
    ground = "28"
    danger = "fall"
    scope = "partial"
    place = "3樓外牆施工架"
    facts = "施工架未設護欄"
    stopped_on = datetime.date(2023, 3, 1)


def order_in_review(officer: User, **fields: Any) -> StopWorkOrder:
    made: StopWorkOrder = StopWorkOrderFactory.create(officer=officer, **fields)
    return perform(made, SUBMIT_ORDER, act=Act(officer), seen_state=made.state, seen_version=made.version)


def order_in_force(officer: User, supervisor: User, **fields: Any) -> StopWorkOrder:
    made = order_in_review(officer, **fields)
    return perform(made, CONFIRM_ORDER, act=Act(supervisor), seen_state=made.state, seen_version=made.version)


class ComplaintFactory(factory.django.DjangoModelFactory[Complaint]):
    class Meta:
        model = Complaint

    number = factory.Sequence(lambda n: f"112-申訴-{n:03d}")
    employer: Any = factory.SubFactory(EmployerFactory)
    unit: Any = factory.LazyFunction(office)
    received_on = datetime.date(2023, 3, 1)
    law = "labour_inspection"
    subject = "工地未設護欄"


class ProjectFactory(factory.django.DjangoModelFactory[Project]):
    class Meta:
        model = Project

    unit: Any = factory.LazyFunction(office)
    name = factory.Sequence(lambda n: f"112年度防墜專案{n}")
    starts_on = datetime.date(2023, 1, 1)
    ends_on = datetime.date(2023, 12, 31)


class ProjectTargetFactory(factory.django.DjangoModelFactory[ProjectTarget]):
    class Meta:
        model = ProjectTarget

    project: Any = factory.SubFactory(ProjectFactory)
    employer: Any = factory.SubFactory(EmployerFactory)


class PlanLineFactory(factory.django.DjangoModelFactory[PlanLine]):
    class Meta:
        model = PlanLine

    unit: Any = factory.LazyFunction(office)
    year = 112
    kind = "general"
    planned = 10
