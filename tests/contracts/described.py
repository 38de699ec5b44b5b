import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.datasets.declaration import Dataset
from laborportal.imports.engine import Result, run_import
from laborportal.workflow.voiding import on_file
from tests.conftest import ClientFor

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Defect:
    """*cells* written over the first row make an error (or a warning) of *column* whose message holds *words*."""

    cells: Cells
    column: str
    words: str = ""


@pytest.mark.django_db
class Described:
    """*rows* are three rows of a file that differ in employer and in the number of children, of the units of `staff`.

    *change* gives cells of the first row other values; *form_row* and *form_change* are what the form takes where
    that differs. *found_by* are searches that find the first record and no other.
    """

    name: ClassVar[str]
    rows: ClassVar[tuple[Cells, Cells, Cells]]
    change: ClassVar[Cells]
    defects: ClassVar[tuple[Defect, ...]]
    oddities: ClassVar[tuple[Defect, ...]] = ()
    found_by: ClassVar[tuple[str, ...]] = ()
    form_row: ClassVar[Cells | None] = None
    form_change: ClassVar[Cells | None] = None

    folder: Path

    def prepare(self) -> None:
        """Records that the rows refer to."""

    @pytest.fixture(autouse=True)
    def ready(self, db: None, tmp_path: Path, staff: User, client_for: ClientFor) -> None:
        self.folder = tmp_path
        self.officer = client_for(staff)
        self.staff = staff
        self.prepare()

    @property
    def dataset(self) -> Dataset:
        return registry.get(self.name)

    @property
    def typed(self) -> dict[str, str]:
        """What a person types for the first record."""
        return dict(self.form_row or self.rows[0])

    @property
    def retyped(self) -> Cells:
        return self.form_change or self.change

    def url(self, page: str, record: Any = None) -> str:
        return reverse(f"{self.dataset.namespace}:{page}", args=[record.pk] if record else [])

    def file(self, *rows: Cells) -> Path:
        """A file of *rows* with every column of the dataset."""
        path = self.folder / f"{len(list(self.folder.iterdir()))}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, [column.name for column in self.dataset.inputs], restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def load(self, *rows: Cells, **options: bool) -> Result:
        return self.load_file(self.file(*rows), **options)

    def load_file(self, path: Path, **options: bool) -> Result:
        loader = registry.loader_named(self.name)
        return run_import(loader, path, Act(system_user()), dataset=self.name, **options)

    def records(self) -> list[Any]:
        """What counts, in the order in which it was made."""
        return list(self.dataset.read(self.dataset.records()).order_by("pk"))

    def on_file(self) -> list[Any]:
        """What counts and what does not yet: a form may make a record that waits for a second person."""
        return list(self.dataset.read(on_file(self.dataset.model)).order_by("pk"))

    def states(self) -> list[dict[str, str]]:
        """Every record as a file would hold it."""
        return [
            {column.name: column.dump(column.value_of(record)) for column in self.dataset.inputs}
            for record in self.on_file()
        ]

    def loaded(self) -> list[Any]:
        """The three records, one for each row."""
        result = self.load(*self.rows)
        assert result.ok, result.errors
        return self.records()

    def entered(self, client: Client, cells: Cells) -> Any:
        """The answer to the form of a new record; what is odd is confirmed."""
        return client.post(self.url("create"), {**cells, "confirm_odd": "1"})

    def export(self, filter: str = "", **options: Any) -> Path:
        path = self.folder / f"export-{len(list(self.folder.iterdir()))}"
        call_command("export_records", self.name, filter=filter, output=str(path), **options)
        return path
