from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets.commands import Refusal, add_language, in_language
from laborportal.imports.models import ImportRun
from laborportal.imports.undoing import NotReverted, revert


class Command(BaseCommand):
    help = "Takes one import back as a whole; refuses, and says what stands in the way, when later changes stand on it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("import_id", type=int)
        add_language(parser)

    @in_language
    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["import_id"]).first()
        if run is None:
            raise Refusal(_("There is no import {number}.").format(number=options["import_id"]))
        try:
            revert(run, Act(system_user()))
        except NotReverted as refused:
            for obstacle in refused.obstacles:
                self.stdout.write(obstacle)
            raise CommandError(_("Import {number} was not taken back.").format(number=run.pk), returncode=1) from None
        self.stdout.write(_("Import {number} was taken back.").format(number=run.pk))
