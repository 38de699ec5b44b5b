from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from laborportal.datasets.views import RecordView
from laborportal.exports.columns import MISSING
from laborportal.parameters.reading import NoValue
from laborportal.rocyear.dates import format_date, today
from programs.quota.calculation import Assessment, due_on
from programs.quota.columns import MONTH_COLUMNS
from programs.quota.course import course_of
from programs.quota.explanation import dollars, explain, late_fee_in_words, persons
from programs.quota.models import ASSESSED, QuotaMonth
from programs.quota.rules import LateFeeTerms, Rulebook
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
        request.GET = QueryDict(listed.urlencode())

    def context(self, record: QuotaMonth) -> dict[str, Any]:
        return {
            **super().context(record),
            "course": course_of(record),
            "outcome": outcome(record),
            "results": results(record),
            "shortage": persons(record.shortage),
            "printed": self.printed(record),
            "carried": list(self.request.GET.lists()),
            **self.calculation(record),
        }

    def printed(self, record: QuotaMonth) -> str:
        """The line that says on paper whose calculation it is."""
        return _("Business number {ubn}. Printed {day} by {person}").format(
            ubn=record.employer.ubn or MISSING, day=format_date(today()), person=self.user
        )

    def calculation(self, record: QuotaMonth) -> dict[str, Any]:
        try:
            held = Rulebook.read().on(record.sector, record.month)
        except NoValue as missing:
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


def results(record: QuotaMonth) -> list[tuple[Any, str]]:
    """In the order of the calculation, with units."""
    shown = {**dict.fromkeys(("total", "required", "counted", "shortage"), persons), "levy": dollars}
    labels = {column.name: column.label for column in MONTH_COLUMNS}
    return [(labels[name], words(getattr(record, name))) for name, words in shown.items()]


def outcome(record: QuotaMonth) -> str:
    if record.shortage:
        return "short"
    return "met" if record.required else "free"
