"""訓後就業追蹤: what counts as a job, until when it can be entered, by which evidence, and what is asked again."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from laborportal.parameters.models import ParameterValue
from programs.training.followup import checks_of, terms_of
from programs.training.imports import findings
from programs.training.imports.loaders import EnrolmentLoader
from programs.training.models import EmploymentFinding, Enrolment, TrainingClass
from programs.training.states import Evidence, Status
from tests.conftest import ClientFor
from tests.factories.training import EmploymentFindingFactory, EnrolmentFactory, TrainingClassFactory
from tests.programs.training.reading import figure

pytestmark = pytest.mark.django_db
ENDED = datetime.date(2023, 6, 30)
LAST_JOB, LAST_ENTRY = datetime.date(2023, 9, 28), datetime.date(2023, 10, 28)  # 90 and 120 days later
Typed = dict[str, str]
MATCH: Typed = {"employed": "yes", "evidence": "system", "found_on": "2023-08-15"}
LETTER: Typed = {"employed": "yes", "evidence": "letter", "found_on": "2023-08-15"}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets what day it is for whoever enters a finding."""

    def set_to(day: datetime.date) -> None:
        monkeypatch.setattr(findings, "today", lambda: day)

    set_to(datetime.date(2023, 9, 1))
    return set_to


@pytest.fixture
def ended() -> TrainingClass:
    found: TrainingClass = TrainingClassFactory.create(ends_on=ENDED)
    EnrolmentFactory.create(training_class=found, trainee="T1")
    EnrolmentFactory.create(training_class=found, trainee="T2")
    EnrolmentFactory.create(training_class=found, trainee="早", status=Status.EARLY_EMPLOYED)
    EnrolmentFactory.create(training_class=found, trainee="離", status=Status.LEFT)
    return found


def url(found: TrainingClass) -> str:
    return reverse("training_classes:follow_up", args=[found.pk])


def typed(client: Client, found: TrainingClass, **rows: Typed) -> dict[str, Any]:
    sheet = client.get(url(found)).context["sheet"]
    data = {field.html_name: field.value() for line in sheet.lines for field in line}
    prefixes = {line.enrolment.trainee: line.prefix for line in sheet.lines}
    return data | {f"{prefixes[name]}-{cell}": text for name, row in rows.items() for cell, text in row.items()}


def saved(client: Client, found: TrainingClass, **rows: Typed) -> None:
    answer = client.post(url(found), typed(client, found, **rows))
    assert answer.status_code == 302, answer.context["sheet"].errors


def errors(client: Client, found: TrainingClass, **rows: Typed) -> list[tuple[str, str]]:
    page = client.post(url(found), typed(client, found, **rows))
    assert page.status_code == 200
    assert not EmploymentFinding.objects.exists()
    return [
        (line.enrolment.trainee, name) for line in page.context["sheet"].lines for name in line.errors if line.is_bound
    ]


def trainee(name: str) -> Enrolment:
    return Enrolment.objects.get(trainee=name)


def test_only_who_completed_or_was_employed_early_is_followed_up(ended: TrainingClass, officer: Client) -> None:
    lines = officer.get(url(ended)).context["sheet"].lines
    assert [line.enrolment.trainee for line in lines] == ["T1", "T2", "早"]


def test_employed_follows_from_the_finding(ended: TrainingClass, officer: Client, staff: User) -> None:
    saved(officer, ended, T1={**MATCH, "relief_job": "yes"}, T2={**MATCH, "employed": "no"})
    assert (trainee("T1").employed, trainee("T1").relief_job) == (True, True)
    assert (trainee("T2").employed, trainee("T2").relief_job) == (False, None)
    finding = EmploymentFinding.objects.get(enrolment__trainee="T1")
    assert (finding.evidence, finding.found_on) == (Evidence.SYSTEM, datetime.date(2023, 8, 15))
    assert [event.action for event in history_of(finding)] == ["created"]
    (event,) = history_of(trainee("T1"))
    assert (event.actor_id, event.changes) == (staff.pk, {"employed": [None, True], "relief_job": [None, True]})
    assert event.reason


def test_the_figure_follows_from_the_findings(ended: TrainingClass, officer: Client) -> None:
    assert figure("training.employment_rate").note
    saved(officer, ended, T1=MATCH, T2={**MATCH, "employed": "no"})
    assert (str(figure("training.employment_rate").value), figure("training.employment_rate").note) == ("66.67", "")


@pytest.mark.parametrize(("day", "late"), [(LAST_JOB, False), (LAST_JOB + datetime.timedelta(1), True)])
def test_a_match_counts_within_90_days_after_the_class(
    ended: TrainingClass, officer: Client, day: datetime.date, late: bool
) -> None:
    row = {**MATCH, "found_on": day.isoformat()}
    if late:
        assert errors(officer, ended, T1=row) == [("T1", "found_on")]
    else:
        saved(officer, ended, T1=row)


@pytest.mark.parametrize("evidence", [kind for kind in Evidence if kind != Evidence.SYSTEM])
@pytest.mark.parametrize(("day", "late"), [(LAST_ENTRY, False), (LAST_ENTRY + datetime.timedelta(1), True)])
def test_a_manual_finding_is_entered_within_120_days_after_the_class(
    ended: TrainingClass, officer: Client, clock: Any, evidence: Evidence, day: datetime.date, late: bool
) -> None:
    clock(day)
    row = {**LETTER, "evidence": evidence.value, "found_on": LAST_JOB.isoformat()}
    if late:
        assert errors(officer, ended, T1=row) == [("T1", "evidence")]
    else:
        saved(officer, ended, T1=row)


def test_a_refusal_shows_its_arithmetic(ended: TrainingClass, officer: Client, clock: Any) -> None:
    clock(LAST_ENTRY + datetime.timedelta(1))
    page = officer.post(url(ended), typed(officer, ended, T1=LETTER))
    ((_line, _control, sentence),) = page.context["sheet"].errors
    assert "112.06.30 + 120" in sentence
    assert "112.10.28" in sentence


def test_that_there_is_no_job_can_be_found_at_any_time(ended: TrainingClass, officer: Client, clock: Any) -> None:
    clock(LAST_ENTRY + datetime.timedelta(30))
    saved(officer, ended, T1={**MATCH, "employed": "no", "found_on": "2023-11-20"})
    assert trainee("T1").employed is False


def test_a_check_can_be_entered_when_the_terms_are_over(ended: TrainingClass, officer: Client, clock: Any) -> None:
    saved(officer, ended, T1=LETTER)
    clock(LAST_ENTRY + datetime.timedelta(30))
    saved(officer, ended, T1={"phoned_on": "2023-11-01", "visited_on": "2023-11-02"})
    finding = EmploymentFinding.objects.get()
    assert (finding.phoned_on, finding.version) == (datetime.date(2023, 11, 1), 2)
    assert history_of(finding)[0].changes == {"phoned_on": [None, "2023-11-01"], "visited_on": [None, "2023-11-02"]}
    assert history_of(trainee("T1")).count() == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"employed": "yes"}, "evidence"),
        ({"evidence": "phone", "found_on": "2023-08-01"}, "employed"),
        ({**MATCH, "found_on": ""}, "found_on"),
        ({**MATCH, "found_on": "112.2.30"}, "found_on"),
        ({**MATCH, "found_on": "2023-06-29"}, "found_on"),
        ({**MATCH, "employed": "no", "relief_job": "yes"}, "relief_job"),
        ({**MATCH, "phoned_on": "2023-08-14"}, "phoned_on"),
        ({**MATCH, "evidence": "rumour"}, "evidence"),
    ],
)
def test_a_finding_that_does_not_fit_is_refused_in_its_cell(
    ended: TrainingClass, officer: Client, row: Typed, column: str
) -> None:
    assert ("T1", column) in errors(officer, ended, T1=row, T2=MATCH)


def test_who_was_employed_early_has_a_job_and_no_term(ended: TrainingClass, officer: Client) -> None:
    assert errors(officer, ended, 早={**LETTER, "employed": "no"}) == [("早", "employed")]
    saved(officer, ended, 早={**LETTER, "found_on": "2023-05-01", "relief_job": "yes"})
    assert trainee("早").relief_job is True


def test_an_emptied_row_takes_the_finding_back(ended: TrainingClass, officer: Client) -> None:
    saved(officer, ended, T1=MATCH)
    saved(officer, ended, T1=dict.fromkeys(MATCH, ""))
    assert trainee("T1").employed is None
    finding = EmploymentFinding.objects.get()
    assert finding.voided_at is not None
    assert history_of(finding)[0].reason == finding.void_reason != ""
    saved(officer, ended, T1=LETTER)
    assert (trainee("T1").employed, EmploymentFinding.objects.standing().count()) == (True, 1)


def test_a_finding_that_somebody_entered_meanwhile_is_told(
    ended: TrainingClass, officer: Client, supervisor: User, client_for: ClientFor
) -> None:
    data = typed(officer, ended, T1=MATCH)
    saved(client_for(supervisor), ended, T1=LETTER)
    page = officer.post(url(ended), data)
    ((line, _control, sentence),) = page.context["sheet"].errors
    assert line.enrolment.trainee == "T1"
    assert supervisor.name in sentence
    assert EmploymentFinding.objects.get().evidence == Evidence.LETTER


def test_a_finding_that_somebody_took_back_meanwhile_is_told(
    ended: TrainingClass, officer: Client, supervisor: User, client_for: ClientFor
) -> None:
    saved(officer, ended, T1=MATCH)
    data = typed(officer, ended, T1={"phoned_on": "2023-08-20"})
    saved(client_for(supervisor), ended, T1=dict.fromkeys(MATCH, ""))
    page = officer.post(url(ended), data)
    ((line, _control, sentence),) = page.context["sheet"].errors
    assert line.enrolment.trainee == "T1"
    assert supervisor.name in sentence


def test_an_import_may_set_employed_and_the_form_may_not_contradict_a_finding(
    ended: TrainingClass, officer: Client, act: Act
) -> None:
    saved(officer, ended, T1=MATCH)
    edit = reverse("enrolments:edit", args=[trainee("T1").pk])
    form = officer.get(edit).context["form"]
    data = {field.name: field.value() for field in form}
    page = officer.post(edit, {**data, "employed": "no"})
    assert set(page.context["form"].errors) == {"employed"}
    assert officer.post(edit, {**data, "trainee": "T9"}).status_code == 302
    loader, record = EnrolmentLoader(), trainee("T9")
    row = loader.read(1, {"employed": "no"})
    loader.update([(record, row, loader.changes(row, record))], act)
    assert trainee("T9").employed is False


def test_without_a_finding_the_form_may_set_employed(ended: TrainingClass, officer: Client) -> None:
    edit = reverse("enrolments:edit", args=[trainee("T2").pk])
    data = {field.name: field.value() or "" for field in officer.get(edit).context["form"]}
    assert officer.post(edit, {**data, "employed": "yes"}).status_code == 302
    assert trainee("T2").employed is True


def test_the_page_of_a_trainee_shows_the_finding_and_its_history(ended: TrainingClass, officer: Client) -> None:
    saved(officer, ended, T1=LETTER)
    saved(officer, ended, T1={"phoned_on": "2023-08-20"})
    html = officer.get(trainee("T1").get_absolute_url()).content.decode()
    assert str(Evidence.LETTER.label) in html
    assert "112.08.20" in html
    assert html.count('class="timeline"') == 2


def test_the_terms_are_those_in_force_when_the_class_ended(ended: TrainingClass) -> None:
    later = TrainingClassFactory.create(starts_on=datetime.date(2024, 1, 1), ends_on=datetime.date(2024, 6, 30))
    before = TrainingClassFactory.create(starts_on=datetime.date(2010, 1, 1), ends_on=datetime.date(2010, 6, 30))
    ParameterValue.objects.create(
        code="training_match_days", valid_from=datetime.date(2024, 1, 1), value=60, citation="新規定"
    )
    terms = terms_of([ended, later, before])
    assert (terms[ended.pk].match.day, terms[ended.pk].entry.day) == (LAST_JOB, LAST_ENTRY)
    assert terms[later.pk].match.day == datetime.date(2024, 8, 29)
    assert terms[before.pk].match.day is None
    assert not terms[before.pk].entry.passed_by(datetime.date(2099, 1, 1))


def test_each_kind_of_evidence_is_asked_again_in_its_own_share(ended: TrainingClass) -> None:
    """30 % of matches by phone; letters all by phone and 15 % on site; declarations all by phone and 25 % on site."""
    for evidence, number in (
        (Evidence.SYSTEM, 4),
        (Evidence.LETTER, 7),
        (Evidence.DECLARATION, 5),
        (Evidence.PHONE, 2),
    ):
        for _one in range(number):
            EmploymentFindingFactory.create(enrolment__training_class=ended, evidence=evidence)
    EmploymentFindingFactory.create(enrolment__training_class=ended, evidence=Evidence.LETTER, employed=False)
    EmploymentFinding.objects.filter(evidence=Evidence.DECLARATION).update(phoned_on=ENDED)
    checks = {one.evidence: one for one in checks_of(ended)}
    assert {kind: (one.found, one.to_phone, one.to_visit) for kind, one in checks.items()} == {
        Evidence.SYSTEM: (4, 2, 0),
        Evidence.LETTER: (7, 7, 2),
        Evidence.DECLARATION: (5, 5, 2),
        Evidence.PHONE: (2, 0, 0),
    }
    assert {kind for kind, one in checks.items() if one.enough} == {Evidence.PHONE}
    assert checks[Evidence.DECLARATION].phoned == 5


def test_the_page_costs_the_same_for_one_graduate_and_for_three(ended: TrainingClass, officer: Client) -> None:
    alone = TrainingClassFactory.create(ends_on=ENDED)
    EnrolmentFactory.create(training_class=alone, trainee="獨")

    def cost(found: TrainingClass, *names: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as opened:
            data = typed(officer, found, **dict.fromkeys(names, MATCH))
        with CaptureQueriesContext(connection) as written:
            officer.post(url(found), data)
        return len(opened), len(written)

    cost(TrainingClassFactory.create())
    assert cost(alone, "獨") == cost(ended, "T1", "T2", "早")
    assert EmploymentFinding.objects.count() == 4


def test_a_class_stays_to_be_followed_up_until_something_is_known_of_each_graduate(
    ended: TrainingClass, officer: Client
) -> None:
    TrainingClassFactory.create(code="無人結訓", ends_on=ENDED)
    lasting = TrainingClassFactory.create(ends_on=datetime.date(2099, 1, 1))
    EnrolmentFactory.create(training_class=lasting)
    listed = reverse("training_classes:list")

    def open_ones(answer: str) -> set[int]:
        return {one.pk for one in officer.get(listed, {"follow_up": answer}).context["page"].records}

    assert open_ones("yes") == {ended.pk}
    assert ended.pk not in open_ones("no")
    html = officer.get(reverse("home")).content.decode()
    assert url(ended) in html
    assert "112.10.28" in html
    saved(officer, ended, T1=MATCH, T2=MATCH)
    assert open_ones("yes") == set()
    assert url(ended) not in officer.get(reverse("home")).content.decode()


def test_the_first_page_of_others_says_nothing_of_classes(
    ended: TrainingClass, auditor: User, client_for: ClientFor
) -> None:
    assert url(ended) not in client_for(auditor).get(reverse("home")).content.decode()
