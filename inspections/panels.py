"""On the first page: how many penalties of the person's units count nowhere yet, and where they are."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from inspections.queries import undecided_penalties
from laborportal.accounts.models import User
from laborportal.cases.home import register_home_panel


def undecided(request: HttpRequest) -> Mapping[str, Any] | None:
    assert isinstance(request.user, User)  # every page is behind the sign-in
    count = undecided_penalties(request.user).count()
    return {"count": count} if count else None


register_home_panel("inspections/undecided.html", undecided)
