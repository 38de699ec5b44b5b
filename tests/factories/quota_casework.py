import datetime
from typing import Any

import factory

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.penalties.ledger import Kind
from laborportal.penalties.states import State
from laborportal.workflow.performing import perform
from programs.quota.models import QuotaPenalty, QuotaPenaltyEntry
from programs.quota.states import REHABILITATION
from programs.quota.transitions.penalties import SUBMIT
from tests.factories.accounts import unit
from tests.factories.employers import EmployerFactory


class QuotaPenaltyEntryFactory(factory.django.DjangoModelFactory[QuotaPenaltyEntry]):
    class Meta:
        model = QuotaPenaltyEntry

    kind = Kind.DECIDED


class QuotaPenaltyFactory(factory.django.DjangoModelFactory[QuotaPenalty]):
    """A decided penalty with the first line of its ledger."""

    class Meta:
        model = QuotaPenalty
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"北市勞運字第112{n:06d}11號")
    employer: Any = factory.SubFactory(EmployerFactory)
    unit: Any = factory.LazyFunction(lambda: unit(REHABILITATION))
    decided_on = datetime.date(2023, 6, 15)
    ground = "3"
    amount = 20_000
    state = State.DECIDED

    ledger: Any = factory.RelatedFactory(
        QuotaPenaltyEntryFactory,
        factory_related_name="penalty",
        on=factory.SelfAttribute("penalty.decided_on"),
        amount=factory.SelfAttribute("penalty.amount"),
    )


def draft(officer: User, **fields: Any) -> QuotaPenalty:
    """As *officer* has entered it."""
    made: QuotaPenalty = QuotaPenaltyFactory.create(state=State.DRAFT, officer=officer, **fields)
    return made


def in_review(officer: User, *, submitted_by: User | None = None, **fields: Any) -> QuotaPenalty:
    """Submitted by *officer*, or by whoever is named."""
    made = draft(officer, **fields)
    return perform(made, SUBMIT, act=Act(submitted_by or officer), seen_state=made.state, seen_version=made.version)
