from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import Unit
from laborportal.annualreport.models.risks import WORST
from laborportal.annualreport.states import RiskState
from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    TextColumn,
    YearColumn,
)


def _year() -> YearColumn:
    return YearColumn(name="year", label=_("Year"), example="112")


def _persons(name: str, label: Any, help: Any = "") -> IntegerColumn:
    return IntegerColumn(name=name, label=label, example="11", help=help)


FINANCE_COLUMNS: tuple[Column, ...] = (
    _year(),
    IntegerColumn(name="budget", label=_("Budget (NT$1,000)"), example="313,554"),
    IntegerColumn(name="final_account", label=_("Final account (NT$1,000)"), example="286,557"),
    IntegerColumn(name="personnel_cost", label=_("Personnel cost in NT$1,000"), example="180,560"),
)
STAFFING_COLUMNS: tuple[Column, ...] = (
    _year(),
    _persons("officials", _("Officials")),
    _persons("contract", _("Contract staff"), _("With employees posted abroad.")),
    _persons("police", _("Police officers"), _("Police, court police and guards.")),
    _persons("workers", _("Workers and janitors"), _("With drivers.")),
)


def _units() -> Iterable[tuple[str, str]]:
    return [(unit.code, unit.label) for unit in Unit.objects.order_by("pk")]


LIKELIHOOD = IntegerColumn(
    name="likelihood",
    label=_("Likelihood"),
    minimum=1,
    maximum=WORST,
    example="2",
    help=_("1 unlikely, 2 possible, 3 almost certain."),
)
IMPACT = IntegerColumn(
    name="impact",
    label=_("Impact"),
    minimum=1,
    maximum=WORST,
    example="2",
    help=_("1 slight, 2 serious, 3 very serious."),
)
CONTROL = TextColumn(name="control", label=_("Control"), required=False, max_length=2000, shown=False)
REVIEW_ON = DateColumn(
    name="review_on", label=_("Next review"), required=False, future=True, example="113.01.31", help=_("A day to come.")
)
REVIEW_COLUMNS = (LIKELIHOOD, IMPACT, CONTROL, REVIEW_ON)
RISK_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number", label=_("Risk number"), max_length=50, normalised_lookup="number_key", example="112-風-001"
    ),
    _year(),
    ListedColumn(
        name="unit",
        label=_("Unit"),
        field="unit.code",
        label_field="unit.label",
        listed=_units,
        attribute=False,
        example="planning",
    ),
    IntegerColumn(
        name="objective",
        label=_("Objective"),
        required=False,
        minimum=1,
        maximum=99,
        example="3",
        help=_("Its number in the third part of the report of that year."),
    ),
    TextColumn(
        name="description",
        label=_("Risk"),
        max_length=300,
        normalised_lookup="description_key",
        example="工地墜落災害增加",
    ),
    LIKELIHOOD,
    IMPACT,
    CONTROL,
    TextColumn(name="owner", label=_("Person responsible"), required=False, max_length=100, example="企劃科科長"),
    REVIEW_ON,
    IntegerColumn(name="rating", label=_("Rating (likelihood × impact)"), derived=True),
    CodeColumn(name="state", label=_("State"), derived=True, choices=RiskState.choices),
)
