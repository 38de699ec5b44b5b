from typing import Any, cast

from django.http import HttpRequest, JsonResponse
from django.views.generic import View

from laborportal.accounts.models import User
from laborportal.datasets.views import RecordView
from laborportal.employers.casework import cases_of
from laborportal.employers.columns import ALIASES
from laborportal.employers.search import suggestions


class EmployerView(RecordView):
    template_name = "employers/record.html"

    def context(self, record: Any) -> dict[str, Any]:
        context = super().context(record)
        aliases = sorted(record.aliases.all(), key=lambda alias: (alias.since, alias.pk), reverse=True)
        return {
            **context,
            "labels": {**self.dataset.column, ALIASES.name: ALIASES},
            "cases": list(cases_of(record, self.user)),
            "aliases": [alias for alias in aliases if alias.voided_at is None],
        }


class SearchView(View):
    """Answers while somebody types."""

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse(suggestions(request.GET.get("term", ""), cast(User, request.user)))
