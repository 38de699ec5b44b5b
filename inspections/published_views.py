"""What the official lists say differently of the same letters."""

from collections.abc import Iterator
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from inspections.imports.ministry import MinistryViolationList
from inspections.imports.publications import COMPARED, differing
from inspections.imports.taipei import TaipeiViolationList
from inspections.policies import may_review
from inspections.queries import differing_letters
from laborportal.accounts.models import User

PER_PAGE = 50


class DifferencesView(TemplateView):
    """Letter by letter, what the city says and what the ministry says; with `import` those of one import alone."""

    template_name = "inspections/differences.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = cast(User, request.user)  # every page is behind the sign-in
        if not may_review(user):
            raise PermissionDenied
        number = request.GET.get("import", "")
        run = int(number) if number.isdecimal() and len(number) < 10 else None
        page = Paginator(differing_letters(user, run), PER_PAGE).get_page(request.GET.get("page"))
        letters = [(penalty, list(lines_of(penalty))) for penalty in page]
        return self.render_to_response({"page": page, "letters": letters, "run": run})


def lines_of(penalty: Any) -> Iterator[tuple[Any, str, str]]:
    """Column, what the city says, what the ministry says."""
    said = {one.list: one.values for one in penalty.said}
    city, ministry = said.get(TaipeiViolationList.name, {}), said.get(MinistryViolationList.name, {})
    for name in differing(city, ministry):
        column = COMPARED[name]
        shown = [column.show(column.unpack(values.get(name))) for values in (city, ministry)]
        yield column.label, shown[0], shown[1]
