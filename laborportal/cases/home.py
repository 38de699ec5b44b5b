"""The first page; higher apps put panels on it, such as this year's figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest

Region = Literal["main", "side"]
Content = Callable[[HttpRequest], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class HomePanel:
    template: str
    content: Content
    region: Region


_panels: list[HomePanel] = []


def register_home_panel(template: str, content: Content, region: Region = "side") -> None:
    """*content* gives the context of *template* (as `panel`), or None when there is nothing to show the person."""
    _panels.append(HomePanel(template, content, region))


def home_panels(request: HttpRequest) -> dict[Region, list[tuple[str, Mapping[str, Any]]]]:
    found: dict[Region, list[tuple[str, Mapping[str, Any]]]] = {"main": [], "side": []}
    for panel in _panels:
        if (context := panel.content(request)) is not None:
            found[panel.region].append((panel.template, context))
    return found
