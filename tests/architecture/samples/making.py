from collections.abc import Callable, Mapping
from typing import Any

from laborportal.accounts.models import Role, User
from tests.factories.accounts import MembershipFactory, unit

People = Mapping[str, User]
Sample = Callable[[People], dict[str, Any]]


def pk_of(make: Callable[[People], Any]) -> Sample:
    return lambda people: {"pk": make(people).pk}


def step(code: str, make: Callable[[People], Any]) -> Sample:
    return lambda people: {"pk": make(people).pk, "step": code}


def supervising_officer(people: People, code: str) -> User:
    """Who is also case officer of the unit, as in a small unit somebody may be."""
    supervisor = User.objects.get(pk=people["supervisor"].pk)
    MembershipFactory.create(user=supervisor, unit=unit(code), role=Role.STAFF)
    return supervisor
