import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.translation import gettext

from laborportal.accounts import keeping
from laborportal.accounts.models import User

Handler = Callable[[HttpRequest], HttpResponseBase]
LAST_SEEN = "last_seen"
PRECISION = 30  # seconds: the session is written at most this often, and so nobody is signed out too early


class IdleSignOutMiddleware:
    """Signs out whoever has done nothing for IDLE_MINUTES."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            self._note(request)
        return self.get_response(request)

    def _note(self, request: HttpRequest) -> None:
        now = time.time()
        idle = now - request.session.get(LAST_SEEN, now)
        if idle > settings.IDLE_MINUTES * 60 + PRECISION:
            user_id = request.user.pk
            logout(request)
            request.session[keeping.EXPIRED_USER] = str(user_id)
        elif idle > PRECISION or LAST_SEEN not in request.session:
            request.session[LAST_SEEN] = now


class SignInRequiredMiddleware:
    """Every page asks for a sign-in unless its view says otherwise; what was posted waits until then."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated or not getattr(view_func, "login_required", True):
            return None
        return self.to_sign_in(request)

    def to_sign_in(self, request: HttpRequest) -> HttpResponseBase:
        target = request.get_full_path()
        if request.method == "POST":
            key = keeping.keep(request)
            target = reverse("account_kept", args=[key]) if key else target
        if keeping.EXPIRED_USER in request.session:
            messages.info(request, gettext("You were signed out because nothing happened for a while."))
        address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': target})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)


class PasswordChangeRequiredMiddleware:
    """A password that somebody else has set is good for one thing: choosing an own one."""

    ALLOWED = frozenset({"account_change_password", "account_logout", "account_stay", "set_language"})

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and user.must_change_password and not self._allows(request):
            return HttpResponseRedirect(reverse("account_change_password"))
        return self.get_response(request)

    def _allows(self, request: HttpRequest) -> bool:
        """What asks for no sign-in sees to it by itself, such as an API that answers programs."""
        found = resolve(request.path_info)
        return found.url_name in self.ALLOWED or not getattr(found.func, "login_required", True)
