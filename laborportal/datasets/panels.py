"""What higher apps show on the page of a record: "next step", "where counted", an employer's cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest

from laborportal.datasets.declaration import Dataset

Region = Literal["top", "main", "side"]
Filled = tuple[str, Mapping[str, Any]]
Content = Callable[[HttpRequest, Dataset, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """*content* gives the context of *template* for a record, or None when the panel has nothing to say."""

    region: Region
    template: str
    content: Content


_panels: list[Panel] = []


def register_panel(region: Region, template: str, content: Content) -> None:
    _panels.append(Panel(region, template, content))


def panels_of(request: HttpRequest, dataset: Dataset, record: Any) -> dict[Region, list[Filled]]:
    """Template and context by region, in the order of registration."""
    found: dict[Region, list[Filled]] = {"top": [], "main": [], "side": []}
    for panel in _panels:
        context = panel.content(request, dataset, record)
        if context is not None:
            found[panel.region].append((panel.template, context))
    return found
