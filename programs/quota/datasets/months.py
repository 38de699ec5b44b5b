from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from laborportal.annualreport import units
from laborportal.datasets.declaration import Dataset, Total
from laborportal.datasets.registry import register
from laborportal.employers.columns import employer_condition
from laborportal.rocyear.dates import to_roc
from programs.quota.caveats import CAVEATS
from programs.quota.columns import MONTH_COLUMNS
from programs.quota.conditions import CLEARED_BY
from programs.quota.imports import MonthLoader
from programs.quota.measures import MEASURES
from programs.quota.models import QuotaMonth
from programs.quota.policies import keeps_the_quota


def title(record: Any) -> str:
    return _("{employer}, {year}/{month}").format(
        employer=record.employer, year=to_roc(record.month.year), month=record.month.month
    )


MONTHS = register(
    Dataset(
        name="quota_months",
        label=gettext_lazy("Quota months"),
        label_one=gettext_lazy("Quota month"),
        unit=pgettext_lazy("unit of a count of quota months", "records"),
        model=QuotaMonth,
        loader=MonthLoader,
        columns=MONTH_COLUMNS,
        key=("month", "employer"),
        year="month",
        year_lookup="month",
        namespace="quota",
        conditions=(employer_condition(), CLEARED_BY),
        search=("employer__name_text", "employer__ubn"),
        measures=MEASURES,
        totals=(
            Total(label=gettext_lazy("Shortage"), measure="sum:shortage", unit=units.PERSONS),
            Total(label=gettext_lazy("Difference subsidy"), measure="sum:levy", unit=units.DOLLARS),
        ),
        order=("-month", "-shortage", "-pk"),
        related=("employer", "unit"),
        may_create=keeps_the_quota,
        title=title,
        carried=("month", "sector"),
        lead="employer",
        caveats=CAVEATS,
    )
)
