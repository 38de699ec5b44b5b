import datetime
from typing import Any

import factory

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.penalties.ledger import Kind
from laborportal.penalties.states import State
from laborportal.workflow.performing import perform
from programs.quota.models import Justification, LevyPayment, Notice, QuotaPenalty, QuotaPenaltyEntry
from programs.quota.states import REHABILITATION, NoticeKind
from programs.quota.transitions.justifications import SUBMIT as SUBMIT_JUSTIFICATION
from programs.quota.transitions.notices import ISSUE, SERVE
from programs.quota.transitions.penalties import SUBMIT
from programs.quota.transitions.publication import PUBLISH, prepare
from tests.factories.accounts import unit
from tests.factories.employers import EmployerFactory
from tests.factories.quota import QuotaMonthFactory


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


class NoticeFactory(factory.django.DjangoModelFactory[Notice]):
    """A proposed letter about a month that is short of 2."""

    class Meta:
        model = Notice

    number = factory.Sequence(lambda n: f"112-定新-{n:03d}")
    kind = NoticeKind.NEWLY_SHORT
    about: Any = factory.SubFactory(QuotaMonthFactory)
    unit: Any = factory.SelfAttribute("about.unit")
    months_short = 1
    shortage = factory.SelfAttribute("about.shortage")
    levy = factory.SelfAttribute("about.levy")


def taken(case: Any, transition: Any, person: User, reason: str = "", **answers: Any) -> Any:
    """*case* after *person* has taken the step."""
    seen = {"seen_state": case.state, "seen_version": case.version}
    return perform(case, transition, act=Act(person, reason), answers=answers, **seen)


def issued(officer: User, **fields: Any) -> Any:
    number, day = "北市勞運字第1126000001號", datetime.date(2023, 10, 20)
    return taken(NoticeFactory.create(**fields), ISSUE, officer, letter_number=number, issued_on=day)


def served(officer: User, served_on: datetime.date = datetime.date(2023, 10, 24), **fields: Any) -> Any:
    return taken(issued(officer, **fields), SERVE, officer, served_on=served_on)


class PaymentFactory(factory.django.DjangoModelFactory[LevyPayment]):
    class Meta:
        model = LevyPayment

    about: Any = factory.SubFactory(QuotaMonthFactory)
    paid_on = datetime.date(2023, 10, 31)
    amount = 10_000


class JustificationFactory(factory.django.DjangoModelFactory[Justification]):
    """A draft without an officer."""

    class Meta:
        model = Justification

    number = factory.Sequence(lambda n: f"112-定說-{n:03d}")
    employer: Any = factory.SubFactory(EmployerFactory)
    unit: Any = factory.LazyFunction(lambda: unit(REHABILITATION))
    received_on = datetime.date(2023, 5, 20)
    text = "已三度開出職缺並委託就業服務站推介，無人應徵。"


def to_rule(officer: User, *, submitted_by: User | None = None, **fields: Any) -> Any:
    made = JustificationFactory.create(officer=officer, **fields)
    return taken(made, SUBMIT_JUSTIFICATION, submitted_by or officer)


MONTH = datetime.date(2023, 9, 1)


def prepared(officer: User, *shortages: int) -> Any:
    """The list of private employers of MONTH, with one employer short of each of *shortages*."""
    for shortage in shortages or (2,):
        QuotaMonthFactory.create(month=MONTH, insured=100 * shortage, ordinary=0)
    return prepare(MONTH, "private", Act(officer))


def published(officer: User, supervisor: User, *shortages: int) -> Any:
    return taken(prepared(officer, *shortages), PUBLISH, supervisor, published_on=datetime.date(2023, 11, 30))
