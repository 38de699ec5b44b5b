"""The programs that serve the site together: they start together, and the end of one ends the others."""

import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

GRACE_SECONDS = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Died(Exception):
    """A program ended that should not have; the text is its name."""


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


@dataclass
class Programs:
    commands: Mapping[str, Sequence[str]]
    running: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        # A group of their own: Ctrl-C reaches only us, and each program is asked to end once. Should we be
        # killed without a word, the kernel asks them.
        orphans = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        for name, command in self.commands.items():
            self.running[name] = subprocess.Popen([*orphans, *command], process_group=0)

    def watch(self, seconds: float | None = None) -> None:
        """Returns after *seconds* or when asked to stop; raises Died."""
        waited = 0.0
        while not self.stopping.is_set() and (seconds is None or waited < seconds):
            for name, program in self.running.items():
                if program.poll() is not None:
                    raise Died(name)
            self.stopping.wait(0.2)
            waited += 0.2

    def stop(self) -> None:
        for program in self.running.values():
            program.terminate()
        for program in self.running.values():
            try:
                program.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


@contextmanager
def started(commands: Mapping[str, Sequence[str]]) -> Iterator[Programs]:
    """Runs *commands* until the block ends; a signal asks the block to end (`Programs.stopping`)."""
    programs = Programs(commands)
    before = {number: signal.signal(number, lambda *_: programs.stopping.set()) for number in SIGNALS}
    try:
        programs.start()
        yield programs
    finally:
        programs.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
