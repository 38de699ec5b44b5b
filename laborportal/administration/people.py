"""Every change to people and their roles: one function each, history in the same transaction."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts import locking
from laborportal.accounts.models import Membership, Role, Unit, User
from laborportal.accounts.passwords import one_time_password
from laborportal.accounts.tokens import withdraw_all
from laborportal.audit.recording import Act, Change, record, register_action

register_action("role_given", gettext_lazy("gave a role"))
register_action("role_ended", gettext_lazy("ended a role"))
register_action("deactivated", gettext_lazy("deactivated the account"))
register_action("reactivated", gettext_lazy("reactivated the account"))
register_action("password_reset", gettext_lazy("set a one-time password"))
register_action("second_factor_removed", gettext_lazy("removed the second factor"))
register_action("unlocked", gettext_lazy("unlocked the account"))


class Refused(Exception):
    """str(error) is a sentence for the administrator."""


@transaction.atomic
def create(act: Act, username: str, name: str, email: str = "") -> tuple[User, str]:
    """The new person and the one-time password, which nobody can read again."""
    password = one_time_password()
    user = User(username=username, name=name, email=email, must_change_password=True)
    user.set_password(password)
    user.save()
    record(act, "created", user)
    return user, password


@transaction.atomic
def change(act: Act, user: User, values: dict[str, Any]) -> None:
    changes: dict[str, Change] = {
        field: (getattr(user, field), value) for field, value in values.items() if getattr(user, field) != value
    }
    if changes:
        _write(user, **values)
        record(act, "changed", user, changes)


@transaction.atomic
def give_role(act: Act, user: User, unit: Unit, role: str) -> Membership:
    """Raises Refused when the person already holds it."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(user=user, unit=unit, role=role)
    except IntegrityError as error:
        raise Refused(_("This person already holds this role in this unit.")) from error
    _write(user)
    record(act, "role_given", user, {"role": (None, _packed(membership))})
    return membership


@transaction.atomic
def end_role(act: Act, membership: Membership) -> None:
    """Raises Refused for the last role of an administrator."""
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.ended_at:
        return
    if locked.role == Role.ADMIN:
        _demand_another_administrator(locked)
    locked.ended_at = timezone.now()
    locked.version += 1
    locked.save()
    _write(locked.user)
    record(act, "role_ended", locked.user, {"role": (_packed(locked), None)})


@transaction.atomic
def deactivate(act: Act, user: User) -> None:
    if user.pk == act.actor.pk:
        raise Refused(_("You cannot deactivate your own account. Another administrator can."))
    if user.is_active:
        _write(user, is_active=False)
        record(act, "deactivated", user, {"is_active": (True, False)})
        withdraw_all(act, user)


@transaction.atomic
def reactivate(act: Act, user: User) -> None:
    if not user.is_active:
        _write(user, is_active=True)
        record(act, "reactivated", user, {"is_active": (False, True)})


@transaction.atomic
def reset_password(act: Act, user: User) -> str:
    """The one-time password."""
    password = one_time_password()
    user.set_password(password)
    _write(user, must_change_password=True)
    locking.unlock(user)
    record(act, "password_reset", user)
    return password


@transaction.atomic
def remove_second_factor(act: Act, user: User) -> None:
    """For whoever has lost the telephone and the recovery codes."""
    if Authenticator.objects.filter(user=user).delete()[0]:
        _write(user)
        record(act, "second_factor_removed", user)


@transaction.atomic
def unlock(act: Act, user: User) -> None:
    locking.unlock(user)
    _write(user)
    record(act, "unlocked", user)


class RoleWording:
    """How history shows a role that was given or ended: it holds "unit:role", both as codes."""

    label = gettext_lazy("Role")

    def __init__(self) -> None:
        self.units = {unit.code: unit.label for unit in Unit.objects.all()}

    def unpack(self, packed: Any) -> Any:
        return packed

    def show(self, value: Any) -> str:
        unit, _colon, role = str(value).partition(":")
        return f"{self.units.get(unit, unit)}　{Role(role).label}"


def wordings() -> Mapping[str, RoleWording]:
    return {"role": RoleWording()}


def _packed(membership: Membership) -> str:
    return f"{membership.unit.code}:{membership.role}"


def _demand_another_administrator(membership: Membership) -> None:
    others = Membership.objects.filter(role=Role.ADMIN, ended_at=None, user__is_active=True).exclude(pk=membership.pk)
    if not others.exists():
        raise Refused(_("This is the last administrator. Give somebody else the role first."))


def _write(user: User, **values: Any) -> None:
    for field, value in values.items():
        setattr(user, field, value)
    user.version += 1
    user.save()
