"""Rules for passwords beyond Django's own, and one-time passwords that an administrator hands out."""

import secrets
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from laborportal.accounts.models import PasswordHistory, User

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is misread on paper


class NotRecentPassword:
    """Refuses the password in use and the *remembered* ones before it."""

    def __init__(self, remembered: int = 3) -> None:
        self.remembered = remembered

    def _former(self, user: User) -> list[str]:
        kept = PasswordHistory.objects.filter(user=user).order_by("-pk").values_list("password", flat=True)
        return [user.password, *kept[: self.remembered]]

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, User) or user.pk is None:
            return
        if any(check_password(password, former) for former in self._former(user)):
            raise ValidationError(
                gettext("This password was used before. Choose one that is not among your last %(count)d passwords."),
                code="password_used_before",
                params={"count": self.remembered},
            )

    def get_help_text(self) -> str:
        return ngettext(
            "It must not be the last password you used.",
            "It must not be one of the last %(count)d passwords you used.",
            self.remembered,
        ) % {"count": self.remembered}

    def password_changed(self, password: str, user: User) -> None:
        PasswordHistory.objects.create(user=user, password=user.password)
        kept = PasswordHistory.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
        PasswordHistory.objects.filter(user=user, pk__in=list(kept[self.remembered :])).delete()


def one_time_password() -> str:
    """Four groups of four, easy to read out over the telephone; about 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
