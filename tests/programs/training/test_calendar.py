"""Classes begin and end, and the follow-up of one of which something is unknown has a last day."""

import datetime

import pytest

from laborportal.accounts.models import Unit, User
from laborportal.cases.calendar import Scope, events
from programs.training.models import Enrolment
from programs.training.queries import institute
from tests.conftest import ClientFor
from tests.factories.training import EnrolmentFactory, TrainingClassFactory

pytestmark = pytest.mark.django_db
YEAR = (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))


def of_training(user: User, unit: Unit | None = None) -> list[tuple[datetime.date, datetime.date | None, bool]]:
    scope = Scope(user=user, first=YEAR[0], last=YEAR[1], unit=unit.pk if unit else None)
    return [(one.on, one.until, one.due) for one in events(scope) if "/training/" in one.url]


def test_a_class_takes_place_and_its_open_follow_up_is_due_120_days_after_its_end(
    staff: User, outsider: User, auditor: User
) -> None:
    found = TrainingClassFactory.create(starts_on=datetime.date(2023, 3, 1), ends_on=datetime.date(2023, 6, 30))
    held = (datetime.date(2023, 3, 1), datetime.date(2023, 6, 30), False)
    assert of_training(staff) == [held]
    EnrolmentFactory.create(training_class=found)
    follow_up = (datetime.date(2023, 10, 28), None, True)
    assert of_training(staff) == of_training(auditor) == of_training(staff, institute()) == [held, follow_up]
    assert of_training(staff, Unit.objects.get(code="planning")) == of_training(outsider) == []
    Enrolment.objects.update(employed=False)
    assert of_training(staff) == [held]


def test_a_last_day_outside_the_time_asked_for_is_not_told(staff: User) -> None:
    EnrolmentFactory.create(training_class__ends_on=datetime.date(2023, 11, 30))
    assert [due for _on, _until, due in of_training(staff)] == [False]


def test_the_end_of_a_follow_up_leads_everybody_who_sees_it_to_a_page_that_opens(
    auditor: User, client_for: ClientFor
) -> None:
    EnrolmentFactory.create(training_class__ends_on=datetime.date(2023, 6, 30))
    ends = [event.url for event in events(Scope(user=auditor, first=YEAR[0], last=YEAR[1])) if event.due]
    assert [client_for(auditor).get(url).status_code for url in ends] == [200]
