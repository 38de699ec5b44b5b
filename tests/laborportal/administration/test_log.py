from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from laborportal.accounts.models import Unit, User
from laborportal.administration.people import remove_second_factor
from laborportal.audit.models import Event
from laborportal.audit.recording import Act, Entry, history_of, record_many
from tests.conftest import ClientFor


@pytest.fixture
def client(auditor: User, client_for: ClientFor) -> Client:
    client = client_for(auditor)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def planning(db: None) -> Unit:
    return Unit.objects.get(code="planning")


def happened(actor: User, target: Unit, day: datetime, name: str) -> None:
    Event.objects.create(
        at=day,
        actor=actor,
        actor_name=actor.name,
        action="changed",
        target_type="accounts.unit",
        target_id=target.pk,
        target_label=name,
        target_version=2,
        changes={"name": ["前", "後"]},
    )


def log(client: Client, **asked: str) -> str:
    return str(client.get("/people/log/", asked).content.decode())


def test_the_log_tells_who_changed_what(client: Client, staff: User, planning: Unit) -> None:
    happened(staff, planning, timezone.now(), "綜合企劃科")
    html = log(client)
    for words in ("林承辦", "changed the record", "綜合企劃科", "unit", "name: from <del>前</del> to <ins>後</ins>"):
        assert words in html


def test_the_log_names_import_and_row(client: Client, staff: User, planning: Unit) -> None:
    record_many(Act(staff, import_id=118), [Entry("created", planning, row=21), Entry("voided", planning)])
    html = log(client)
    assert "(import no. 118, row 21)" in html
    assert "(import no. 118)" in html


def test_it_is_narrowed_by_person_and_days_of_the_city(
    client: Client, staff: User, supervisor: User, planning: Unit
) -> None:
    taipei = timezone.get_default_timezone()
    happened(staff, planning, datetime(2023, 3, 28, 23, 59, tzinfo=taipei), "前一天")
    happened(staff, planning, datetime(2023, 3, 29, 0, 0, tzinfo=taipei), "當天早")
    happened(supervisor, planning, datetime(2023, 3, 29, 23, 59, tzinfo=taipei), "當天晚")
    html = log(client, at_from="112.03.29", at_to="1120329")
    assert ("前一天" in html, "當天早" in html, "當天晚" in html) == (False, True, True)
    html = log(client, person=str(supervisor.pk))
    assert ("當天早" in html, "當天晚" in html) == (False, True)
    assert "No entry fits these conditions." in log(client, at_from="099.01.01", at_to="099.01.02")


@pytest.mark.parametrize(
    "asked", [{"at_from": "112.13.01"}, {"person": "999999"}, {"at_from": "112.03.02", "at_to": "112.03.01"}]
)
def test_a_condition_that_cannot_be_read_shows_no_entries_and_says_why(
    client: Client, staff: User, planning: Unit, asked: dict[str, str]
) -> None:
    happened(staff, planning, timezone.now(), "不該出現")
    html = log(client, **asked)
    assert "No entries are shown while a condition cannot be read." in html
    assert "1 problem needs your attention" in html
    assert "不該出現" not in html


def test_older_entries_are_on_the_next_page(client: Client, staff: User, planning: Unit) -> None:
    record_many(Act(staff), (Entry("changed", planning, reason=f"第{number:03d}次") for number in range(60)))
    html = log(client, person=str(staff.pk))
    assert "第059次" in html
    assert "第009次" not in html
    oldest_shown = history_of(planning)[49].pk
    assert f"?person={staff.pk}&amp;before={oldest_shown}" in html
    older = log(client, person=str(staff.pk), before=str(oldest_shown))
    assert "第009次" in older
    assert "Older entries" not in older


def test_one_entry_or_three_take_the_same_number_of_queries(
    client: Client, staff: User, planning: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    happened(staff, planning, timezone.now() - timedelta(days=1), "一")
    client.get("/people/log/")
    with django_assert_num_queries(7):
        client.get("/people/log/")
    record_many(Act(staff), [Entry("changed", target) for target in Unit.objects.all()[:3]])
    with django_assert_num_queries(7):
        client.get("/people/log/")


def test_the_second_factor_is_removed_once(staff: User, admin: User) -> None:
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={})
    for _click in range(2):
        remove_second_factor(Act(admin), staff)
    assert history_of(staff).get().action == "second_factor_removed"
    assert not Authenticator.objects.filter(user=staff).exists()
