"""On the page of a visit about remote work: what its self-check found. On the first page: follow-ups of nobody."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.activities.datasets import VISITS
from laborportal.activities.models import GuidanceVisit, TopicCode
from laborportal.cases.home import register_home_panel
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.panels import register_panel
from programs.worklife.datasets import CHECKS
from programs.worklife.models import SelfCheck
from programs.worklife.queries import checklist_on, keeps_this_programme, nobodys_follow_ups
from programs.worklife.states import CheckState


def self_check(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    if not isinstance(record, GuidanceVisit) or record.topic.code != TopicCode.REMOTE_WORK:
        return None
    assert isinstance(request.user, User)  # every page is behind the sign-in
    checks = SelfCheck.objects.select_related("checklist", "person").prefetch_related("checklist__items")
    found = checks.filter(visit=record).first()
    checklist = found.checklist if found else checklist_on(record.visited_on)
    met = record.items_met
    return {
        "found": found,
        "checklist": checklist,
        "met": met,
        "high_risk": checklist is not None and met is not None and checklist.is_high_risk(met),
        "differs": found is not None and len(found.met) != met,
        "unmet": [item for item in found.checklist.items.all() if item.position not in found.met] if found else (),
        "url": reverse("self_checks:visit", args=[record.pk]),
        "may_change": checklist is not None and VISITS.may_change(request.user, record),
    }


def follow_ups(request: HttpRequest) -> Mapping[str, Any] | None:
    assert isinstance(request.user, User)  # every page is behind the sign-in
    if not keeps_this_programme(request.user):
        return None
    year, count = nobodys_follow_ups(request.user)
    query = urlencode({"year": year, "state": CheckState.FOLLOW_UP, "in_charge": "no"})
    return {"count": count, "year": year, "url": CHECKS.list_url(query)} if count else None


register_panel("main", "worklife/visit_panel.html", self_check)
register_home_panel("worklife/follow_ups.html", follow_ups)
