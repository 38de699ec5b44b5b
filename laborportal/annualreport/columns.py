from typing import Any

from django.utils.translation import gettext_lazy as _

from laborportal.exports.columns import Column, IntegerColumn, YearColumn

THOUSANDS = _("In NT$1,000.")


def _year() -> YearColumn:
    return YearColumn(name="year", label=_("ROC year"), example="112")


def _persons(name: str, label: Any, help: Any = "") -> IntegerColumn:
    return IntegerColumn(name=name, label=label, example="11", help=help)


FINANCE_COLUMNS: tuple[Column, ...] = (
    _year(),
    IntegerColumn(name="budget", label=_("Budget"), example="313,554", help=THOUSANDS),
    IntegerColumn(name="final_account", label=_("Final account"), example="286,557", help=THOUSANDS),
    IntegerColumn(name="personnel_cost", label=_("Personnel cost"), example="180,560", help=THOUSANDS),
)
STAFFING_COLUMNS: tuple[Column, ...] = (
    _year(),
    _persons("officials", _("Officials")),
    _persons("contract", _("Contract staff"), _("With employees posted abroad.")),
    _persons("police", _("Police officers"), _("Police, court police and guards.")),
    _persons("workers", _("Workers and janitors"), _("With drivers.")),
)
