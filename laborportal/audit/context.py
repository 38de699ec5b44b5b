"""What is known about the request in hand, for whoever writes history or logs below the views."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING
from uuid import uuid4

from django.http import HttpRequest

if TYPE_CHECKING:  # the log's filter imports this module, before any model may be
    from django.contrib.auth.base_user import AbstractBaseUser


class RequestContext:
    def __init__(self, request: HttpRequest) -> None:
        self.request_id = str(uuid4())
        self._request = request

    @property
    def actor(self) -> AbstractBaseUser | None:
        """Who is signed in; known only once the session has been read."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None


current: ContextVar[RequestContext | None] = ContextVar("current", default=None)


def request_id() -> str:
    """Blank in commands and in the worker."""
    context = current.get()
    return context.request_id if context else ""
