from typing import ClassVar

from django.utils.translation import gettext as _

from laborportal.annualreport.columns import FINANCE_COLUMNS, STAFFING_COLUMNS
from laborportal.annualreport.models import AgencyFinance, AgencyStaffing
from laborportal.exports.columns import Column
from laborportal.imports.loading import Loader
from laborportal.imports.rows import Row


class FinanceLoader(Loader[AgencyFinance]):
    model = AgencyFinance
    columns: ClassVar[tuple[Column, ...]] = FINANCE_COLUMNS
    key = ("year",)

    def check(self, row: Row) -> None:
        for part, whole in (("final_account", "budget"), ("personnel_cost", "final_account")):
            spent, given = row.get(part), row.get(whole)
            if spent is not None and given is not None and spent > given:
                row.warn(
                    part,
                    _("{part} is more than {whole}: check both amounts.").format(
                        part=self.column[part].label, whole=self.column[whole].label
                    ),
                )


class StaffingLoader(Loader[AgencyStaffing]):
    model = AgencyStaffing
    columns: ClassVar[tuple[Column, ...]] = STAFFING_COLUMNS
    key = ("year",)
