from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand

from laborportal.annualreport.document import as_csv, as_json
from laborportal.annualreport.standalone import as_html
from laborportal.annualreport.values import figures_of
from laborportal.datasets.commands import Refusal, add_language, in_language, output_stream
from laborportal.rocyear.dates import DateError, parse_year

WRITERS: Mapping[str, Callable[[int], str]] = {
    "json": lambda year: as_json(figures_of(year)),
    "csv": lambda year: as_csv(figures_of(year)),
    "html": as_html,
}


def year_named(text: str) -> int:
    """The ROC year of a command line; raises Refusal."""
    try:
        return parse_year(text)
    except DateError as error:
        raise Refusal(str(error)) from None


class Command(BaseCommand):
    help = "The yearly report of a ROC year: the live draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year")
        parser.add_argument("--format", default="json")
        parser.add_argument("--edition", metavar="N")
        parser.add_argument("--output", metavar="FILE")
        add_language(parser)

    @in_language
    def handle(self, *args: Any, **options: Any) -> None:
        year = year_named(options["year"])
        if options["edition"] is not None:
            raise Refusal("--edition: no edition has been published")
        if options["format"] not in WRITERS:
            raise Refusal(f"--format {options['format']}: {', '.join(WRITERS)}")
        with output_stream(self.stdout, options["output"]) as stream:
            stream.write(WRITERS[options["format"]](year))
