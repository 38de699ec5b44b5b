"""The programs behind `make run`, really started and really killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

MANAGE = [sys.executable, "manage.py"]
Serving = tuple["subprocess.Popen[str]", int]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """That of an installation with a database of its own."""
    file = tmp_path_factory.mktemp("served") / "served.sqlite3"
    found = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "laborportal.settings",
        "DATABASE_URL": f"sqlite:///{file}",
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    subprocess.run([*MANAGE, "migrate", "--verbosity", "0"], cwd=settings.BASE_DIR, env=found, check=True)
    return found


@pytest.fixture
def serving(environment: dict[str, str]) -> Iterator[Serving]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*MANAGE, "serve", "--port", str(port), "--workers", "1"]
    program = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout
    assert f":{port}/" in program.stdout.readline()
    yield program, port
    program.kill()
    program.communicate()


def children(pid: int) -> dict[str, int]:
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        words = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        found["worker" if "db_worker" in words else "server"] = int(child)
    return found


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def ended(pids: list[int], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and any(alive(pid) for pid in pids):
        time.sleep(0.1)
    return not any(alive(pid) for pid in pids)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_ctrl_c_ends_the_server_and_the_worker(serving: Serving, number: signal.Signals) -> None:
    program, port = serving
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/") as response:
        assert response.status == 200
    started = children(program.pid)
    assert set(started) == {"server", "worker"}
    program.send_signal(number)
    assert program.wait(30) == 0
    assert ended(list(started.values()))


@pytest.mark.parametrize("victim", ["server", "worker"])
def test_when_one_program_dies_the_other_is_ended_and_the_exit_status_says_so(serving: Serving, victim: str) -> None:
    program, _ = serving
    started = children(program.pid)
    os.kill(started[victim], signal.SIGKILL)
    assert program.wait(30) == 1
    assert ended(list(started.values()))


def test_a_kill_without_a_word_leaves_no_orphans(serving: Serving) -> None:
    program, _ = serving
    started = children(program.pid)
    program.kill()
    assert ended(list(started.values()))


def test_a_taken_port_is_said_in_one_line(serving: Serving, environment: dict[str, str]) -> None:
    program, port = serving
    second = subprocess.run(
        [*MANAGE, "serve", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert second.returncode == 1
    assert len(second.stderr.strip().splitlines()) == 1
    assert str(port) in second.stderr
    assert program.poll() is None
