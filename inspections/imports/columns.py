"""Columns of the datasets `inspections`, `inspection_penalties` and `violations`."""

import re
from dataclasses import dataclass, replace
from unicodedata import normalize

from django.utils.translation import gettext_lazy as _

from inspections.citations import ITEM_LENGTH
from inspections.models import CAMPAIGN_LENGTH, INSPECTION_NUMBER_LENGTH, LETTER_LENGTH, PROJECT_LENGTH
from inspections.states import (
    Correction,
    InspectionIndustry,
    InspectionKind,
    InspectionState,
    InspectionUnit,
    Law,
    Result,
)
from inspections.statutes import canonical
from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, TextColumn, YesNoColumn
from laborportal.penalties.ledger import Appeal
from laborportal.penalties.models import NUMBER_LENGTH
from laborportal.penalties.states import State


@dataclass(frozen=True, kw_only=True)
class StatuteColumn(TextColumn):
    """Known by its name of today, however it is written."""

    def parse(self, text: str) -> str:
        return canonical("".join(normalize("NFKC", text).split())) or super().parse(text)


@dataclass(frozen=True, kw_only=True)
class ProvisionColumn(TextColumn):
    """The number alone: `第17條之1` is 17-1, `第1、2款` is 1、2. What is not a number stays as it is written."""

    ending: str

    def parse(self, text: str) -> str:
        plain = "".join(normalize("NFKC", text).split())
        numbered = re.fullmatch(rf"第?(\d+(?:、\d+)*)(?:[-之](\d+))?{self.ending}?(?:[-之](\d+))?", plain)
        if numbered is None:
            return super().parse(text)
        return super().parse("-".join(filter(None, numbered.groups())))


INSPECTION_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number",
        label=_("Inspection number"),
        max_length=INSPECTION_NUMBER_LENGTH,
        normalised_lookup="number_key",
        example="112-檢-0001",
    ),
    *employer_columns(),
    CodeColumn(
        name="unit",
        label=_("Unit"),
        field="unit.code",
        choices=InspectionUnit.choices,
        attribute=False,
        example="inspection_office",
        help=_("The one that inspected keeps the record."),
    ),
    CodeColumn(name="kind", label=_("Kind of inspection"), choices=InspectionKind.choices, example="project"),
    TextColumn(
        name="project",
        label=_("Project"),
        required=False,
        max_length=PROJECT_LENGTH,
        normalised_lookup="project_key",
        example="112年度營造業防墜專案",
    ),
    DateColumn(name="inspected_on", label=_("Inspected on"), example="2023-03-29"),
    CodeColumn(name="industry", label=_("Industry"), choices=InspectionIndustry.choices, example="construction"),
    CodeColumn(name="result", label=_("Result of the inspection"), choices=Result.choices, example="violation"),
    YesNoColumn(name="stop_work", label=_("Stop-work"), example="no"),
    CodeColumn(name="state", label=_("State"), derived=True, choices=InspectionState.choices, shown=False),
    DateColumn(name="notice_on", label=_("Result notice sent on"), required=False, derived=True, shown=False),
    DateColumn(name="served_on", label=_("Notice served on"), required=False, derived=True, shown=False),
)

INSPECTION = TextColumn(
    name="inspection",
    label=_("Inspection"),
    required=False,
    field="inspection.number",
    max_length=INSPECTION_NUMBER_LENGTH,
    normalised_lookup="inspection__number_key",
    attribute=False,
    shown=False,
    example="112-檢-0001",
    help=_("The number of the inspection that it came from."),
)
INSPECTION_OF = replace(INSPECTION, required=True, shown=True)
"""Where a record cannot do without its inspection."""
STATE = CodeColumn(name="state", label=_("State"), derived=True, choices=State.choices, shown=False)

PENALTY_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number",
        label=_("Letter number"),
        max_length=NUMBER_LENGTH,
        normalised_lookup="number_key",
        example="北市勞動字第11200000011號",
    ),
    INSPECTION,
    *employer_columns(),
    DateColumn(name="decided_on", label=_("Decided on"), example="2023-03-29"),
    DateColumn(name="announced_on", label=_("Announced on"), required=False, example="2023-05-05"),
    TextColumn(
        name="articles",
        label=_("Articles"),
        max_length=LETTER_LENGTH,
        normalised_lookup="articles_key",
        example="勞動基準法第24條第1項;勞動基準法第36條第1項",
        help=_("Each with the name of its statute, as in 勞動基準法第24條第1項; separated by semicolons."),
    ),
    CodeColumn(
        name="act",
        label=_("Act"),
        required=False,
        choices=Law.choices,
        example="labour_standards",
        help=_("Left blank, it is read from the articles."),
    ),
    IntegerColumn(
        name="amount",
        label=_("Amount (NT$)"),
        required=False,
        attribute=False,
        minimum=1,
        example="20000",
        help=_("Blank means that the amount is not published."),
        unknown_when_blank=True,
    ),
    TextColumn(
        name="remark",
        label=_("Remark"),
        required=False,
        max_length=LETTER_LENGTH,
        normalised_lookup="remark_key",
        example="訴願駁回",
        help=_("State of an appeal and names of campaigns, separated by semicolons."),
    ),
    CodeColumn(name="appeal", label=_("Appeal"), required=False, derived=True, choices=Appeal.choices),
    TextColumn(
        name="campaign",
        label=_("Campaign"),
        required=False,
        derived=True,
        max_length=CAMPAIGN_LENGTH,
        normalised_lookup="campaign_key",
        shown=False,
    ),
    STATE,
)

_UBN, _EMPLOYER = employer_columns(required=False)
CORRECT_WITHIN = IntegerColumn(
    name="correct_within",
    label=_("To be corrected within (days)"),
    required=False,
    minimum=1,
    maximum=3650,
    help=_("Counted from the service of the result notice."),
)

VIOLATION_COLUMNS: tuple[Column, ...] = (
    INSPECTION,
    TextColumn(
        name="penalty",
        label=_("Penalty"),
        required=False,
        field="penalty.number",
        max_length=NUMBER_LENGTH,
        normalised_lookup="penalty__number_key",
        attribute=False,
        example="北市勞動字第11200000011號",
        help=_("The letter number of the penalty."),
    ),
    _UBN,
    replace(_EMPLOYER, help=_("Needed where a letter number belongs to several employers.")),
    IntegerColumn(name="position", label=_("Position"), minimum=1, maximum=9999, example="1"),
    StatuteColumn(
        name="statute",
        label=_("Statute"),
        required=False,
        in_every_file=True,
        max_length=60,
        normalised_lookup="statute_key",
        example="勞動基準法",
    ),
    ProvisionColumn(
        name="article",
        label=_("Article"),
        required=False,
        in_every_file=True,
        max_length=20,
        normalised_lookup="article_key",
        ending="條",
        example="24",
        help=_("The number alone, as in 24 or 17-1."),
    ),
    ProvisionColumn(
        name="paragraph",
        label=_("Paragraph"),
        required=False,
        max_length=20,
        normalised_lookup="paragraph_key",
        ending="項",
        example="1",
    ),
    ProvisionColumn(
        name="item",
        label=_("Subparagraph"),
        required=False,
        max_length=ITEM_LENGTH,
        normalised_lookup="item_key",
        ending="款",
    ),
    TextColumn(
        name="text",
        label=_("Text as published"),
        required=False,
        max_length=LETTER_LENGTH,
        normalised_lookup="text_key",
        shown=False,
        example="勞動基準法第24條第1項",
        help=_("Needed where no article can be given."),
    ),
    TextColumn(
        name="description",
        label=_("Description"),
        required=False,
        max_length=LETTER_LENGTH,
        normalised_lookup="description_key",
        example="延長工作時間未依規定加給工資",
    ),
    DateColumn(name="correct_by", label=_("To be corrected by"), required=False, future=True, shown=False),
    DateColumn(name="corrected_on", label=_("Corrected on"), required=False, shown=False),
    CodeColumn(name="state", label=_("Correction"), derived=True, choices=Correction.choices, shown=False),
    DateColumn(name="decided_on", label=_("Decided on"), required=False, derived=True, field="penalty.decided_on"),
    DateColumn(name="counted_on", label=_("Counts from"), required=False, derived=True, shown=False),
)
