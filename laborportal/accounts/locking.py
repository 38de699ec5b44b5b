"""The lock after repeated failures: five, for fifteen minutes, by name."""

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from laborportal.accounts.models import User


def tried_username(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """django-axes asks for the name under which failures are counted: case makes no other person."""
    named = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return str(named).strip().casefold()


def is_locked(user: User) -> bool:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    found = AccessAttempt.objects.filter(username=user.username.casefold(), attempt_time__gte=since)
    failures: int | None = found.aggregate(failures=Sum("failures_since_start"))["failures"]
    return (failures or 0) >= settings.AXES_FAILURE_LIMIT


def unlock(user: User) -> None:
    reset(username=user.username.casefold())
