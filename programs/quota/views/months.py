from typing import Any

from django.http import HttpRequest, QueryDict

from laborportal.datasets.views import RecordView
from programs.quota.calculation import Assessment, due_on
from programs.quota.columns import MONTH_COLUMNS
from programs.quota.course import course_of
from programs.quota.explanation import explain, late_fee_in_words
from programs.quota.models import ASSESSED, QuotaMonth
from programs.quota.rules import LateFeeTerms, NoRule, Rulebook
from programs.quota.whatif import PREFIX, WhatIfForm, compare


class MonthView(RecordView):
    """The calculation, the months before, and what would be if; what is tried comes along in the address."""

    template_name = "quota/month.html"
    tried: QueryDict

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.tried, listed = request.GET, request.GET.copy()
        for name in [name for name in listed if name.startswith(f"{PREFIX}-")]:
            del listed[name]
        request.GET = listed

    def context(self, record: QuotaMonth) -> dict[str, Any]:
        return {
            **super().context(record),
            "course": course_of(record),
            "outcome": outcome(record),
            "results": [(column.label, column.shown_of(record)) for column in MONTH_COLUMNS if column.derived],
            "due": due_on(record.month),
            "carried": list(self.request.GET.lists()),
            **self.calculation(record),
        }

    def calculation(self, record: QuotaMonth) -> dict[str, Any]:
        try:
            held = Rulebook.read().on(record.sector, record.month)
        except NoRule as missing:
            return {"missing": str(missing)}
        form = WhatIfForm(record.roster, held.rules, self.tried)
        now = Assessment(**{name: getattr(record, name) for name in ASSESSED})
        return {
            "steps": explain(record.roster, held, record.month),
            "late_fee": self.late_fee(record),
            "form": form,
            "compared": compare(now, form.assessed()),
        }

    def late_fee(self, record: QuotaMonth) -> str:
        return (
            late_fee_in_words(record.levy, record.month, LateFeeTerms.on(due_on(record.month))) if record.levy else ""
        )


def outcome(record: QuotaMonth) -> str:
    if record.shortage:
        return "short"
    return "met" if record.required else "free"
