import datetime
from typing import Any

import factory

from inspections.models import InspectionPenalty, InspectionPenaltyEntry, Violation
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
    made: InspectionPenalty = InspectionPenaltyFactory.create(state=State.DRAFT, officer=officer, **fields)
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
