"""Personal tokens: a program reads with one what its person may see, until it is withdrawn or runs out."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import PersonalToken, User
from laborportal.audit.recording import Act, record, register_action

PREFIX = "lcp_"  # so that a token that got into a file is known for what it is
PRECISION = timedelta(minutes=1)
"""The last use is written at most this often."""
register_action("token_made", _("made a personal token"))
register_action("token_withdrawn", _("withdrew a personal token"))


@transaction.atomic
def make(person: User, name: str, days: int) -> tuple[PersonalToken, str]:
    """The token and its secret, which nobody can read again."""
    secret = PREFIX + token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=days)
    token = PersonalToken.objects.create(person=person, name=name, digest=digest(secret), expires_at=expires_at)
    record(Act(person), "token_made", token)
    return token, secret


@transaction.atomic
def withdraw(act: Act, token: PersonalToken) -> None:
    locked = PersonalToken.objects.select_for_update().get(pk=token.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = timezone.now()
        locked.version += 1
        locked.save()
        record(act, "token_withdrawn", locked)


def withdraw_all(act: Act, person: User) -> None:
    for token in PersonalToken.objects.filter(person=person, withdrawn_at=None):
        withdraw(act, token)


def holder_of(secret: str) -> User | None:
    """Whose token it is; None for one that is unknown, withdrawn or too old, and when the person may not sign in."""
    found = PersonalToken.objects.select_related("person").filter(digest=digest(secret)).first()
    if found is None or not found.in_force or not found.person.is_active:
        return None
    now = timezone.now()
    if found.last_used_at is None or found.last_used_at < now - PRECISION:
        PersonalToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return found.person


def digest(secret: str) -> str:
    """A plain hash: nobody guesses a secret of 256 random bits, however fast."""
    return sha256(secret.encode()).hexdigest()
