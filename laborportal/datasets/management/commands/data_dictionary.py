from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from laborportal.datasets.commands import output_stream
from laborportal.datasets.dictionary import dictionary
from laborportal.datasets.registry import all_datasets


class Command(BaseCommand):
    help = "What every column of every dataset holds, as Markdown."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", metavar="FILE")

    def handle(self, *, output: str | None, **options: Any) -> None:
        with output_stream(self.stdout, output) as stream:
            stream.write(dictionary(all_datasets()))
