"""On the first page of the institute's people: the classes whose follow-up is open."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from laborportal.accounts.models import User
from laborportal.cases.home import register_home_panel
from laborportal.rocyear.dates import today
from programs.training.datasets import CLASSES
from programs.training.followup import terms_of
from programs.training.models import TrainingClass
from programs.training.queries import keeps_training, to_be_followed_up

SHOWN = 5


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


register_home_panel("training/home_panel.html", open_follow_ups)
