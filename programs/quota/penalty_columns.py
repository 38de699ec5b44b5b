"""Columns of the dataset `quota_penalties`."""

from django.utils.translation import gettext_lazy as _

from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, TextColumn
from laborportal.penalties.ledger import Appeal
from laborportal.penalties.models import NUMBER_LENGTH
from laborportal.penalties.states import State
from programs.quota.states import Ground

APPEALS = tuple(
    (str(appeal.value), appeal.label) for appeal in (Appeal.NONE, Appeal.PENDING, Appeal.DISMISSED, Appeal.REVOKED)
)
PAID_ON = DateColumn(
    name="paid_on",
    label=_("Paid on"),
    required=False,
    attribute=False,
    example="2023-07-20",
    help=_("Blank means that it is not paid."),
)
APPEAL = CodeColumn(
    name="appeal",
    label=_("Appeal"),
    required=False,
    attribute=False,
    choices=APPEALS,
    blank=Appeal.NONE.value,
    example="none",
    help=_("Blank means that there is no appeal."),
)
STATE = CodeColumn(name="state", label=_("State"), derived=True, choices=State.choices, shown=False)

PENALTY_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number",
        label=_("Letter number"),
        max_length=NUMBER_LENGTH,
        normalised_lookup="number_key",
        example="北市勞運字第1126000001號",
    ),
    *employer_columns(),
    DateColumn(name="decided_on", label=_("Decided on"), example="2023-06-15"),
    CodeColumn(
        name="ground",
        label=_("Ground of the penalty"),
        choices=Ground.choices,
        example="3",
        help=_("Which of the four situations shows that there was no justifiable reason."),
    ),
    IntegerColumn(
        name="amount",
        label=_("Amount (NT$)"),
        attribute=False,
        minimum=1,
        example="20000",
        help=_("Within the limits of §96; below them only when mitigated under the Administrative Penalty Act §18."),
    ),
    PAID_ON,
    APPEAL,
    STATE,
)
