"""What is known about the request in hand, for whoever writes history below the views."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the log names the request too, and it is configured before any model exists
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True, slots=True)
class RequestContext:
    request_id: str
    actor: AbstractBaseUser | AnonymousUser | None = None


current: ContextVar[RequestContext | None] = ContextVar("current", default=None)


def request_id() -> str:
    """The id of the request in hand; blank in commands and in the worker."""
    context = current.get()
    return context.request_id if context else ""
