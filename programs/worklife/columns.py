"""Columns of the datasets `facility_checks` and `childcare_subsidies`, and those of the forms beside them."""

from django.utils.translation import gettext_lazy as _

from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import (
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    IntegerColumn,
    TextColumn,
    YearColumn,
    YesNoColumn,
)
from programs.worklife.models import NUMBER_LENGTH, RESULT_LENGTH
from programs.worklife.states import (
    CheckState,
    Childcare,
    RoomItem,
    StepKind,
    SubsidyKind,
    SubsidyState,
    SubsidyStatus,
)

YEAR = YearColumn(name="year", label=_("Year"), example="112")

CHECK_COLUMNS: tuple[Column, ...] = (
    YEAR,
    *employer_columns(),
    IntegerColumn(
        name="employees",
        label=_("Employees with all branches"),
        example="186",
        help=_(
            "All branches and subordinate units together: from 100 on a nursing room and childcare are required. "
            "The number stays with this check; the register keeps its own."
        ),
    ),
    YesNoColumn(name="lactation_room", label=_("Nursing room"), example="yes"),
    CodeColumn(
        name="childcare",
        label=_("Childcare"),
        choices=Childcare.choices,
        example="measure",
        help=_("A facility, own or shared; or a measure: a contract, carers at a place of work, an allowance."),
    ),
    DateColumn(name="checked_on", label=_("Checked on"), example="112.03.29"),
    CodeColumn(name="state", label=_("State"), derived=True, choices=CheckState.choices),
    DateColumn(name="next_due", label=_("Next step due"), derived=True, required=False, future=True),
)

NUMBER = TextColumn(
    name="number",
    label=_("Subsidy number"),
    max_length=NUMBER_LENGTH,
    normalised_lookup="number_key",
    example="112-育兒-0001",
)
KIND = CodeColumn(name="kind", label=_("Kind of subsidy"), choices=SubsidyKind.choices, example="childcare_measure")
SPENT = IntegerColumn(name="spent", label=_("Spent (NT$)"), example="60000")

SUBSIDY_COLUMNS: tuple[Column, ...] = (
    NUMBER,
    YEAR,
    *employer_columns(),
    KIND,
    SPENT,
    IntegerColumn(
        name="granted",
        label=_("Granted (NT$)"),
        required=False,
        example="48000",
        help=_("Blank while nothing is granted, or where the amount is not known."),
    ),
    CodeColumn(name="status", label=_("Status of the application"), choices=SubsidyStatus.choices, example="approved"),
    CodeColumn(name="state", label=_("State"), derived=True, choices=SubsidyState.choices, shown=False),
    IntegerColumn(name="proposed", label=_("Proposed grant (NT$)"), derived=True, required=False, shown=False),
)
PROPOSED = IntegerColumn(
    name="proposed",
    label=_("Proposed grant (NT$)"),
    required=False,
    example="48000",
    help=_("It counts once a supervisor has granted it, within the ratio, the cap and what is left of the budget."),
)
SUBSIDY_FORM_COLUMNS: tuple[Column, ...] = (NUMBER, YEAR, *employer_columns(), KIND, SPENT, PROPOSED)

STEP_COLUMNS: tuple[Column, ...] = (
    CodeColumn(name="kind", label=_("Kind of step"), choices=StepKind.choices),
    DateColumn(name="taken_on", label=_("Day")),
    TextColumn(name="result", label=_("Result"), max_length=RESULT_LENGTH, help=_("What the employer said or showed.")),
    YesNoColumn(
        name="room_seen",
        label=_("The nursing room was looked at"),
        help=_("Only on a visit; then tick below what was in order."),
    ),
    CodesColumn(
        name="room_items", label=_("In order"), choices=RoomItem.choices, required=False, field="items_in_order"
    ),
    DateColumn(
        name="next_due",
        label=_("Next step due"),
        required=False,
        future=True,
        help=_("It stands in the to-do list until then; blank where nothing is planned."),
    ),
)
