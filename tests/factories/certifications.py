import datetime
from typing import Any

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from certifications.awards import awards_of
from certifications.models import Application, Round
from certifications.states import Outcome, State
from certifications.transitions import SUBMIT, give_awards
from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.workflow.performing import perform
from tests.factories.employers import EmployerFactory


def round_of(year: int = 112, scheme: str = "gender") -> Round:
    return Round.objects.get(scheme__code=scheme, year=year)


class ApplicationFactory(DjangoModelFactory[Application]):
    """Pending and a draft, unless an outcome is given; that one was decided elsewhere."""

    class Meta:
        model = Application

    class Params:
        scheme = "gender"
        year = 112

    number = Sequence(lambda n: f"112-性平-{n + 500:03d}")
    round = LazyAttribute(lambda found: round_of(found.year, found.scheme))
    unit_id = LazyAttribute(lambda found: found.round.scheme.unit_id)
    employer = SubFactory(EmployerFactory)
    applied_on = datetime.date(2023, 7, 5)
    outcome = Outcome.PENDING
    state = LazyAttribute(lambda found: State.DRAFT if found.outcome == Outcome.PENDING else State.DECIDED)


def application(awards: str = "", **fields: Any) -> Application:
    """A record as an import leaves it, with *awards* as a file writes them."""
    made: Application = ApplicationFactory.create(**({"outcome": Outcome.AWARDED} if awards else {}) | fields)
    give_awards(made, awards_of(awards))
    return made


def proposed(officer: User, awards: str = "gold", **fields: Any) -> Application:
    """A draft of *officer* that is ready to be submitted."""
    made: Application = ApplicationFactory.create(
        officer=officer, proposed_outcome=Outcome.AWARDED, proposed_awards=awards, **fields
    )
    return made


def in_review(officer: User, awards: str = "gold", *, submitted_by: User | None = None, **fields: Any) -> Application:
    """Submitted by *officer*, or by whoever is named."""
    made = proposed(officer, awards, **fields)
    return perform(made, SUBMIT, act=Act(submitted_by or officer), seen_state=made.state, seen_version=made.version)
