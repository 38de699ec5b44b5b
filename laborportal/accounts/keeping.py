"""Nothing typed is lost when a session has ended: the posted fields wait in the session until the person is back."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.http import HttpRequest

SESSION_KEY = "kept_forms"
MOST_FORMS = 3
MOST_CHARACTERS = 200_000
NEVER = ("csrfmiddlewaretoken",)
SECRET = ("password", "code", "secret")
EXPIRED_USER = "expired_user"
"""Whose session ended: only that person is shown what was typed."""


@dataclass(frozen=True)
class KeptForm:
    path: str
    fields: list[tuple[str, str]]
    had_files: bool
    owner: str

    def belongs_to(self, user_id: Any) -> bool:
        return self.owner in ("", str(user_id))


def keep(request: HttpRequest) -> str:
    """The key under which the posted fields wait; blank when there is nothing that may be kept."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER and not any(word in name.lower() for word in SECRET)
        for value in values
    ]
    if not fields or sum(len(name) + len(str(value)) for name, value in fields) > MOST_CHARACTERS:
        return ""
    key = token_urlsafe(12)
    forms = dict(list(request.session.get(SESSION_KEY, {}).items())[-(MOST_FORMS - 1) :])
    forms[key] = {
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
        "owner": request.session.get(EXPIRED_USER, ""),
    }
    request.session[SESSION_KEY] = forms
    return key


def find(request: HttpRequest, key: str) -> KeptForm | None:
    found = request.session.get(SESSION_KEY, {}).get(key)
    if found is None:
        return None
    kept = KeptForm(**{**found, "fields": [(name, value) for name, value in found["fields"]]})
    return kept if kept.belongs_to(request.user.pk) else None
