"""What inspections know of an employer, for whoever decides about it or inspects it next."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inspections.models import Inspection, StopWorkOrder, Violation
from inspections.queries import MOST_REMEMBERED, history_of_employer, off_planned_lists
from inspections.standing import inspection_facts
from inspections.states import AccidentStatus, Correction, StopWorkState
from laborportal.accounts.models import User
from laborportal.employers.models import Employer
from laborportal.penalties.ledger import Appeal
from tests.conftest import ClientFor
from tests.factories.accidents import AccidentFactory
from tests.factories.accounts import unit
from tests.factories.certifications import application
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 6, 30)


@pytest.fixture
def employer() -> Employer:
    made: Employer = EmployerFactory.create()
    return made


def inspected(employer: Employer, day: datetime.date = datetime.date(2024, 5, 1)) -> Inspection:
    return Inspection.objects.create(
        number=f"檢-{Inspection.objects.count()}",
        employer=employer,
        unit=unit("inspection_office"),
        kind="general",
        inspected_on=day,
        industry="construction",
        result="violation",
        stop_work=False,
    )


def found(employer: Employer, **fields: Any) -> Violation:
    made: Violation = ViolationFactory.create(
        inspection=inspected(employer), penalty=None, **{"state": Correction.OPEN, **fields}
    )
    return made


def stopped(employer: Employer, state: str, **fields: Any) -> StopWorkOrder:
    made: StopWorkOrder = StopWorkOrder.objects.create(
        inspection=inspected(employer),
        number=f"停-{StopWorkOrder.objects.count()}",
        **{
            "state": state,
            "ground": "28",
            "danger": "fall",
            "scope": "full",
            "place": "穗安路工地",
            "facts": "開口未設護欄",
            "stopped_on": datetime.date(2024, 5, 1),
            "applied_on": datetime.date(2024, 5, 3),
            "verified_on": datetime.date(2024, 5, 4),
            **fields,
        },
    )
    return made


def told(employer: Employer, day: datetime.date = DAY) -> dict[str, tuple[str, str]]:
    facts = inspection_facts([employer.pk], day).get(employer.pk, ())
    return {fact.kind: (fact.mark, fact.words) for fact in facts}


def test_an_employer_of_whom_nothing_is_known_has_no_facts(employer: Employer) -> None:
    assert told(employer) == {}


def test_fines_not_noted_as_paid_are_added_up_but_for_revoked_and_very_old_ones(employer: Employer) -> None:
    for fields in (
        {"amount": 20_000},
        {"amount": None},
        {"amount": 50_000, "paid_on": datetime.date(2024, 1, 1)},
        {"amount": 60_000, "appeal": Appeal.REVOKED},
        {"amount": 70_000, "decided_on": datetime.date(2019, 6, 29)},
        {"amount": 80_000, "decided_on": datetime.date(2024, 7, 1)},
    ):
        InspectionPenaltyFactory.create(employer=employer, **fields)
    mark, words = told(employer)["open_fines"]
    assert mark == "warn"
    assert "2" in words
    assert "20,000" in words
    assert "90,000" not in words


def test_a_fatal_accident_weighs_unless_it_was_excluded(employer: Employer) -> None:
    AccidentFactory.create(employer=employer, deaths=0, injuries=3)
    AccidentFactory.create(employer=employer, state=AccidentStatus.EXCLUDED)
    assert told(employer) == {}
    AccidentFactory.create(employer=employer, deaths=2, state=AccidentStatus.PENDING)
    mark, words = told(employer)["fatal_accident"]
    assert mark == "stop"
    assert "112.03.29" in words


def test_running_orders_to_stop_work_are_told_until_work_is_resumed(employer: Employer) -> None:
    stopped(employer, StopWorkState.RESUMED)
    stopped(employer, StopWorkState.DRAFT)
    stopped(employer, StopWorkState.IN_FORCE, stopped_on=datetime.date(2024, 7, 1))
    assert told(employer) == {}
    stopped(employer, StopWorkState.APPLIED)
    assert told(employer)["stop_work"][0] == "stop"
    assert "穗安路工地" in told(employer)["stop_work"][1]


def test_violations_not_corrected_yet_say_how_many_are_overdue(employer: Employer) -> None:
    found(employer, state=Correction.CORRECTED)
    assert told(employer) == {}
    found(employer, correct_by=datetime.date(2024, 7, 1))
    assert told(employer)["uncorrected_violations"][0] == "warn"
    late = found(employer, correct_by=datetime.date(2024, 6, 29))
    assert told(employer)["uncorrected_violations"][0] == "warn"  # no notice is served, so no term has started
    assert late.inspection is not None
    Inspection.objects.filter(pk=late.inspection.pk).update(served_on=datetime.date(2024, 6, 1))
    mark, words = told(employer)["uncorrected_violations"]
    assert (mark, "2" in words, "1" in words) == ("stop", True, True)


def test_what_is_told_leads_to_the_lists_of_the_records_behind_it(
    employer: Employer, staff: User, client_for: ClientFor
) -> None:
    found(employer)
    AccidentFactory.create(employer=employer)
    InspectionPenaltyFactory.create(employer=employer)
    client = client_for(staff)
    for fact in inspection_facts([employer.pk], DAY)[employer.pk]:
        page = client.get(fact.url).context["page"]
        assert (page.ok, page.count) == (True, 1), fact


def test_one_and_three_employers_are_the_same_number_of_queries(employer: Employer) -> None:
    employers = [employer, EmployerFactory.create(), EmployerFactory.create()]
    for number, one in enumerate(employers):
        for _ in range(number):
            found(one)
            AccidentFactory.create(employer=one)
            InspectionPenaltyFactory.create(employer=one)
            stopped(one, StopWorkState.IN_FORCE)
    counts = []
    for asked in (employers[:1], employers):
        with CaptureQueriesContext(connection) as queries:
            inspection_facts([one.pk for one in asked], DAY)
        counts.append(len(queries))
    assert counts == [4, 4]


# Before an inspection


def test_the_history_has_violations_accidents_and_stops_of_every_site_newest_first(employer: Employer) -> None:
    found(employer)
    AccidentFactory.create(employer=employer, site="內湖工地", occurred_on=datetime.date(2024, 5, 2))
    AccidentFactory.create(employer=employer, site="南港工地", occurred_on=datetime.date(2022, 1, 3))
    stopped(employer, StopWorkState.RESUMED, stopped_on=datetime.date(2024, 5, 3))
    ViolationFactory.create(penalty=InspectionPenaltyFactory.create(employer=employer))
    AccidentFactory.create()
    AccidentFactory.create(employer=employer, state=AccidentStatus.EXCLUDED)
    AccidentFactory.create(employer=employer, voided_at=timezone.now())
    history = history_of_employer(employer.pk)
    assert [one.kind for one in history] == ["stop_work", "accident", "violation", "violation", "accident"]
    assert [one.on for one in history] == sorted((one.on for one in history), reverse=True)
    assert "內湖工地" in history[1].words


def test_the_history_is_bounded_and_asks_three_times_however_long_it_is(employer: Employer) -> None:
    AccidentFactory.create_batch(MOST_REMEMBERED, employer=employer)
    ViolationFactory.create_batch(3, penalty=InspectionPenaltyFactory.create(employer=employer))
    with CaptureQueriesContext(connection) as queries:
        assert len(history_of_employer(employer.pk)) == MOST_REMEMBERED
    assert len(queries) == 3


def test_gold_takes_a_unit_off_the_bureaus_own_planned_lists_for_2_years() -> None:
    golden = application("gold")
    golden.round.ceremony_on = datetime.date(2023, 11, 17)
    golden.round.save()
    days = [datetime.date(2023, 11, 17), datetime.date(2025, 11, 16), datetime.date(2025, 11, 17)]
    assert [golden.employer_id in off_planned_lists([golden.employer_id], day) for day in days] == [True, True, False]


def test_gold_keeps_nobody_off_a_list_who_broke_the_law_in_the_year_before() -> None:
    golden = application("gold")
    day = datetime.date(2024, 6, 30)
    ViolationFactory.create(
        penalty=InspectionPenaltyFactory.create(employer=golden.employer, decided_on=datetime.date(2023, 6, 29))
    )
    assert golden.employer_id in off_planned_lists([golden.employer_id], day)
    ViolationFactory.create(
        penalty=InspectionPenaltyFactory.create(employer=golden.employer, decided_on=datetime.date(2023, 7, 2))
    )
    assert off_planned_lists([golden.employer_id], day) == {}
