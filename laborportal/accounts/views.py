from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language as django_set_language

from laborportal.accounts import keeping
from laborportal.accounts import tokens as personal_tokens
from laborportal.accounts.forms import TokenForm
from laborportal.accounts.models import Membership, PersonalToken, User
from laborportal.audit.recording import Act

set_language = login_not_required(require_POST(django_set_language))


@never_cache
@login_not_required
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Asked by the idle warning: 204 while the person is signed in (the middleware has noted it), else 401."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return HttpResponse(status=204)


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The signed-in person's own account: roles, password, second factor."""
    memberships = Membership.objects.filter(user=request.user.pk, ended_at=None).select_related("unit")
    return render(request, "account/own.html", {"memberships": memberships})


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's own tokens; a new one is shown once, in the answer to the form."""
    assert isinstance(request.user, User)  # the middleware sees to it
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        token, secret = personal_tokens.make(request.user, **form.cleaned_data)
        return render(request, "account/token.html", {"token": token, "secret": secret})
    return render(request, "account/tokens.html", {"form": form, "tokens": request.user.tokens.all()})


@require_POST
def withdraw_token(request: HttpRequest, pk: int) -> HttpResponse:
    assert isinstance(request.user, User)
    personal_tokens.withdraw(Act(request.user), get_object_or_404(PersonalToken, pk=pk, person=request.user))
    messages.success(request, _("The token has been withdrawn. No program can use it any more."))
    return redirect("account_tokens")


@never_cache
@require_GET
def kept(request: HttpRequest, key: str) -> HttpResponse:
    """What was typed before the session ended, ready to be sent again by its author."""
    found = keeping.find(request, key)
    if found is None:
        raise Http404
    shown = [value for name, value in found.fields if len(value) > 1 and not name.startswith("seen_")]
    return render(request, "account/kept.html", {"kept": found, "shown": shown})
