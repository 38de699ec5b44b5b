from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.accounts.models import Unit
from laborportal.annualreport.columns import FINANCE_COLUMNS, RISK_COLUMNS, STAFFING_COLUMNS
from laborportal.annualreport.models import AgencyFinance, AgencyStaffing, Objective, Risk
from laborportal.annualreport.states import RiskState
from laborportal.audit.recording import Act
from laborportal.exports.columns import Column
from laborportal.imports.loading import Loader
from laborportal.imports.references import ListedReference, Reference
from laborportal.imports.rows import Row
from laborportal.workflow.settling import settled
from laborportal.workflow.waiting import wait_anew


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


class RiskLoader(Loader[Risk]):
    model = Risk
    columns: ClassVar[tuple[Column, ...]] = RISK_COLUMNS
    key = ("number",)
    related = ("unit",)

    def __init__(self) -> None:
        super().__init__()
        self.objectives: set[tuple[int, int]] | None = None

    def make_references(self) -> tuple[Reference, ...]:
        return (ListedReference("unit", among=Unit.objects.all(), unknown=_("“{value}” is no unit: {names}.")),)

    def check(self, row: Row) -> None:
        year, objective = row.get("year"), row.get("objective")
        if year is not None and objective is not None and (year, objective) not in self._known_objectives():
            row.warn(
                "objective",
                _("The report of year {year} has no objective {objective}: check the number.").format(
                    year=year, objective=objective
                ),
            )

    def _known_objectives(self) -> set[tuple[int, int]]:
        if self.objectives is None:
            self.objectives = set(Objective.objects.values_list("report__year", "order"))
        return self.objectives

    def defaults(self, row: Row) -> dict[str, Any]:
        return settled(RiskState.WATCHED)

    def create(self, rows: Sequence[Row], act: Act) -> list[Risk]:
        created = super().create(rows, act)
        wait_anew(created)
        return created
