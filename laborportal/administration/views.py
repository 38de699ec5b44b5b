"""People and their roles; for administrators only. What was done is in the log, which auditors read too."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from laborportal.accounts import locking
from laborportal.accounts.models import Membership, User
from laborportal.accounts.policies import Person, may_administer, may_read_log
from laborportal.administration import people
from laborportal.administration.forms import LogFilterForm, PersonChangeForm, PersonForm, RoleForm
from laborportal.audit.models import Event
from laborportal.audit.recording import SYSTEM, Act, history_of
from laborportal.audit.timeline import Line, Wording, lines
from laborportal.datasets.registry import all_datasets

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PAGE = 50


def allowed(predicate: Callable[[Person], bool]) -> Callable[[View[P]], View[P]]:
    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return asked  # type: ignore[return-value]

    return decorate


def person_or_404(pk: int) -> User:
    return get_object_or_404(User.objects.exclude(username=SYSTEM), pk=pk)


def act_of(request: HttpRequest, reason: str = "") -> Act:
    assert request.user.is_authenticated  # the middleware sees to it
    return Act(request.user, reason)


def in_force() -> Prefetch[Any]:
    return Prefetch(
        "memberships", Membership.objects.filter(ended_at=None).select_related("unit"), to_attr="memberships_in_force"
    )


@require_GET
@allowed(may_administer)
def people_list(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()
    found = User.objects.exclude(username=SYSTEM).order_by("-is_active", "name", "pk").prefetch_related(in_force())
    if q:
        found = found.filter(Q(name__contains=q) | Q(username__contains=q.lower()))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "administration/people.html", {"page": page, "q": q})


@require_GET
@allowed(may_administer)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, person_or_404(pk), RoleForm())


@never_cache
@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def create(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user, password = people.create(act_of(request), **form.cleaned_data)
        return render(request, "administration/one_time_password.html", {"person": user, "password": password})
    return render(request, "administration/person_form.html", {"form": form, "person": None})


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    stored = User.objects.get(pk=pk)  # the form writes into its own copy while it validates
    form = PersonChangeForm(request.POST or None, instance=user, initial={"version": stored.version})
    if request.method == "POST" and form.is_valid():
        values = {field: form.cleaned_data[field] for field in ("name", "email")}
        people.change(act_of(request, form.cleaned_data["reason"]), stored, values)
        messages.success(request, _("Saved."))
        return redirect("administration:person", pk=pk)
    return render(request, "administration/person_form.html", {"form": form, "person": stored})


@require_POST
@allowed(may_administer)
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            people.give_role(act_of(request), user, form.cleaned_data["unit"], form.cleaned_data["role"])
        except people.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role has been given."))
            return redirect("administration:person", pk=pk)
    return _show(request, user, form)


@require_POST
@allowed(may_administer)
def end_role(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    membership = get_object_or_404(Membership, pk=membership_pk, user_id=person_or_404(pk).pk)
    return _tried(request, pk, lambda act: people.end_role(act, membership), _("The role has been ended."))


@require_POST
@allowed(may_administer)
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    return _tried(request, pk, lambda act: people.deactivate(act, user), _("The account has been deactivated."))


@require_POST
@allowed(may_administer)
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    return _tried(request, pk, lambda act: people.reactivate(act, user), _("The account has been reactivated."))


@require_POST
@allowed(may_administer)
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    return _tried(request, pk, lambda act: people.unlock(act, user), _("The account has been unlocked."))


@require_POST
@allowed(may_administer)
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    done = _("The second factor has been removed.")
    return _tried(request, pk, lambda act: people.remove_second_factor(act, user), done)


@never_cache
@require_POST
@allowed(may_administer)
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    user = person_or_404(pk)
    password = people.reset_password(act_of(request), user)
    return render(request, "administration/one_time_password.html", {"person": user, "password": password})


@require_GET
@allowed(may_read_log)
def log(request: HttpRequest) -> HttpResponse:
    form = LogFilterForm(request.GET)
    found = list(_logged(form)[: PAGE + 1]) if form.is_valid() else []
    older = ""
    if len(found) > PAGE:
        query = request.GET.copy()
        query["before"] = str(found[PAGE - 1].pk)
        older = query.urlencode()
    context = {"form": form, "entries": list(_in_words(found[:PAGE])), "older": older}
    return render(request, "administration/log.html", context)


def _in_words(events: list[Event]) -> Iterator[tuple[Event, list[Line]]]:
    """Records of a dataset speak in the words of its columns."""
    wordings: dict[str, Mapping[str, Wording]] = {
        dataset.model._meta.label_lower: dataset.column for dataset in all_datasets()
    }
    wordings[User._meta.label_lower] = people.wordings()
    for event in events:
        yield event, lines(event, wordings.get(event.target_type))


def _logged(form: LogFilterForm) -> QuerySet[Event]:
    asked = form.cleaned_data
    found: QuerySet[Event] = Event.objects.order_by("-pk")
    if asked["person"]:
        found = found.filter(actor=asked["person"])
    if asked["at_from"]:
        found = found.filter(at__gte=_midnight(asked["at_from"]))
    if asked["at_to"]:
        found = found.filter(at__lt=_midnight(asked["at_to"] + timedelta(days=1)))
    if asked["before"]:
        found = found.filter(pk__lt=asked["before"])
    return found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _tried(request: HttpRequest, pk: int, write: Callable[[Act], None], done: str) -> HttpResponse:
    try:
        write(act_of(request))
    except people.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("administration:person", pk=pk)


def _show(request: HttpRequest, user: User, form: RoleForm) -> HttpResponse:
    context = {
        "person": user,
        "form": form,
        "memberships": user.memberships.filter(ended_at=None).select_related("unit"),
        "ended": user.memberships.exclude(ended_at=None).select_related("unit").order_by("-ended_at", "pk"),
        "locked": locking.is_locked(user),
        "second_factor": Authenticator.objects.filter(user=user).exists(),
        "events": history_of(user)[:PAGE],
        "labels": people.wordings(),
    }
    return render(request, "administration/person.html", context)
