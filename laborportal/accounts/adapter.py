from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, record, register_action

register_action("password_chosen", _("chose a new password"))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The account or the password is wrong. Check both and try again."),
        "incorrect_password": _("The password is wrong. Check it and try again."),
        "enter_current_password": _("The current password is wrong. Check it and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """django-axes counts the failures of a name; a second count would only give a second sentence."""

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        person = cast(User, user)
        with transaction.atomic():
            person.set_password(password)
            person.must_change_password = False
            person.version += 1
            person.save()
            record(Act(person), "password_chosen", person)
