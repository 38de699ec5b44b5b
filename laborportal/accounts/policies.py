"""Who may do what, as plain predicates; every view and every transition asks here."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from laborportal.accounts.models import Role, User
from laborportal.audit.recording import SYSTEM

Person = AbstractBaseUser | AnonymousUser


def _grants(user: Person) -> frozenset[tuple[int, str]]:
    return user.grants if isinstance(user, User) else frozenset()


def units_of(user: Person, *roles: Role) -> frozenset[int]:
    """Ids of the units in which *user* holds one of *roles* (any role when none is given)."""
    return frozenset(unit for unit, role in _grants(user) if not roles or role in roles)


def has_role(user: Person, *roles: Role, unit_id: int | None = None) -> bool:
    units = units_of(user, *roles)
    return bool(units) if unit_id is None else unit_id in units


def has_post(user: Person, code: str, *roles: Role) -> bool:
    """Whether *user* holds one of *roles* in the unit with that code."""
    return isinstance(user, User) and any((code, role) in user.posts for role in roles)


def sees_everything(user: Person) -> bool:
    return has_role(user, Role.ADMIN, Role.AUDITOR)


def may_write(user: Person, unit_id: int) -> bool:
    return has_role(user, Role.STAFF, Role.SUPERVISOR, unit_id=unit_id)


def may_administer(user: Person) -> bool:
    return has_role(user, Role.ADMIN)


def may_read_log(user: Person) -> bool:
    return sees_everything(user)


def system_user() -> User:
    """Acts for commands and the worker; nobody can sign in as it."""
    found = User.objects.filter(username=SYSTEM).first()
    if found:
        return found
    user = User(username=SYSTEM, name=SYSTEM, is_active=False)
    user.set_unusable_password()
    user.save()
    return user
