import datetime
from typing import Any

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from laborportal.accounts.models import Unit, User
from laborportal.audit.recording import Act
from laborportal.workflow.performing import perform
from laborportal.workflow.waiting import wait_anew
from programs.worklife.models import ChecklistVersion, ChildcareSubsidy, FacilityCheck, FollowUpStep, SelfCheck
from programs.worklife.states import Childcare, StepKind, SubsidyKind, SubsidyStatus
from programs.worklife.transitions import SUBMIT
from tests.factories.activities import GuidanceVisitFactory
from tests.factories.employers import EmployerFactory


def keeper() -> Unit:
    return Unit.objects.get(code="employment_security")


class FacilityCheckFactory(DjangoModelFactory[FacilityCheck]):
    """Of an employer that provides both, unless something else is said; as a file would leave it."""

    class Meta:
        model = FacilityCheck

    year = 112
    unit = LazyFunction(keeper)
    employer = SubFactory(EmployerFactory)
    employees = 186
    lactation_room = True
    childcare = Childcare.MEASURE
    checked_on = datetime.date(2023, 3, 29)


def lacking(officer: User | None = None, **fields: Any) -> FacilityCheck:
    """An employer without a nursing room; with an *officer* the follow-up waits for that person."""
    check: FacilityCheck = FacilityCheckFactory.create(**{"lactation_room": False, "officer": officer, **fields})
    wait_anew([check])
    return check


class FollowUpStepFactory(DjangoModelFactory[FollowUpStep]):
    class Meta:
        model = FollowUpStep

    check_followed = SubFactory(FacilityCheckFactory, lactation_room=False)
    kind = StepKind.LETTER
    taken_on = datetime.date(2023, 3, 30)
    result = "已函請改善"


class ChildcareSubsidyFactory(DjangoModelFactory[ChildcareSubsidy]):
    """Received and a draft, unless a status is given; that one was decided elsewhere."""

    class Meta:
        model = ChildcareSubsidy

    number = Sequence(lambda n: f"112-育兒-{n + 500:04d}")
    year = 112
    unit = LazyFunction(keeper)
    employer = SubFactory(EmployerFactory)
    kind = SubsidyKind.CHILDCARE_MEASURE
    spent = 60_000


def subsidy(granted: int | None = None, **fields: Any) -> ChildcareSubsidy:
    """A record as an import leaves it: approved where something is granted."""
    decided = {"status": SubsidyStatus.APPROVED, "granted": granted} if granted is not None else {}
    made: ChildcareSubsidy = ChildcareSubsidyFactory.create(**decided | fields)
    return made


def proposed(officer: User, amount: int = 48_000, **fields: Any) -> ChildcareSubsidy:
    """A draft of *officer* that is ready to be submitted."""
    return subsidy(officer=officer, proposed=amount, **fields)


def in_review(
    officer: User, amount: int = 48_000, *, submitted_by: User | None = None, **fields: Any
) -> ChildcareSubsidy:
    """Submitted by *officer*, or by whoever is named."""
    made = proposed(officer, amount, **fields)
    act = Act(submitted_by or officer)
    return perform(made, SUBMIT, act=act, seen_state=made.state, seen_version=made.version)


def checklist(**fields: Any) -> ChecklistVersion:
    """The version that every installation starts with, or one more with the same items."""
    first = ChecklistVersion.objects.order_by("number")[0]
    if not fields:
        return first
    made = ChecklistVersion.objects.create(**{"number": 2, "source": "112年公告", "enough": 15} | fields)
    made.items.bulk_create(
        type(item)(version=made, position=item.position, theme=item.theme, text=f"{item.text}（正式）")
        for item in first.items.all()
    )
    return made


class SelfCheckFactory(DjangoModelFactory[SelfCheck]):
    class Meta:
        model = SelfCheck

    visit = SubFactory(GuidanceVisitFactory)
    checklist = LazyFunction(checklist)
    met = LazyFunction(lambda: list(range(1, 16)))
