"""Whose data there is: every test class that describes a dataset, wherever it stands."""

from importlib import import_module
from pathlib import Path

from tests.contracts.described import Described

TESTS = Path(__file__).parent.parent
IMPORT = "from tests.contracts import"


def described() -> dict[str, type[Described]]:
    """The first class of each dataset, by the dataset's name."""
    found: dict[str, type[Described]] = {}
    for path in sorted(path for path in TESTS.rglob("test_*.py") if IMPORT in path.read_text("utf-8")):
        module = import_module(".".join(path.relative_to(TESTS.parent).with_suffix("").parts))
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, Described) and hasattr(one, "rows"):
                found.setdefault(one.name, one)
    return found
