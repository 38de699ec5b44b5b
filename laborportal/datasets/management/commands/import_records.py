import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.datasets.commands import Refusal, add_language, in_language
from laborportal.imports.engine import run_import
from laborportal.imports.reading import Unreadable


class Command(BaseCommand):
    help = "Imports a file of a dataset or of an official format; prints one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dataset")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--accept-valid", action="store_true")
        add_language(parser)

    @in_language
    def handle(self, *args: Any, **options: Any) -> None:
        name: str = options["dataset"]
        try:
            result = run_import(
                registry.loader_named(name),
                options["file"],
                Act(system_user()),
                dataset=name,
                dry_run=options["dry_run"],
                accept_valid=options["accept_valid"],
            )
        except (registry.UnknownDataset, Unreadable) as error:
            raise Refusal(str(error)) from None
        self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
        if not result.ok:
            raise SystemExit(1)
