from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from laborportal.datasets import registry
from tests.contracts import Described

TESTS = Path(__file__).parent.parent


def described() -> Iterator[str]:
    """The datasets that a test module gives data for."""
    users = [path for path in TESTS.rglob("test_*.py") if "from tests.contracts import" in path.read_text("utf-8")]
    for path in sorted(set(users) - {Path(__file__)}):
        module = import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, Described) and hasattr(found, "name"):
                yield found.name


def test_every_dataset_keeps_the_contract() -> None:
    assert set(described()) == {dataset.name for dataset in registry.all_datasets()}
