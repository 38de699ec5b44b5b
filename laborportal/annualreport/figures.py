from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.annualreport.declarations import Figure, register

FINANCE = "agency_finance"
STAFFING = "agency_staffing"

register(
    [
        Figure(
            code="finance.budget",
            label=_("Budget"),
            unit=units.THOUSAND_DOLLARS,
            dataset=FINANCE,
            measure="sum:budget",
            needs_record=True,
        ),
        Figure(
            code="finance.final_account",
            label=_("Final account"),
            unit=units.THOUSAND_DOLLARS,
            dataset=FINANCE,
            measure="sum:final_account",
            needs_record=True,
        ),
        Figure(
            code="finance.execution_rate",
            label=_("Execution rate"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * finance.final_account / finance.budget",
        ),
        Figure(
            code="finance.personnel_cost",
            label=_("Personnel cost"),
            unit=units.THOUSAND_DOLLARS,
            dataset=FINANCE,
            measure="sum:personnel_cost",
            needs_record=True,
        ),
        Figure(
            code="finance.personnel_share",
            label=_("Personnel cost as a share of the final account"),
            unit=units.PERCENT,
            decimals=2,
            formula="100 * finance.personnel_cost / finance.final_account",
        ),
        Figure(
            code="staffing.total",
            label=_("Actual staff"),
            unit=units.PERSONS,
            formula="staffing.officials + staffing.contract + staffing.police + staffing.workers",
        ),
        Figure(
            code="staffing.officials",
            label=_("Officials"),
            unit=units.PERSONS,
            dataset=STAFFING,
            measure="sum:officials",
            needs_record=True,
        ),
        Figure(
            code="staffing.contract",
            label=_("Contract staff"),
            unit=units.PERSONS,
            dataset=STAFFING,
            measure="sum:contract",
            needs_record=True,
        ),
        Figure(
            code="staffing.police",
            label=_("Police officers"),
            unit=units.PERSONS,
            dataset=STAFFING,
            measure="sum:police",
            needs_record=True,
        ),
        Figure(
            code="staffing.workers",
            label=_("Workers and janitors"),
            unit=units.PERSONS,
            dataset=STAFFING,
            measure="sum:workers",
            needs_record=True,
        ),
    ]
)
