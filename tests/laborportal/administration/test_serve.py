import socket
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from laborportal.accounts.demo import DEMO_SIGN_INS
from laborportal.accounts.policies import system_user
from laborportal.administration import processes
from laborportal.administration.management.commands import serve
from tests.factories.accounts import UserFactory

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", "pass"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)",
]


def test_programs_run_until_they_are_stopped() -> None:
    with processes.started({"one": SLEEPS, "two": SLEEPS}) as programs:
        programs.watch(0.3)
        running = list(programs.running.values())
        assert [program.poll() for program in running] == [None, None]
    assert all(program.returncode for program in running)


def test_the_end_of_one_program_is_noticed_and_ends_the_other() -> None:
    with pytest.raises(processes.Died, match="short"), processes.started({"long": SLEEPS, "short": ENDS}) as programs:
        programs.watch()
    assert programs.running["long"].returncode is not None


def test_a_program_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.2)
    with processes.started({"deaf": DEAF}) as programs:
        programs.watch(1.5)
    assert programs.running["deaf"].returncode == -9


@pytest.mark.django_db
def test_a_database_is_empty_until_somebody_but_the_system_is_in_it() -> None:
    system_user()
    assert serve.is_empty()
    UserFactory.create()
    assert not serve.is_empty()


def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    called: list[str] = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: called.append(name))
    monkeypatch.setattr(serve, "web_server", lambda host, port, workers: ENDS)
    monkeypatch.setattr(serve, "background_worker", lambda: ENDS)
    with pytest.raises(CommandError):
        call_command("serve", port=0, prepare=True, stderr=StringIO())
    return called


@pytest.mark.django_db
def test_an_empty_database_is_given_the_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepared(monkeypatch) == ["migrate", "demo", "collectstatic"]


@pytest.mark.django_db
def test_a_database_in_use_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory.create()
    assert prepared(monkeypatch) == ["migrate", "collectstatic"]


def served(monkeypatch: pytest.MonkeyPatch) -> str:
    """What is printed by a site that answers at once and is stopped right after."""
    monkeypatch.setattr(serve, "web_server", lambda host, port, workers: SLEEPS)
    monkeypatch.setattr(serve, "background_worker", lambda: SLEEPS)
    monkeypatch.setattr(serve, "answers", lambda host, port: True)
    monkeypatch.setattr(processes.Programs, "watch", lambda self, seconds=None: None)
    out = StringIO()
    call_command("serve", port=8123, stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_the_demonstration_prints_the_sign_ins_that_exist(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.DEMONSTRATION = True
    (name, password), (_, missing) = DEMO_SIGN_INS[0], DEMO_SIGN_INS[1]
    UserFactory.create(username=name)
    printed = served(monkeypatch)
    assert ":8123/" in printed
    assert password in printed
    assert missing not in printed


@pytest.mark.django_db
def test_nothing_else_ever_prints_a_password(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    for name, _ in DEMO_SIGN_INS:
        UserFactory.create(username=name)
    assert not any(password in served(monkeypatch) for _, password in DEMO_SIGN_INS)


def test_a_taken_port_is_refused_before_anything_is_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert processes.answers("127.0.0.1", port)
        with pytest.raises(CommandError, match=str(port)):
            call_command("serve", port=port, stderr=StringIO())
    assert not processes.answers("127.0.0.1", port)


def test_the_server_listens_where_it_is_told_and_the_worker_takes_every_queue() -> None:
    assert "127.0.0.1:8123" in serve.web_server("127.0.0.1", 8123, 3)
    assert "*" in serve.background_worker()
