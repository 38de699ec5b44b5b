"""What Django's own deployment checks cannot know; `manage.py check --deploy --database default` asks all of it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from laborportal.accounts.demo import DEMO_SIGN_INS
from laborportal.accounts.models import User


@register(Tags.security, deploy=True)
def nobody_else_reads_the_key(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    file = settings.BASE_DIR / ".secret-key"
    if not file.exists() or not file.stat().st_mode & 0o077:
        return []
    hint = "Run `chmod 600 .secret-key`."
    return [Warning("Other users of this machine can read .secret-key.", hint=hint, id="laborportal.W001")]


@register(Tags.security, deploy=True)
def no_passwords_are_shown(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMONSTRATION:
        return []
    hint = "Remove DEMONSTRATION from the environment."
    return [Warning("DEMONSTRATION is on: passwords are shown to everybody.", hint=hint, id="laborportal.W002")]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    hint = "Name the hosts under which the site is reached."
    return [Warning("ALLOWED_HOSTS=* accepts any host name.", hint=hint, id="laborportal.W003")]


@register(Tags.database, deploy=True)
def demonstration_passwords_are_gone(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    passwords = dict(DEMO_SIGN_INS)
    return [
        Warning(
            f"The person {user.username!r} still has the password of the demonstration.",
            hint="Give the person another password, or end the account.",
            id="laborportal.W004",
        )
        for alias in databases or ()
        if User._meta.db_table in connections[alias].introspection.table_names()
        for user in User.objects.using(alias).filter(username__in=passwords, is_active=True)
        if user.check_password(passwords[user.username])
    ]
