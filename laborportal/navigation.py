"""The shell around every page: main menu, who is signed in, language, how long a session lasts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.accounts.policies import Person, has_role, may_administer, may_read_log, sees_everything, units_of


def _everybody(user: Person) -> bool:
    return has_role(user)


def _inspects(user: Person) -> bool:
    """Of the two units that inspect, or who sees everything."""
    units = Unit.objects.filter(code__in=("inspection_office", "labour_conditions"), pk__in=units_of(user))
    return sees_everything(user) or units.exists()


@dataclass(frozen=True)
class Entry:
    url_name: str
    label: str | Promise
    visible: Callable[[Person], bool] = _everybody
    pages: tuple["Entry", ...] = ()
    """What stands below the main menu on the pages of this entry; their addresses share its first step."""

    @property
    def url(self) -> str:
        """Blank where the app is not installed: a programme is removed by removing its folder."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


ENTRIES = (
    Entry("home", _("To do"), lambda user: user.is_authenticated),
    Entry("cases:calendar", _("Calendar")),
    Entry("employers:list", _("Employers")),
    Entry("certifications:list", _("Certifications")),
    Entry(
        "inspections:list",
        _("Inspections"),
        pages=(
            Entry("inspections:list", _("Inspections")),
            Entry("violations:list", _("Violations")),
            Entry("penalties:list", _("Penalties")),
            Entry("complaints:list", _("Complaints")),
            Entry("stopwork:list", _("Orders to stop work")),
            Entry("projects:list", _("Projects")),
            Entry("plans:list", _("Yearly plans")),
            Entry("accidents:list", _("Accidents")),
            Entry("city_statistics:list", _("City statistics")),
            Entry("inspections:review", _("Review list"), _inspects),
        ),
    ),
    Entry(
        "quota:list",
        _("Disability quota"),
        pages=(
            Entry("quota:list", _("Quota months")),
            Entry("quota_notices:list", _("Quota notices")),
            Entry("quota_payments:list", _("Payments of the difference subsidy")),
            Entry("quota_justifications:list", _("Justifications")),
            Entry("quota_penalties:list", _("Penalties under the quota")),
            Entry("quota_lists:list", _("Public lists")),
            Entry("quota_cohorts:list", _("Cohort of a year")),
        ),
    ),
    Entry(
        "contest_entries:list",
        _("Labor education"),
        pages=(
            Entry("contest_entries:list", _("Contest entries")),
            Entry("contests", _("Contests")),
            Entry("media_metrics:list", _("Media metrics")),
        ),
    ),
    Entry(
        "training_classes:list",
        _("Vocational training"),
        pages=(
            Entry("training_classes:list", _("Classes")),
            Entry("enrolments:list", _("Enrolments")),
            Entry("training_applicants:list", _("Applicants")),
            Entry("exam_results:list", _("Examinations")),
            Entry("career_services:list", _("Career services")),
        ),
    ),
    Entry(
        "facility_checks:list",
        _("Work and family"),
        pages=(
            Entry("facility_checks:list", _("Facility checks")),
            Entry("subsidies:list", _("Childcare subsidies")),
            Entry("subsidies:budget", _("Budget of the year")),
            Entry("self_checks:versions", _("Self-check of remote work")),
        ),
    ),
    Entry(
        "activities:list",
        _("Activities"),
        pages=(
            Entry("activities:list", _("Activities")),
            Entry("visits:list", _("Guidance visits")),
        ),
    ),
    Entry(
        "annualreport:index",
        _("Yearly report"),
        pages=(
            Entry("annualreport:index", _("Reports by year")),
            Entry("finance:list", _("Budgets and final accounts")),
            Entry("staffing:list", _("Actual staff by year")),
            Entry("risks:list", _("Risk register")),
        ),
    ),
    Entry("imports:list", _("Imports")),
    Entry(
        "parameters:list",
        _("Parameters"),
        pages=(
            Entry("parameters:list", _("Parameters")),
            Entry("parameters:holidays", _("Holidays and make-up workdays")),
        ),
    ),
    Entry("administration:people", _("People"), may_administer),
    Entry("administration:log", _("Log"), lambda user: may_read_log(user) and not may_administer(user)),
)


@dataclass(frozen=True)
class Shown:
    label: str | Promise
    url: str
    current: bool
    pages: tuple["Shown", ...] = ()


def entries(request: HttpRequest) -> Iterator[Shown]:
    for entry in ENTRIES:
        url = entry.url
        if url and entry.visible(request.user):
            current = _first_step(request.path) == _first_step(url)
            yield Shown(entry.label, url, current, _pages(request, entry) if current else ())


def _pages(request: HttpRequest, entry: Entry) -> tuple[Shown, ...]:
    """The current one is that whose address the path goes furthest along."""
    offered = [(page, page.url) for page in entry.pages if page.url and page.visible(request.user)]
    here = max((url for _page, url in offered if request.path.startswith(url)), key=len, default="")
    return tuple(Shown(page.label, url, url == here) for page, url in offered)


def _first_step(path: str) -> str:
    """A page belongs to the entry whose first step of the address it shares."""
    return path.split("/")[1]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor; nothing is looked up until a template asks."""
    other = "zh-hant" if (get_language() or "").startswith("en") else "en"
    return {
        "navigation": SimpleLazyObject(lambda: list(entries(request))),
        "demonstration": settings.DEMONSTRATION,
        "idle_seconds": settings.IDLE_MINUTES * 60,
        "other_language": {"code": other, "label": "中文" if other == "zh-hant" else "English"},
    }
