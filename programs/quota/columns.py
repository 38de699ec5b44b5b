"""Columns of the dataset `quota_months`; the last five follow from the others."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from laborportal.employers.columns import employer_columns
from laborportal.employers.models import Employer
from laborportal.exports.columns import CodeColumn, Column, IntegerColumn, MonthColumn

MOST_HEADS = 9_999_999
"""More than a city has people at work; what severe persons add twice still fits its field."""


def _heads(name: str, label: Any, example: str, help: Any) -> IntegerColumn:
    shown = name == "insured"
    return IntegerColumn(name=name, label=label, maximum=MOST_HEADS, example=example, help=help, shown=shown)


def _assessed(name: str, label: Any) -> IntegerColumn:
    return IntegerColumn(name=name, label=label, required=False, derived=True)


MONTH_COLUMNS: tuple[Column, ...] = (
    MonthColumn(name="month", label=_("Month"), example="112-09"),
    *employer_columns(),
    CodeColumn(
        name="sector",
        label=_("Sector"),
        choices=Employer.Sector.choices,
        example="private",
        help=_("As of that month; it does not change the register."),
    ),
    _heads("insured", _("Insured persons"), "1268", _("All heads covered by insurance on the first of the month.")),
    _heads("excluded", _("Not counted in"), "12", _("Persons who are insured but left out of total staff by law.")),
    _heads("ordinary", _("Persons with disabilities"), "3", _("Neither severe nor part-time.")),
    _heads("severe", _("Severe or above"), "1", _("Each counts as two.")),
    _heads("half_time", _("Part-time"), "3", _("With at least half of the basic wage; two count as one.")),
    _heads("half_time_severe", _("Part-time, severe or above"), "1", _("Each counts as one.")),
    _heads("below_wage", _("Below the basic wage"), "3", _("Persons with disabilities who are not counted at all.")),
    _assessed("total", _("Total staff")),
    _assessed("counted", _("Employed (as counted)")),
    _assessed("required", _("To be employed")),
    _assessed("shortage", _("Shortage")),
    _assessed("levy", _("Difference subsidy (NT$)")),
)
