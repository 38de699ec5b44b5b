from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.generic import TemplateView

from laborportal.accounts.models import User
from laborportal.accounts.policies import has_role
from laborportal.parameters.reading import schedule
from laborportal.rocyear.dates import DateError, parse_year, to_roc, today, year_bounds
from programs.outreach.datasets import CONTEST_ENTRIES
from programs.outreach.parameters import COMICS_OF_A_SCHOOL
from programs.outreach.queries import Group, Held, contests_of, years_of


class ContestsView(TemplateView):
    """Groups, schools and winners of the contests of a year; each number leads to its entries."""

    template_name = "outreach/contests.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        if not (isinstance(user, User) and has_role(user)):
            raise PermissionDenied
        years = years_of(user)
        year = self._year(years)
        most = schedule(COMICS_OF_A_SCHOOL.code).on(year_bounds(year)[1])
        contests = contests_of(user, year, int(most.value) if most else None)
        return super().get_context_data(
            year=year,
            years=[each for each in years if each != year],
            most=most,
            contests=[
                (held, address(year, held), [(group, address(year, held, group)) for group in held.groups])
                for held in contests
            ],
            **kwargs,
        )

    def _year(self, years: list[int]) -> int:
        asked = self.request.GET.get("year")
        if asked is None:
            return years[0] if years else to_roc(today().year)
        try:
            return parse_year(asked)
        except DateError as error:
            raise Http404(str(error)) from None


def address(year: int, held: Held, group: Group | None = None) -> str:
    """The list behind a number; entries without a group cannot be asked for, so their numbers are no links."""
    if group is not None and not group.name:
        return ""
    pairs = [("year", str(year)), ("contest", str(held.contest.value))]
    return CONTEST_ENTRIES.list_url(urlencode(pairs + ([("group", group.name)] if group else [])))
