"""What higher apps offer to do with the list on the screen, such as to make it a figure of the report."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest

from laborportal.datasets.declaration import Dataset
from laborportal.listing.page import Action
from laborportal.listing.reading import Reading

Link = Callable[[HttpRequest, Dataset, Reading], Action | None]

_links: list[Link] = []


def register_list_link(link: Link) -> None:
    """*link* is asked for each list whose conditions can all be read; None where it has nothing to offer."""
    _links.append(link)


def links_of(request: HttpRequest, dataset: Dataset, reading: Reading) -> Sequence[Action]:
    found = (link(request, dataset, reading) for link in _links)
    return [action for action in found if action is not None]
