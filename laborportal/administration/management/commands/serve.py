import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from laborportal.accounts.demo import DEMO_SIGN_INS
from laborportal.accounts.models import User
from laborportal.administration.processes import Died, Programs, answers, port_is_free, started
from laborportal.audit.models import Event
from laborportal.audit.recording import SYSTEM

THREADS = 2


class Command(BaseCommand):
    help = (
        "Serves the site and runs its background worker until Ctrl-C; --prepare brings the database up to date first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
        parser.add_argument("--prepare", action="store_true", help="migrate, demonstration if empty, static files")

    def handle(self, *, host: str, port: int, workers: int, prepare: bool, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(
                _("Port {port} is taken by another program. Choose another one: make run PORT=8001").format(port=port)
            )
        if prepare:
            self.prepare()
        commands = {
            _("the web server"): web_server(host, port, workers),
            _("the background worker"): background_worker(),
        }
        try:
            with started(commands) as programs:
                self.wait_until_it_answers(programs, host, port)
                programs.watch()
        except Died as died:
            raise CommandError(_("Stopped, because {program} has ended.").format(program=died)) from died
        self.say(_("Stopped."))

    def prepare(self) -> None:
        self.say(_("Bringing the database up to date …"))
        call_command("migrate", verbosity=0, interactive=False)
        if is_empty():
            self.say(_("Loading the demonstration …"))
            call_command("demo", stdout=self.stderr)
        call_command("collectstatic", verbosity=0, interactive=False)

    def wait_until_it_answers(self, programs: Programs, host: str, port: int) -> None:
        while not programs.stopping.is_set() and not answers(host, port):
            programs.watch(0.2)
        if programs.stopping.is_set():
            return
        self.stdout.write(_("The site is ready: {address}").format(address=f"http://{host}:{port}/"))
        sign_ins = existing_sign_ins() if settings.DEMONSTRATION else []
        if sign_ins:
            self.stdout.write(_("Sign-ins of the demonstration, each with its password:"))
            for name, password in sign_ins:
                self.stdout.write(f"  {name:<12}{password}")
        self.stdout.write(_("Ctrl-C ends it."))
        self.stdout.flush()

    def say(self, sentence: str) -> None:
        self.stderr.write(sentence, self.style.NOTICE if self.stderr.isatty() else str)
        self.stderr.flush()


def is_empty() -> bool:
    """Nobody but the system, and nothing has happened yet."""
    return not User.objects.exclude(username=SYSTEM).exists() and not Event.objects.exists()


def existing_sign_ins() -> list[tuple[str, str]]:
    there = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    return [(name, password) for name, password in DEMO_SIGN_INS if name in there]


def web_server(host: str, port: int, workers: int) -> list[str]:
    gunicorn = [sys.executable, "-m", "gunicorn", "laborportal.wsgi", "--bind", f"{host}:{port}"]
    kind = ["--workers", str(workers), "--worker-class", "gthread", "--threads", str(THREADS)]
    return [*gunicorn, *kind, "--log-level", "warning", "--graceful-timeout", "10", "--no-control-socket"]


def background_worker() -> list[str]:
    manage = str(settings.BASE_DIR / "manage.py")
    return [sys.executable, manage, "db_worker", "--queue-name", "*", "--no-reload", "--verbosity", "0"]
