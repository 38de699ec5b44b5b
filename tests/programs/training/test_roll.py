"""The trainees of a whole class on one page."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from programs.training.imports.loaders import EnrolmentLoader
from programs.training.models import Enrolment, TrainingClass
from programs.training.states import Status
from tests.conftest import ClientFor
from tests.factories.training import EnrolmentFactory, TrainingClassFactory

pytestmark = pytest.mark.django_db
NAMES = ("T1", "T2", "T3")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def of_three() -> TrainingClass:
    found: TrainingClass = TrainingClassFactory.create()
    for name in NAMES:
        EnrolmentFactory.create(training_class=found, trainee=name, status=Status.ENROLLED)
    return found


def url(found: TrainingClass) -> str:
    return reverse("training_classes:roll", args=[found.pk])


def shown(client: Client, found: TrainingClass) -> dict[str, Any]:
    """What the page holds when it is opened."""
    sheet = client.get(url(found)).context["sheet"]
    return {field.html_name: field.value() for line in sheet.lines for field in line}


def typed(client: Client, found: TrainingClass, **chosen: str) -> dict[str, Any]:
    """The page with other statuses chosen, by trainee."""
    prefixes = {one.trainee: f"t{one.pk}-status" for one in found.enrolments.all()}
    return shown(client, found) | {prefixes[name]: status for name, status in chosen.items()}


def statuses(found: TrainingClass) -> dict[str, str]:
    return dict(found.enrolments.filter(voided_at=None).values_list("trainee", "status"))


def change(enrolment: Enrolment, user: User, **values: str) -> None:
    """Somebody else writes the record."""
    loader = EnrolmentLoader()
    row = loader.read(1, values)
    loader.update([(enrolment, row, loader.changes(row, enrolment))], Act(user))


def test_all_rows_are_saved_at_once_each_change_with_one_event(of_three: TrainingClass, officer: Client) -> None:
    data = typed(officer, of_three, T1="completed", T2="left")
    answer = officer.post(url(of_three), {**data, "reason": "結訓"})
    assert (answer.status_code, answer["Location"]) == (302, of_three.get_absolute_url())
    assert statuses(of_three) == {"T1": "completed", "T2": "left", "T3": "enrolled"}
    events = {one.trainee: list(history_of(one)) for one in of_three.enrolments.all()}
    assert [len(events[name]) for name in NAMES] == [1, 1, 0]
    assert (events["T1"][0].action, events["T1"][0].reason) == ("changed", "結訓")
    assert events["T1"][0].changes == {"status": ["enrolled", "completed"]}
    assert Enrolment.objects.get(trainee="T1").version == 2


def test_one_choice_fills_in_all_who_are_still_in_training(of_three: TrainingClass, officer: Client) -> None:
    data = typed(officer, of_three, T2="expelled")
    officer.post(url(of_three), {**data, "rest": "completed"})
    assert statuses(of_three) == {"T1": "completed", "T2": "expelled", "T3": "completed"}


def test_a_choice_for_the_rest_that_is_no_status_is_ignored(of_three: TrainingClass, officer: Client) -> None:
    officer.post(url(of_three), {**shown(officer, of_three), "rest": "gone"})
    assert set(statuses(of_three).values()) == {"enrolled"}


def test_a_wrong_row_is_named_nothing_is_saved_and_nothing_typed_is_lost(
    of_three: TrainingClass, officer: Client
) -> None:
    data = typed(officer, of_three, T1="completed", T2="", T3="vanished")
    page = officer.post(url(of_three), data)
    assert page.status_code == 200
    sheet = page.context["sheet"]
    assert [line.enrolment.trainee for line, _control, _sentence in sheet.errors] == ["T2", "T3"]
    html = page.content.decode()
    assert all(f'href="#id_t{one.pk}-status"' in html for one in of_three.enrolments.exclude(trainee="T1"))
    assert [line["status"].value() for line in sheet.lines] == ["completed", "", "vanished"]
    assert set(statuses(of_three).values()) == {"enrolled"}


def test_a_row_that_somebody_wrote_meanwhile_is_told_and_the_others_wait(
    of_three: TrainingClass, officer: Client, supervisor: User
) -> None:
    data = typed(officer, of_three, T1="completed", T2="completed")
    change(of_three.enrolments.get(trainee="T2"), supervisor, status="left")
    page = officer.post(url(of_three), data)
    assert page.status_code == 200
    ((line, _control, sentence),) = page.context["sheet"].errors
    assert line.enrolment.trainee == "T2"
    assert supervisor.name in sentence
    assert line["status"].value() == "completed"
    assert statuses(of_three) == {"T1": "enrolled", "T2": "left", "T3": "enrolled"}
    again = {field.html_name: field.value() for one in page.context["sheet"].lines for field in one}
    assert officer.post(url(of_three), again).status_code == 302
    assert statuses(of_three) == {"T1": "completed", "T2": "completed", "T3": "enrolled"}


def test_what_somebody_wrote_meanwhile_in_a_row_that_was_left_alone_stays(
    of_three: TrainingClass, officer: Client, supervisor: User
) -> None:
    data = typed(officer, of_three, T1="completed")
    change(of_three.enrolments.get(trainee="T2"), supervisor, status="left")
    assert officer.post(url(of_three), data).status_code == 302
    assert statuses(of_three) == {"T1": "completed", "T2": "left", "T3": "enrolled"}


def test_a_row_left_alone_shows_what_is_on_file_when_the_page_comes_again(
    of_three: TrainingClass, officer: Client, supervisor: User
) -> None:
    data = typed(officer, of_three, T1="vanished")
    change(of_three.enrolments.get(trainee="T2"), supervisor, status="left")
    page = officer.post(url(of_three), data)
    assert [line["status"].value() for line in page.context["sheet"].lines] == ["vanished", "left", "enrolled"]


def test_both_choosing_the_same_is_no_conflict(of_three: TrainingClass, officer: Client, supervisor: User) -> None:
    data = typed(officer, of_three, T1="completed")
    change(of_three.enrolments.get(trainee="T1"), supervisor, status="completed")
    assert officer.post(url(of_three), data).status_code == 302
    assert history_of(of_three.enrolments.get(trainee="T1")).count() == 1


def test_a_row_written_while_this_one_is_being_written_stops_all_of_them(
    of_three: TrainingClass, officer: Client, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = EnrolmentLoader.locked

    def overtaking(loader: EnrolmentLoader, pks: Any) -> Any:
        Enrolment.objects.filter(trainee="T1").update(version=9)
        return original(loader, pks)

    data = typed(officer, of_three, T1="completed", T2="left")
    monkeypatch.setattr(EnrolmentLoader, "locked", overtaking)
    page = officer.post(url(of_three), data)
    assert page.context["sheet"].problems
    assert set(statuses(of_three).values()) == {"enrolled"}


def test_what_is_odd_is_asked_about_once(of_three: TrainingClass, officer: Client) -> None:
    Enrolment.objects.filter(trainee="T1").update(employed=True, status=Status.COMPLETED)
    data = typed(officer, of_three, T1="expelled")
    page = officer.post(url(of_three), data)
    assert page.context["sheet"].warnings
    assert statuses(of_three)["T1"] == "completed"
    assert officer.post(url(of_three), {**data, "confirm_odd": "1"}).status_code == 302
    assert statuses(of_three)["T1"] == "expelled"


def test_a_page_whose_hidden_words_were_spoilt_compares_with_what_is_on_file(
    of_three: TrainingClass, officer: Client
) -> None:
    spoilt = {
        name: "x" if name.endswith("-was") else value for name, value in typed(officer, of_three, T1="left").items()
    }
    assert officer.post(url(of_three), spoilt).status_code == 302
    assert statuses(of_three) == {"T1": "left", "T2": "enrolled", "T3": "enrolled"}


def test_saving_without_a_change_writes_nothing(of_three: TrainingClass, officer: Client) -> None:
    assert officer.post(url(of_three), shown(officer, of_three)).status_code == 302
    assert [history_of(one).count() for one in of_three.enrolments.all()] == [0, 0, 0]


def test_a_class_without_trainees_says_so(officer: Client) -> None:
    page = officer.get(url(TrainingClassFactory.create()))
    assert "<table" not in page.content.decode()


def test_the_page_costs_the_same_for_one_trainee_and_for_three(of_three: TrainingClass, officer: Client) -> None:
    alone = TrainingClassFactory.create()
    EnrolmentFactory.create(training_class=alone, status=Status.ENROLLED)

    def cost(found: TrainingClass) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as opened:
            data = shown(officer, found)
        with CaptureQueriesContext(connection) as saved:
            officer.post(url(found), {**data, "rest": "completed"})
        return len(opened), len(saved)

    cost(TrainingClassFactory.create())
    assert cost(alone) == cost(of_three)
