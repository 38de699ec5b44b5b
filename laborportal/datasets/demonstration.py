"""Loads the `demo` module of each app: `DEMONSTRATION`, rows of datasets, and `load(act)` for all else."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets import registry
from laborportal.imports.engine import FilePlan
from laborportal.imports.planning import plan_rows

Rows = Callable[[], Iterable[Mapping[str, str]]]
FILE = "demonstration"


class BrokenDemonstration(Exception):
    """Rows of the demonstration that its own datasets refuse."""


def modules() -> Iterator[ModuleType]:
    """In the order of INSTALLED_APPS, so that what others refer to comes first."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "demo"):
            yield import_module(f"{config.name}.demo")


def load() -> dict[str, int]:
    """How many records each dataset got; what stands on file already is left as it is."""
    act = Act(system_user())
    created: dict[str, int] = {}
    for module in modules():
        for dataset, rows in getattr(module, "DEMONSTRATION", ()):
            created[dataset] = created.get(dataset, 0) + load_rows(dataset, rows, act)
        if hasattr(module, "load"):
            module.load(act)
    return created


def load_rows(name: str, rows: Rows, act: Act) -> int:
    loader = registry.loader_named(name)
    given = list(rows())
    plan = plan_rows(loader, (loader.read(number, cells) for number, cells in enumerate(given, start=1)))
    if plan.errors:
        raise BrokenDemonstration([problem.as_json() for problem in plan.errors])
    plan.counts.unchanged += len(plan.updates)
    plan.counts.updated = 0
    plan.updates.clear()
    if plan.creates:
        text = json.dumps(given, ensure_ascii=False, sort_keys=True)
        FilePlan(name, FILE, hashlib.sha256(text.encode()).hexdigest(), plan).apply(act)
    return plan.counts.created
