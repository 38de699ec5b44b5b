from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from laborportal.annualreport.management.commands.annual_report import year_named
from laborportal.annualreport.members import NoMembers, keys_of
from laborportal.datasets.commands import Refusal, add_language, in_language


class Command(BaseCommand):
    help = "The keys of exactly the records that make a figure, one a line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year")
        parser.add_argument("code")
        add_language(parser)

    @in_language
    def handle(self, *args: Any, **options: Any) -> None:
        year = year_named(options["year"])
        try:
            keys = keys_of(year, options["code"])
        except NoMembers as error:
            raise Refusal(str(error)) from None
        for key in keys:
            self.stdout.write(key)
