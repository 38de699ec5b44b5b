from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from laborportal.accounts.demo import PLANNING
from laborportal.accounts.models import Role, Unit, User
from laborportal.accounts.policies import system_user
from laborportal.administration import people
from laborportal.audit.recording import Act


class Command(BaseCommand):
    help = "Makes the first administrator of an installation and prints a one-time password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *, username: str, name: str, **options: Any) -> None:
        if User.objects.filter(username=username).exists():
            raise CommandError(f"{username}: this person exists; an administrator gives roles on the page People")
        act = Act(system_user(), "made on the command line")
        user, password = people.create(act, username, name)
        people.give_role(act, user, Unit.objects.get(code=PLANNING), Role.ADMIN)
        self.stdout.write(password)
