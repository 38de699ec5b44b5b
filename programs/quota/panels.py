"""On the page of a quota month: what was paid of its subsidy, and what was done about the employer."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.panels import register_panel
from laborportal.employers.models import Employer
from laborportal.rocyear.dates import today
from programs.quota.arrears import arrears_of
from programs.quota.follow_up import follow_up
from programs.quota.models import QuotaMonth
from programs.quota.policies import may_keep


def payments(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    if not isinstance(record, QuotaMonth):
        return None
    found = arrears_of(record, today())
    return None if found is None else {"arrears": found, "may_pay": _may_keep(request, record)}


def done(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    if not isinstance(record, QuotaMonth):
        return None
    assert isinstance(request.user, User)  # every page is behind the sign-in
    named = "?" + urlencode({"ubn": record.employer.ubn, "employer": record.employer.name})
    keeps = _may_keep(request, record)
    fined = keeps and record.shortage and record.sector == Employer.Sector.PRIVATE
    return {
        "done": follow_up(record.employer, request.user),
        "enter_reason": reverse("quota_justifications:create") + named if keeps else "",
        "enter_fine": reverse("quota_penalties:create") + named if fined else "",
    }


def _may_keep(request: HttpRequest, record: Any) -> bool:
    assert isinstance(request.user, User)  # every page is behind the sign-in
    return may_keep(request.user, record)


register_panel("main", "quota/payments_panel.html", payments)
register_panel("side", "quota/follow_up.html", done)
