"""A record to open for each row of docs/permissions.md: (address, of what) to the arguments of its URL.

Each module here has those of one app in its `SAMPLES`.
"""

import pkgutil
from importlib import import_module

from tests.architecture.samples.making import People, Sample, pk_of, step

__all__ = ["SAMPLES", "People", "Sample", "pk_of", "step"]

SAMPLES: dict[tuple[str, str], Sample] = {}
for _module in pkgutil.iter_modules(__path__):
    SAMPLES |= getattr(import_module(f"{__name__}.{_module.name}"), "SAMPLES", {})
