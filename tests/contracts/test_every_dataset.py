from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from laborportal.datasets import registry
from tests.contracts import Described

TESTS = Path(__file__).parent.parent


def described() -> Iterator[str]:
    """The datasets that a `test_dataset_….py` gives data for."""
    for path in sorted(TESTS.rglob("test_dataset_*.py")):
        module = import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, Described) and hasattr(found, "name"):
                yield found.name


def test_every_dataset_keeps_the_contract() -> None:
    assert sorted(described()) == sorted(dataset.name for dataset in registry.all_datasets())
