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

from laborportal.accounts.policies import Person, has_role, may_administer, may_read_log


def _everybody(user: Person) -> bool:
    return has_role(user)


@dataclass(frozen=True)
class Entry:
    url_name: str
    label: str | Promise
    visible: Callable[[Person], bool] = _everybody

    @property
    def url(self) -> str:
        """Blank where the app is not installed: a programme is removed by removing its folder."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


ENTRIES = (
    Entry("home", _("To do"), lambda user: user.is_authenticated),
    Entry("employers:list", _("Employers")),
    Entry("certifications:list", _("Certifications")),
    Entry("activities:list", _("Activities")),
    Entry("penalties:list", _("Inspections")),
    Entry("annualreport:index", _("Yearly report")),
    Entry("imports:list", _("Imports")),
    Entry("administration:people", _("People"), may_administer),
    Entry("administration:log", _("Log"), lambda user: may_read_log(user) and not may_administer(user)),
)


@dataclass(frozen=True)
class Shown:
    label: str | Promise
    url: str
    current: bool


def entries(request: HttpRequest) -> Iterator[Shown]:
    for entry in ENTRIES:
        url = entry.url
        if url and entry.visible(request.user):
            yield Shown(entry.label, url, _first_step(request.path) == _first_step(url))


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
