"""A file of a dataset and a figure of a year, as people ask for them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from laborportal.accounts.policies import system_user
from laborportal.annualreport.values import Counted, figures_of
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.imports.engine import Result, run_import


def read_in(folder: Path, dataset: str, rows: Iterable[Mapping[str, str]], **options: bool) -> Result:
    path = folder / f"{dataset}.csv"
    columns = [column.name for column in registry.get(dataset).inputs]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return run_import(registry.loader_named(dataset), path, Act(system_user()), dataset=dataset, **options)


def figure(code: str, year: int = 112) -> Counted:
    return figures_of(year, [code]).counted[code]
