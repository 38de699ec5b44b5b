from collections.abc import Callable, Iterable, Mapping

from programs.quota.demo.casework import fines, load
from programs.quota.demo.months import months

__all__ = ["DEMONSTRATION", "load"]

Rows = Iterable[Mapping[str, str]]

DEMONSTRATION: list[tuple[str, Callable[[], Rows]]] = [("quota_months", months), ("quota_penalties", fines)]
