"""Rule 17: who complained is hidden from everybody but the handler, wherever one looks."""

import datetime
import json
import logging
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from inspections.models import Complaint, ComplaintOrigin
from inspections.procedure.complaints import READ, WRITTEN
from inspections.sealing import seal, unseal
from laborportal.accounts.models import Role, User
from laborportal.audit.recording import history_of
from laborportal.datasets.registry import all_datasets
from laborportal.workflow.models import Waiting
from tests.conftest import ClientFor
from tests.factories.accounts import person
from tests.factories.employers import EmployerFactory
from tests.factories.inspections import ComplaintFactory

pytestmark = pytest.mark.django_db
MARK = "密件祕字黃鶴樓XQ77"
ORIGIN = {"secret_name": MARK, "secret_contact": f"{MARK}@mail", "secret_words": f"我是{MARK}"}


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def complaint(officer: Client) -> Any:
    employer = EmployerFactory.create()
    typed = {
        "ubn": employer.ubn,
        "employer": employer.name,
        "unit": "inspection_office",
        "received_on": "112.03.01",
        "law": "labour_inspection",
        "subject": "工地未設護欄",
    }
    assert officer.post(reverse("complaints:create"), typed).status_code == 302
    found = Complaint.objects.get()
    assert officer.post(origin_of(found), ORIGIN).status_code == 302
    return found


def origin_of(complaint: Complaint) -> str:
    return reverse("complaints:origin", args=[complaint.pk])


def test_the_handler_reads_what_was_sealed_and_every_look_is_on_record(
    officer: Client, complaint: Complaint, staff: User
) -> None:
    for looks in (1, 2):
        answer = officer.get(origin_of(complaint))
        assert answer.content.decode().count(MARK) >= 3
        assert "no-store" in answer["Cache-Control"]
        read = history_of(complaint).filter(action=READ)
        assert [event.actor for event in read] == [staff] * looks
        assert all(event.changes == {} and event.reason == "" for event in read)
    assert history_of(complaint).filter(action=WRITTEN).count() == 1


def addresses(complaint: Complaint) -> list[str]:
    pages = [
        "/",
        complaint.get_absolute_url(),
        origin_of(complaint),
        reverse("complaints:edit", args=[complaint.pk]),
        reverse("complaints:void", args=[complaint.pk]),
        reverse("complaints:list"),
        f"{reverse('complaints:list')}?q={MARK}",
        reverse("inspections:list"),
        reverse("inspections:briefing", args=[complaint.employer_id]),
        reverse("employers:record", args=[complaint.employer_id]),
        reverse("administration:log"),
        f"{reverse('administration:log')}?q={MARK}",
        f"{reverse('employers:search')}?q={MARK}",
        "/api/openapi.json",
        "/api/complaints/",
    ]
    for code in ("answer", "hand_over"):
        pages.append(reverse("complaints:step", args=[complaint.pk, code]))
    for dataset in all_datasets():
        pages += [f"/api/{dataset.name}/", dataset.list_url(), reverse(f"{dataset.namespace}:export")]
    return pages


def text_of(answer: Any) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace"))


def test_the_complainant_is_hidden_even_from_supervisors_lists_exports_logs_and_search(
    complaint: Complaint, people: dict[str, User], client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    colleague = person(Role.STAFF, units=("inspection_office",))
    for name, user in {**people, "colleague": colleague}.items():
        client = client_for(user)
        for address in addresses(complaint):
            if name == "staff" and address == origin_of(complaint):
                continue
            if f"q={MARK}" in address:
                continue
            assert MARK not in text_of(client.get(address)), (name, address)
        if name != "staff":
            assert client.get(origin_of(complaint)).status_code in (403, 404), name
            assert client.post(origin_of(complaint), ORIGIN).status_code in (403, 404), name
    assert MARK not in caplog.text


def test_a_search_for_the_words_finds_nothing(
    complaint: Complaint, officer: Client, admin: User, client_for: ClientFor
) -> None:
    assert officer.get(reverse("complaints:list"), {"q": MARK}).context["page"].count == 0
    assert client_for(admin).get(reverse("employers:search"), {"term": MARK}).json()["employers"] == []


def test_no_table_holds_the_words_not_even_their_own(complaint: Complaint, officer: Client) -> None:
    officer.get(origin_of(complaint))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            dump = repr(cursor.fetchall())
            assert MARK not in dump, table
            assert json.dumps(MARK)[1:-1] not in dump, table
    assert unseal(ComplaintOrigin.objects.get().sealed) == ORIGIN


def test_only_one_model_holds_the_seal() -> None:
    fields = [
        f"{model._meta.label}.{each.name}"
        for model in apps.get_models()
        for each in model._meta.concrete_fields
        if "sealed" in each.name or "origin" in each.name
    ]
    assert fields == ["inspections.ComplaintOrigin.sealed"]


def test_a_seal_of_an_earlier_key_opens_while_that_key_stands(settings: Any) -> None:
    settings.SECRET_KEY = "an earlier key"
    sealed = seal({"secret_name": MARK})
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a later key", ["an earlier key"]
    assert unseal(sealed) == {"secret_name": MARK}
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_naming_another_handler_moves_the_sight_and_stands_in_history_without_the_words(
    complaint: Complaint, officer: Client, supervisor: User, client_for: ClientFor
) -> None:
    url = reverse("complaints:step", args=[complaint.pk, "hand_over"])
    posted = {"seen_state": complaint.state, "seen_version": str(complaint.version), "reason": "調職"}
    assert officer.post(url, {**posted, "handler": "nobody"}).context["form"].errors
    answer = officer.post(url, {**posted, "handler": supervisor.username})
    assert answer.status_code == 302, answer.context["form"].errors
    event = history_of(complaint)[0]
    assert (event.action, event.changes["handler"]) == ("inspections.hand_over", ["林承辦", "陳股長"])
    assert MARK not in repr(list(history_of(complaint).values()))
    assert officer.get(origin_of(complaint)).status_code == 403
    assert MARK in client_for(supervisor).get(origin_of(complaint)).content.decode()
    assert Waiting.objects.of(complaint).get().person == supervisor


def test_a_handler_is_of_the_unit_of_the_complaint(complaint: Complaint, officer: Client) -> None:
    other = person(Role.STAFF, units=("labour_conditions",))
    url = reverse("complaints:step", args=[complaint.pk, "hand_over"])
    posted = {"seen_state": complaint.state, "seen_version": str(complaint.version), "reason": "調職"}
    assert officer.post(url, {**posted, "handler": other.username}).context["form"].non_field_errors()


def test_a_handler_who_leaves_the_unit_sees_it_no_more(
    complaint: Complaint, staff: User, client_for: ClientFor
) -> None:
    staff.memberships.update(ended_at=datetime.datetime.now(datetime.UTC))
    assert client_for(User.objects.get(pk=staff.pk)).get(origin_of(complaint)).status_code == 404


def test_what_is_typed_there_waits_in_no_session_when_it_has_expired(
    complaint: Complaint, client_for: ClientFor
) -> None:
    client = Client()
    client.post(origin_of(complaint), ORIGIN)
    assert MARK not in repr(dict(client.session))


def test_a_blank_origin_is_refused_and_a_later_one_takes_its_place(complaint: Complaint, officer: Client) -> None:
    assert officer.post(origin_of(complaint), {}).status_code == 200
    assert officer.post(origin_of(complaint), {"secret_name": "另一人"}).status_code == 302
    assert unseal(ComplaintOrigin.objects.get().sealed)["secret_name"] == "另一人"


def test_a_complaint_without_an_origin_says_nothing_and_records_no_look(officer: Client, staff: User) -> None:
    complaint = ComplaintFactory.create(officer=staff)
    assert officer.get(origin_of(complaint)).status_code == 200
    assert not history_of(complaint).exists()


def test_the_queue_names_the_complaint_and_not_the_complainant(complaint: Complaint, officer: Client) -> None:
    waiting = Waiting.objects.of(complaint).get()
    assert waiting.due == datetime.date(2023, 3, 15)
    html = officer.get("/").content.decode()
    assert complaint.employer.name in html
    assert MARK not in html


def test_the_commands_tell_nothing_of_it(complaint: Complaint, capsys: pytest.CaptureFixture[str]) -> None:
    for dataset in all_datasets():
        call_command("export_records", dataset.name)
    assert MARK not in capsys.readouterr().out


def test_nobody_attaches_to_a_complaint_what_its_unit_would_see(complaint: Complaint, officer: Client) -> None:
    attach = reverse("cases:attach", args=["complaints", complaint.pk])
    assert officer.get(attach).status_code == 404
    assert attach not in officer.get(complaint.get_absolute_url()).content.decode()
