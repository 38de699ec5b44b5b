from unittest import mock

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import TransactionTestCase
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from laborportal.accounts.models import Unit, User
from laborportal.audit import triggers
from laborportal.audit.checks import history_is_guarded
from laborportal.audit.models import AppendOnlyError, Event
from laborportal.audit.recording import (
    Act,
    Entry,
    UnknownAction,
    action_words,
    differences,
    history_of,
    record,
    record_many,
)
from laborportal.audit.triggers import create_triggers, drop_triggers, missing_triggers
from tests.factories.accounts import UnitFactory


@pytest.fixture
def unit(db: None) -> Unit:
    return UnitFactory.create(code="archive", name="檔案科")


@pytest.fixture
def event(unit: Unit, act: Act) -> Event:
    return record(act, "changed", unit, {"name": ("文書科", "檔案科")}, reason="改制")


def test_an_event_keeps_who_what_and_why_under_the_names_of_that_day(event: Event, unit: Unit, staff: User) -> None:
    Unit.objects.filter(pk=unit.pk).update(name="另一科")
    User.objects.filter(pk=staff.pk).update(name="改名")
    kept = history_of(unit).get()
    assert (kept.actor, kept.actor_name, kept.target_label) == (staff, "林承辦", "檔案科")
    assert (kept.changes, kept.reason, kept.target_version) == ({"name": ["文書科", "檔案科"]}, "改制", 1)


def test_a_creation_event_holds_no_values(unit: Unit, act: Act) -> None:
    assert record(act, "created", unit).changes == {}


def test_only_what_differs_is_a_change() -> None:
    assert differences({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == {"b": (2, 3), "c": (None, 4)}


def test_an_action_that_nobody_registered_is_refused(unit: Unit, act: Act) -> None:
    with pytest.raises(UnknownAction, match="embellished"):
        record(act, "embellished", unit)


def test_the_reason_of_the_act_serves_every_event_of_it(unit: Unit, staff: User) -> None:
    act = Act(staff, reason="匯入更正", import_id=7)
    record_many(act, [Entry("changed", unit, {"name": ("a", "b")}, row=3), Entry("changed", unit, reason="自己的")])
    own, shared = history_of(unit)
    assert (own.reason, shared.reason, shared.import_id, shared.row) == ("自己的", "匯入更正", 7, 3)


def test_history_is_newest_first_and_belongs_to_one_record(unit: Unit, act: Act) -> None:
    other = UnitFactory.create()
    first, _other, last = (record(act, "changed", target) for target in (unit, other, unit))
    assert list(history_of(unit)) == [last, first]


def test_many_events_are_one_insert(unit: Unit, act: Act, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        record_many(act, (Entry("changed", unit, row=number) for number in range(1, 51)))


@pytest.mark.django_db(transaction=True)
def test_history_outside_a_transaction_is_refused(unit: Unit, act: Act) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(act, "changed", unit)
    with pytest.raises(transaction.TransactionManagementError):
        record_many(act, [Entry("changed", unit)])


def test_nothing_in_python_changes_or_deletes_an_event(event: Event) -> None:
    event.reason = "另一個"
    for attempt in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(reason="另一個"),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET reason = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_an_event(event: Event, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().reason == "改制"


def test_the_table_cannot_be_emptied_at_once(event: Event) -> None:
    if connection.vendor == "sqlite":  # knows no TRUNCATE: its DELETE is refused above
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE audit_event")


class TestTriggers(TransactionTestCase):
    def test_a_missing_trigger_is_an_error_of_the_system_check(self) -> None:
        assert history_is_guarded(["default"]) == []
        drop_triggers()
        try:
            errors = history_is_guarded(["default"])
            assert {error.id for error in errors} == {"audit.E001"}
            assert len(errors) == len(missing_triggers(connection))
        finally:
            create_triggers()
        assert not missing_triggers(connection)

    def test_without_a_database_nothing_is_checked(self) -> None:
        assert history_is_guarded(None) == []

    def test_before_the_first_migration_there_is_nothing_to_guard(self) -> None:
        with mock.patch.object(triggers, "has_table", return_value=False):
            drop_triggers()
            create_triggers()
            assert history_is_guarded(["default"]) == []
        assert not missing_triggers(connection)


def test_actions_have_words_in_both_languages() -> None:
    with override("en"):
        assert action_words("created") == "created the record"
    assert action_words("never registered") == "never registered"


def test_an_event_reads_as_a_sentence(event: Event) -> None:
    assert str(event) == "林承辦: changed 檔案科"
