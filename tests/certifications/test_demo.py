"""The demonstration comes out as the 112 report prints it."""

from collections import Counter

import pytest
from django.db.models import Count

from certifications import demo
from certifications.models import Application, ApplicationAward
from certifications.states import Outcome, State
from laborportal.accounts import demo as people
from laborportal.accounts.models import User
from laborportal.accounts.policies import system_user
from laborportal.annualreport.declarations import standard_figures
from laborportal.audit.models import Event
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.workflow.models import Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def act() -> Act:
    return Act(system_user())


@pytest.fixture
def loaded(act: Act) -> None:
    for name, rows in demo.DEMONSTRATION:
        load_rows(name, rows, act)


def outcomes(scheme: str, year: int) -> Counter[str]:
    found = Application.objects.filter(round__scheme__code=scheme, round__year=year)
    return Counter(found.values_list("outcome", flat=True))


def awards(year: int) -> dict[str, int]:
    found = ApplicationAward.objects.filter(application__round__year=year, level__round__scheme__code="gender")
    return dict(found.values_list("level__code").annotate(Count("pk")).order_by())


@pytest.mark.usefixtures("loaded")
def test_the_gender_round_of_112_has_the_printed_awards_winners_and_applicants() -> None:
    assert awards(112) == {"gold": 8, "silver": 4, "bronze": 3, "creativity": 2, "progress": 3, "shortlisted": 13}
    found = outcomes("gender", 112)
    assert (found.total(), found[Outcome.AWARDED]) == (35, 30)
    titles = ApplicationAward.objects.exclude(title="").values_list("title", flat=True)
    assert sorted(titles) == ["友善孕育措施獎", "工作與家庭平衡獎"]


@pytest.mark.usefixtures("loaded")
def test_the_years_around_it_are_those_that_were_published() -> None:
    assert awards(111) == {"gold": 6, "silver": 1, "bronze": 5}
    assert (outcomes("gender", 111).total(), outcomes("gender", 111)[Outcome.AWARDED]) == (23, 12)
    earlier = outcomes("gender", 109) + outcomes("gender", 110)
    assert (earlier.total(), earlier[Outcome.AWARDED]) == (49, 17)
    assert outcomes("age", 112)[Outcome.AWARDED] == 76
    assert not outcomes("age", 111)


@pytest.mark.usefixtures("loaded")
def test_what_is_left_to_be_worked_on_is_made_once(act: Act) -> None:
    demo.load(act)
    assert not Application.objects.exclude(officer=None).exists()
    people.load(act)
    demo.load(act)
    events = Event.objects.count()
    demo.load(act)
    assert Event.objects.count() == events
    officer = User.objects.get(username=demo.OFFICER)
    states = Counter(Application.objects.filter(officer=officer).values_list("state", flat=True))
    assert states == {State.DRAFT: 3, State.IN_REVIEW: 1}
    supervisor = User.objects.get(username="supervisor")
    assert Waiting.objects.for_decision_by(supervisor).count() == 1


def test_every_figure_of_the_certifications_is_declared_once() -> None:
    codes = [figure.code for figure in standard_figures() if figure.code.startswith("certifications.")]
    assert len(codes) == len(set(codes)) == 19
