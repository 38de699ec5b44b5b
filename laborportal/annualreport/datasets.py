from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laborportal.annualreport.columns import FINANCE_COLUMNS, RISK_COLUMNS, STAFFING_COLUMNS
from laborportal.annualreport.imports import FinanceLoader, RiskLoader, StaffingLoader
from laborportal.annualreport.models import AgencyFinance, AgencyStaffing, Risk
from laborportal.annualreport.policies import keeps_agency, may_keep_agency, may_void_agency
from laborportal.annualreport.transitions import RISK_PROCESS
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import register

YEARS = pgettext_lazy("unit of a count of yearly rows", "years")


def _title(record: Any) -> str:
    return str(record)


FINANCE = register(
    Dataset(
        name="agency_finance",
        label=_("Budgets and final accounts"),
        label_one=_("Budget and final account"),
        unit=YEARS,
        model=AgencyFinance,
        loader=FinanceLoader,
        columns=FINANCE_COLUMNS,
        key=("year",),
        year="year",
        year_lookup="year",
        namespace="finance",
        search=("year",),
        order=("-year", "-pk"),
        may_create=may_keep_agency,
        may_change=keeps_agency,
        may_void=may_void_agency,
        title=_title,
    )
)

STAFFING = register(
    Dataset(
        name="agency_staffing",
        label=_("Actual staff by year"),
        label_one=_("Actual staff"),
        unit=YEARS,
        model=AgencyStaffing,
        loader=StaffingLoader,
        columns=STAFFING_COLUMNS,
        key=("year",),
        year="year",
        year_lookup="year",
        namespace="staffing",
        search=("year",),
        order=("-year", "-pk"),
        may_create=may_keep_agency,
        may_change=keeps_agency,
        may_void=may_void_agency,
        title=_title,
    )
)

RISKS = register(
    Dataset(
        name="risks",
        label=_("Risk register"),
        label_one=_("Risk"),
        unit=pgettext_lazy("unit of a count of risks", "risks"),
        model=Risk,
        loader=RiskLoader,
        columns=RISK_COLUMNS,
        key=("number",),
        year="year",
        year_lookup="year",
        namespace="risks",
        search=("number_key", "description_key", "owner", "control"),
        order=("-year", "-rating", "-pk"),
        related=("unit",),
        title=_title,
        carried=("year", "unit", "objective", "owner"),
        marks={"state": RISK_PROCESS.marks},
    )
)
