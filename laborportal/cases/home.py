"""The first page; higher apps put panels on it, such as this year's figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Content = Callable[[HttpRequest], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class HomePanel:
    template: str
    content: Content


_panels: list[HomePanel] = []


def register_home_panel(template: str, content: Content) -> None:
    """*content* gives the context of *template* (as `panel`), or None when there is nothing to show the person."""
    _panels.append(HomePanel(template, content))


def home_panels(request: HttpRequest) -> list[tuple[str, Mapping[str, Any]]]:
    found = ((panel.template, panel.content(request)) for panel in _panels)
    return [(template, context) for template, context in found if context is not None]
