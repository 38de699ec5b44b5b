from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from coverage import Coverage
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import settings as property_settings
from pytest_django import DjangoDbBlocker

from laborportal.accounts.models import Role, User
from laborportal.audit.recording import Act
from tests import pristine
from tests.factories.accounts import UserFactory, person

property_settings.register_profile("suite", deadline=None)  # a busy machine is no failure of the product
property_settings.load_profile("suite")

OPERATING = (
    "employment_security",
    "labour_standards",
    "inspection_office",
    "labour_conditions",
    "rehabilitation",
    "vocational",
    "labour_education",
    "employment_service",
)
ClientFor = Callable[[User], Client]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        report.sections.append(("database", connection.vendor))
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A thread of the live server that waits for its browser keeps a connection, and PostgreSQL the database then."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True, scope="session")
def lines_are_counted_on_sqlite() -> None:
    """Once is enough, and to count costs more than half as much again as to run."""
    measuring = Coverage.current()
    if measuring and connection.vendor == "postgresql":
        measuring.stop()


@pytest.fixture(autouse=True, scope="session")
def restored_instead_of_flushed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After a test that really commits."""
    with django_db_blocker.unblock():
        left_by_migrations = pristine.remember()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: pristine.restore(left_by_migrations))
        yield


@pytest.fixture(autouse=True)
def the_first_language() -> None:
    """A page read in English leaves its language in the thread; the next test begins as a new thread does."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def staff(db: None) -> User:
    return person(Role.STAFF, units=OPERATING, username="officer", name="林承辦")


@pytest.fixture
def supervisor(db: None) -> User:
    return person(Role.SUPERVISOR, units=OPERATING, username="chief", name="陳股長")


@pytest.fixture
def admin(db: None) -> User:
    return person(Role.ADMIN, units=("planning",), username="planner", name="王企劃")


@pytest.fixture
def auditor(db: None) -> User:
    return person(Role.AUDITOR, units=("planning",), username="auditor", name="周稽核")


@pytest.fixture
def outsider(db: None) -> User:
    """Case officer of a unit that owns none of the records in the tests."""
    return person(Role.STAFF, units=("labour_relations",), username="outsider", name="黃外科")


@pytest.fixture
def people(staff: User, supervisor: User, admin: User, auditor: User, outsider: User) -> dict[str, User]:
    """One person of each kind, under the names of docs/permissions.md."""
    no_role = UserFactory.create(username="visitor")
    return {
        "no role": no_role,
        "outsider": outsider,
        "auditor": auditor,
        "staff": staff,
        "supervisor": supervisor,
        "admin": admin,
    }


@pytest.fixture
def client_for() -> ClientFor:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def act(staff: User) -> Act:
    return Act(actor=staff)


@pytest.fixture
def run_tasks(transactional_db: None) -> Callable[[], Any]:
    """Runs what waits for the background worker, as the worker would."""
    return lambda: call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
