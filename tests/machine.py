"""What the tests need from the machine: installed by name where that is allowed, else refused in one line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


class Missing(Exception):
    """One line: what is missing and how to install it."""


def demand(found: Callable[[], object], *packages: str) -> None:
    """Installs the Debian *packages* unless *found*; raises Missing when it may not or when that does not help."""
    if found():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"installing {' '.join(packages)}")
        if not apt("install", "--yes", "--no-install-recommends", *packages):
            apt("update")
            apt("install", "--yes", "--no-install-recommends", *packages)
    if not found():
        raise Missing(f"the tests need {', '.join(packages)}; on Debian, as root: apt-get install {' '.join(packages)}")


def apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *arguments], stdout=sys.stderr, env=environment).returncode == 0


def say(sentence: str) -> None:
    sys.stderr.write(f"== {sentence}\n")


def chromium() -> str | None:
    return shutil.which("chromium")


def chinese_font() -> bool:
    listing = shutil.which("fc-list")
    return bool(listing and subprocess.run([listing, ":lang=zh-tw", "family"], capture_output=True).stdout.strip())


def postgresql_programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, the newest version first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*debian, *on_path] if (folder / "initdb").exists()), None)


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a new, empty server of our own; it listens on a socket only, so that it meets no other."""
    programs = postgresql_programs()
    assert programs, "demand() it first"
    folder = Path(mkdtemp(prefix="laborportal-pg-"))
    # PostgreSQL refuses to run as root.
    person = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    if person:
        shutil.chown(folder, "postgres")
    # Without autovacuum: it would note, between two tests that roll back, that every table is empty, and plan by that.
    switched_off = "-c listen_addresses='' -c fsync=off -c autovacuum=off"
    data, options = folder / "data", f"{switched_off} -k {folder} -c max_connections=200"

    def run(program: str, *arguments: str) -> None:
        command = [*person, str(programs / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgres://postgres@{str(folder).replace('/', '%2F')}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
