"""Every address meets every person, by GET and by POST; what to expect stands in docs/permissions.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from laborportal.accounts.models import User
from tests.architecture.samples import SAMPLES, People
from tests.conftest import ClientFor

PAGE = settings.BASE_DIR / "docs" / "permissions.md"
PERSONS = ("nobody", "no role", "outsider", "auditor", "staff", "supervisor", "admin")
SIGN_IN = "in"


@dataclass(frozen=True)
class Row:
    name: str
    what: str
    cells: tuple[str, ...]

    def expected(self, person: str, method: str) -> str:
        get, post = self.cells[PERSONS.index(person)].split("/")
        return get if method == "get" else post


def rows() -> Iterator[Row]:
    for line in PAGE.read_text().splitlines():
        if found := re.fullmatch(r"\| `([\w:]+)` \|(.*)\|", line):
            what, *cells = (cell.strip() for cell in found[2].split("|"))
            yield Row(found[1], what, tuple(cells))


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}"


ROWS = tuple(rows())


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {row.name for row in ROWS} == set(names(get_resolver().url_patterns))


def test_every_row_answers_for_everybody_once() -> None:
    assert [row for row in ROWS if len(row.cells) != len(PERSONS)] == []
    assert len({(row.name, row.what) for row in ROWS}) == len(ROWS)


def test_every_sample_belongs_to_a_row() -> None:
    assert set(SAMPLES) - {(row.name, row.what) for row in ROWS} == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name} {row.what}".strip())
def test_each_person_gets_what_the_table_says(row: Row, people: People, client_for: ClientFor) -> None:
    cache.clear()
    make = SAMPLES.get((row.name, row.what))
    url = reverse(row.name, kwargs=make(people) if make else None)
    answers = {
        (person, method): answer(client_for, people.get(person), method, url)
        for person in PERSONS
        for method in ("get", "post")
    }
    assert answers == {key: row.expected(*key) for key in answers}


def answer(client_for: ClientFor, user: User | None, method: str, url: str) -> str:
    """The status, or SIGN_IN; whatever the request wrote is taken back, so that the next person finds the same."""
    with transaction.atomic():
        client = client_for(User.objects.get(pk=user.pk)) if user else Client()
        response: Any = getattr(client, method)(url)
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response["Location"].startswith(f"{reverse(settings.LOGIN_URL)}?next=")
    return SIGN_IN if to_sign_in else str(response.status_code)
