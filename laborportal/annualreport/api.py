"""The report for programs: the JSON that `annual_report` prints."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from laborportal.annualreport.document import contents
from laborportal.annualreport.policies import may_read
from laborportal.annualreport.values import figures_of
from laborportal.datasets.api import ApiView, Refused, as_json, demand_no_parameters, not_found
from laborportal.datasets.api_description import describe, operation
from laborportal.rocyear.dates import DateError, parse_year


class ReportView(ApiView):
    def get(self, request: HttpRequest, year: str) -> HttpResponse:
        if not may_read(self.user):
            raise Refused(HTTPStatus.FORBIDDEN, _("The report is read by whoever holds a role in some unit."))
        demand_no_parameters(request)
        try:
            number = parse_year(year)
        except DateError:
            raise not_found() from None
        return as_json(contents(figures_of(number)))


def _described() -> dict[str, Any]:
    year = {"name": "year", "in": "path", "required": True, "description": _("ROC year"), "schema": YEAR}
    return operation(_("The yearly report"), REPORT, parameters=[year], statuses=(400, 404))


YEAR = {"type": "integer", "minimum": 1, "maximum": 999}
TEXT, NUMBER = {"type": "string"}, {"type": ["number", "null"]}
OPTIONAL_TEXT = {"type": ["string", "null"]}
FIGURE = {
    "type": "object",
    "required": ["value", "unit", "decimals", "status", "note", "previous", "target", "direction", "period", "as_of"],
    "properties": {
        "value": NUMBER,
        "unit": TEXT,
        "decimals": {"type": "integer", "minimum": 0},
        "status": {"enum": ["final", "provisional", "manual"]},
        "note": TEXT,
        "previous": NUMBER,
        "target": NUMBER,
        "direction": {"enum": ["at_most", "at_least", None]},
        "period": TEXT,
        "as_of": TEXT,
        "members": {"type": ["integer", "null"]},
        "dataset": OPTIONAL_TEXT,
        "filter": OPTIONAL_TEXT,
        "list": OPTIONAL_TEXT,
        "baseline": NUMBER,
        "baseline_years": TEXT,
        "pending": {"type": "integer", "minimum": 1},
        "inputs": {"type": "array", "items": TEXT},
    },
}
SECTION = {
    "type": "object",
    "required": ["order", "objective", "strategies", "results", "future", "figures"],
    "properties": {
        "order": {"type": "integer"},
        **dict.fromkeys(("objective", "strategies", "results", "future"), TEXT),
        "figures": {"type": "array", "items": TEXT},
    },
}
REPORT = {
    "type": "object",
    "required": ["year", "edition", "generated_at", "figures", "sections"],
    "properties": {
        "year": YEAR,
        "edition": {"type": ["integer", "null"]},
        "generated_at": TEXT,
        "figures": {"type": "object", "additionalProperties": FIGURE},
        "sections": {"type": "array", "items": SECTION},
    },
}

describe("/api/report/{year}/", _described)
