from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.accounts.policies import has_role, sees_everything, units_of
from laborportal.annualreport.values import Counted, figures_of, shown
from laborportal.audit.recording import Act, history_of
from laborportal.rocyear.dates import LAST_YEAR, to_roc, today
from programs.quota.fates import Member, members_of, parts_of
from programs.quota.models import Cohort, QuotaMonth
from programs.quota.policies import keeps_the_quota
from programs.quota.transitions.cohorts import NotTaken, take_cohort

FIGURES = (
    "quota.tracked_employers",
    "quota.employers_reduced",
    "quota.employers_reduction_rate",
    "quota.tracked_shortage",
    "quota.shortage_reduced",
    "quota.shortage_reduction_rate",
)
REASON_LENGTH = 500


@dataclass(frozen=True)
class Compared:
    """What the months say by now against the base list as it was taken: names of employers."""

    joined: Sequence[str]
    left: Sequence[str]
    changed: Sequence[str]

    @property
    def same(self) -> bool:
        return not (self.joined or self.left or self.changed)


class CohortPage(View):
    """For whoever holds a role; figures count every record, the employers are those that the person may see."""

    user: User
    http_method_names = ["get", "head", "options"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user = cast(User, request.user)  # every page is behind the sign-in

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not has_role(self.user):
            raise PermissionDenied
        if not 1 <= kwargs.get("year", 1) <= LAST_YEAR:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class CohortsView(CohortPage):
    """Leads to the year of the newest month on file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        newest = QuotaMonth.objects.standing().order_by("-month").values_list("month", flat=True).first()
        return redirect("quota_cohorts:record", year=to_roc((newest or today()).year))


class CohortView(CohortPage):
    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.show(year)

    def show(self, year: int, problem: str = "", reason: str = "") -> HttpResponse:
        members = members_of(year)
        parts = parts_of(members)
        own = units_of(self.user)
        base = Cohort.objects.standing().visible_to(self.user).filter(year=year).select_related("taken_by").first()
        context = {
            "year": year,
            "before": year - 1,
            "members": [member for member in members if sees_everything(self.user) or member.start.unit_id in own],
            "count": len(members),
            "parts": parts,
            "totals": {
                name: sum(getattr(part, name) for part in parts) for name in ("employers", "before", "after", "lost")
            },
            "figures": figures(year),
            "base": base,
            "events": history_of(base) if base else (),
            "compared": compared(base, members) if base else None,
            "may_take": keeps_the_quota(self.user) and bool(members),
            "problem": problem,
            "reason": reason,
        }
        return TemplateResponse(self.request, "quota/cohort.html", context)


class TakeCohortView(CohortView):
    http_method_names = ["post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not keeps_the_quota(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        reason = request.POST.get("reason", "")[:REASON_LENGTH]
        try:
            made = take_cohort(year, Act(self.user, reason))
        except NotTaken as error:
            return self.show(year, str(error), reason)
        except IntegrityError:
            return self.show(year, _("Somebody has just taken the base list of this year."), reason)
        messages.success(request, _("Saved: {record}").format(record=made))
        return redirect("quota_cohorts:record", year=year)


def figures(year: int) -> list[tuple[Counted, str, str]]:
    """Each with its value and its page, as the yearly report has them."""
    found = figures_of(year, FIGURES).counted
    return [
        (found[code], shown(found[code].value, found[code].definition.decimals), found[code].list_url or "")
        for code in FIGURES
        if code in found
    ]


def compared(base: Cohort, members: Sequence[Member]) -> Compared:
    then = {row.employer_id: row for row in base.members.select_related("employer")}
    now = {member.start.employer_id: member.start for member in members}
    return Compared(
        joined=[month.employer.name for pk, month in now.items() if pk not in then],
        left=[row.employer.name for pk, row in then.items() if pk not in now],
        changed=[
            month.employer.name for pk, month in now.items() if pk in then and then[pk].shortage != month.shortage
        ],
    )
