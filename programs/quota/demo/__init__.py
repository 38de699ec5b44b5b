from collections.abc import Callable, Iterable, Mapping

from programs.quota.demo.months import months

Rows = Iterable[Mapping[str, str]]

DEMONSTRATION: list[tuple[str, Callable[[], Rows]]] = [("quota_months", months)]
