"""The datasets of the installation, each declared in the `datasets` module of its app."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from laborportal.datasets.declaration import Dataset
from laborportal.imports.formats import all_formats, format_named
from laborportal.imports.importable import Importable, register_importable
from laborportal.imports.loading import Loader, register_loader

_datasets: dict[str, Dataset] = {}
_with_pages_alone: dict[str, Dataset] = {}


class UnknownDataset(LookupError):
    pass


def register(dataset: Dataset) -> Dataset:
    if dataset.name in _datasets:
        raise ValueError(f"two datasets are called {dataset.name}")
    _datasets[dataset.name] = dataset
    register_loader(dataset.loader)
    register_importable(
        Importable(
            name=dataset.name,
            label=dataset.label,
            loader=dataset.loader,
            may_import=dataset.may_create,
            list_url=dataset.list_url,
            record_url=lambda pk: reverse(f"{dataset.namespace}:record", args=[pk]),
        )
    )
    return dataset


def keep(dataset: Dataset) -> Dataset:
    """One whose records have pages, and neither files nor figures: the contract with the outside does not name it."""
    _with_pages_alone[dataset.name] = dataset
    return dataset


def with_pages(name: str) -> Dataset | None:
    return _datasets.get(name) or _with_pages_alone.get(name)


def exists(name: str) -> bool:
    return name in _datasets


def get(name: str) -> Dataset:
    """Raises UnknownDataset with the names that there are."""
    try:
        return _datasets[name]
    except KeyError:
        raise UnknownDataset(f"{name}: {', '.join(_datasets)}") from None


def loader_named(name: str) -> Loader[Any]:
    """What imports a file of dataset or official format *name*; raises UnknownDataset."""
    if official := format_named(name):
        return official()
    if name not in _datasets:
        raise UnknownDataset(f"{name}: {', '.join([*_datasets, *all_formats()])}")
    return _datasets[name].loader()


def of_model(model: type) -> Dataset | None:
    known = (*_datasets.values(), *_with_pages_alone.values())
    return next((dataset for dataset in known if dataset.model is model), None)


def all_datasets() -> Sequence[Dataset]:
    return list(_datasets.values())
