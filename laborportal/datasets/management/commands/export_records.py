from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.http import QueryDict

from laborportal.datasets.commands import Refusal, add_language, dataset_named, in_language, output_stream
from laborportal.exports.csvfile import write_csv
from laborportal.listing.ordering import in_order

LABELS = {"en": "", "zh": "zh-hant"}


class Command(BaseCommand):
    help = "The list behind a filter, in columns that import_records reads back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset")
        parser.add_argument("--filter", default="", metavar="QUERYSTRING")
        parser.add_argument("--format", default="csv")
        parser.add_argument("--labels", choices=["en", "zh"], default="en")
        parser.add_argument("--output", metavar="FILE")
        add_language(parser)

    @in_language
    def handle(self, *args: Any, **options: Any) -> None:
        dataset = dataset_named(options["dataset"])
        if options["format"] != "csv":
            raise Refusal(f"--format {options['format']}: csv")
        reading = dataset.read_filter(QueryDict(options["filter"]))
        if not reading.ok:
            raise Refusal(reading.complaint())
        records = dataset.read(dataset.records().filter(reading.q))
        ordered = in_order(records, reading.order or dataset.order)
        columns = [column for column in dataset.columns if not reading.columns or column.name in reading.columns]
        with output_stream(self.stdout, options["output"]) as stream:
            write_csv(columns, ordered.iterator(chunk_size=1000), stream, LABELS[options["labels"]])
