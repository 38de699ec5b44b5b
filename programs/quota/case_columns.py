"""Columns of what the unit sends, receives, hears and publishes; none of it comes in by a file."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from laborportal.employers.columns import employer_columns
from laborportal.employers.models import Employer
from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    MonthColumn,
    TextColumn,
    UbnColumn,
)
from programs.quota.models.justifications import TEXT_LENGTH
from programs.quota.models.notices import LETTER_LENGTH
from programs.quota.states import JustificationState, ListState, NoticeKind, NoticeState, Removal

_UBN, _EMPLOYER = employer_columns()
OF_A_MONTH = (
    MonthColumn(name="month", label=_("Month"), field="about.month", attribute=False),
    replace(_UBN, field="about.employer.ubn", lookup="about__employer__ubn"),
    replace(
        _EMPLOYER,
        field="about.employer.name",
        lookup="about__employer__name",
        normalised_lookup="about__employer__name_text",
    ),
)
CASE_NUMBER = TextColumn(name="number", label=_("Case number"), derived=True, required=False, max_length=40)

LETTER_NUMBER = TextColumn(
    name="letter_number", label=_("Letter number"), max_length=LETTER_LENGTH, example="北市勞運字第1126000001號"
)
ISSUED_ON = DateColumn(name="issued_on", label=_("Issued on"), example="2023-10-20")
SERVED_ON = DateColumn(name="served_on", label=_("Letter served on"), example="2023-10-24")

NOTICE_COLUMNS: tuple[Column, ...] = (
    CASE_NUMBER,
    CodeColumn(name="kind", label=_("Kind"), choices=NoticeKind.choices),
    *OF_A_MONTH,
    IntegerColumn(name="months_short", label=_("Consecutive months short")),
    IntegerColumn(name="shortage", label=_("Shortage")),
    IntegerColumn(name="levy", label=_("Difference subsidy (NT$)"), unknown_when_blank=True),
    LETTER_NUMBER,
    ISSUED_ON,
    SERVED_ON,
    CodeColumn(name="state", label=_("State"), choices=NoticeState.choices, derived=True),
)

PAID_ON = DateColumn(name="paid_on", label=_("Paid on"), example="2023-10-31")
AMOUNT = IntegerColumn(name="amount", label=_("Amount paid (NT$)"), minimum=1, example="26400")
PAYMENT_COLUMNS: tuple[Column, ...] = (*OF_A_MONTH, PAID_ON, AMOUNT)

JUSTIFICATION_COLUMNS: tuple[Column, ...] = (
    CASE_NUMBER,
    *employer_columns(),
    DateColumn(name="received_on", label=_("Justification received on"), example="2023-11-15"),
    TextColumn(
        name="text",
        label=_("What the employer says"),
        max_length=TEXT_LENGTH,
        filterable=False,
        shown=False,
        help=_("Why it is under the quota, and what it has done to find persons with disabilities."),
    ),
    TextColumn(
        name="ruling", label=_("Reason for the ruling"), required=False, derived=True, filterable=False, max_length=500
    ),
    CodeColumn(name="state", label=_("State"), choices=JustificationState.choices, derived=True),
)

PUBLISHED_ON = DateColumn(name="published_on", label=_("Published on"), example="2024-01-31")
TAKEN_OFF_ON = DateColumn(name="taken_off_on", label=_("Taken off on"), example="2024-02-29")
LIST_COLUMNS: tuple[Column, ...] = (
    MonthColumn(name="month", label=_("Month")),
    CodeColumn(name="sector", label=_("Sector"), choices=Employer.Sector.choices),
    CodeColumn(name="state", label=_("State"), choices=ListState.choices, derived=True),
    PUBLISHED_ON,
    TAKEN_OFF_ON,
    TextColumn(name="published_by", label=_("Published by"), required=False, filterable=False, sortable=False),
)

ROW_NUMBERS = tuple(
    IntegerColumn(name=name, label=label, maximum=9_999_999)
    for name, label in (
        ("required", _("To be employed")),
        ("counted", _("Employed (as counted)")),
        ("shortage", _("Shortage")),
    )
)
REMOVED_ON = DateColumn(name="removed_on", label=_("Taken off on"), example="2024-03-01")
REMOVAL = CodeColumn(
    name="removal",
    label=_("Ground of the removal"),
    choices=Removal.choices,
    help=_("A public list is kept: an employer leaves it by a correction or a revocation alone."),
)
ROW_COLUMNS: tuple[Column, ...] = (
    UbnColumn(name="ubn", label=_("Business number"), required=False),
    TextColumn(name="name", label=_("Name of the employer"), max_length=200),
    *ROW_NUMBERS,
)
"""What is made public of an employer."""
