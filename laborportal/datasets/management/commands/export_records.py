from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.http import QueryDict

from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets.commands import Refusal, add_language, binary_output, dataset_named, in_language
from laborportal.datasets.extracts import Extract, NotExported
from laborportal.exports.formats import FORMATS, LABELS


class Command(BaseCommand):
    help = "The list behind a filter, in columns that import_records reads back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset")
        parser.add_argument("--filter", default="", metavar="QUERYSTRING")
        parser.add_argument("--format", default="csv")
        parser.add_argument("--labels", choices=list(LABELS), default="en")
        parser.add_argument("--output", metavar="FILE")
        add_language(parser)

    @in_language
    def handle(self, *args: Any, **options: Any) -> None:
        dataset = dataset_named(options["dataset"])
        if options["format"] not in FORMATS:
            raise Refusal(f"--format {options['format']}: {', '.join(FORMATS)}")
        reading = dataset.read_filter(QueryDict(options["filter"]))
        if not reading.ok:
            raise Refusal(reading.complaint())
        reading.format, reading.labels = options["format"], options["labels"]
        extract = Extract(dataset, reading)
        try:
            extract.demand_room()
        except NotExported as refused:
            raise Refusal(str(refused)) from None
        extract.announce(Act(system_user()), options["filter"])
        with binary_output(self.stdout, options["output"]) as stream:
            for chunk in extract.chunks():
                stream.write(chunk)
