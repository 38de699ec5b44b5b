"""What the first page and the calendar show the institute's people: the classes whose follow-up is open."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.cases.calendar import Event, Scope, register_events
from laborportal.cases.home import register_home_panel
from laborportal.rocyear.dates import today
from programs.training.datasets import CLASSES
from programs.training.followup import terms_of
from programs.training.models import TrainingClass
from programs.training.queries import keeps_training, to_be_followed_up

SHOWN = 5
LONGEST_TERM = timedelta(days=366)


def open_follow_ups(request: HttpRequest) -> Mapping[str, Any] | None:
    """Those that ended first stand first: their terms are over first."""
    assert isinstance(request.user, User)  # every page is behind the sign-in
    if not keeps_training(request.user):
        return None
    found = TrainingClass.objects.standing().filter(to_be_followed_up()).order_by("ends_on", "pk")
    shown = list(found[:SHOWN])
    if not shown:
        return None
    terms = terms_of(shown)
    lines = [(one, terms[one.pk].entry.day, terms[one.pk].entry.passed_by(today())) for one in shown]
    return {"lines": lines, "count": found.count(), "url": CLASSES.list_url("follow_up=yes")}


def ends_of_follow_ups(scope: Scope) -> Iterator[Event]:
    """The last day on which a finding can be entered, of each class of which something is still unknown."""
    found = TrainingClass.objects.standing().visible_to(scope.user).filter(to_be_followed_up())
    found = found.filter(ends_on__range=(scope.first - LONGEST_TERM, scope.last))
    classes = list(found.filter(unit=scope.unit) if scope.unit else found)
    terms = terms_of(classes) if classes else {}
    for one in classes:
        day = terms[one.pk].entry.day
        if day is not None and scope.first <= day <= scope.last:
            yield Event(
                identity=f"training-follow-up-{one.pk}",
                on=day,
                title=_("Employment follow-up of {code} ends").format(code=one.code),
                kind=_("Employment follow-up"),
                url=one.get_absolute_url(),
                due=True,
            )


register_home_panel("training/home_panel.html", open_follow_ups)
register_events(ends_of_follow_ups)
