"""Columns of the datasets `inspection_penalties` and `violations`."""

import re
from dataclasses import dataclass, replace
from unicodedata import normalize

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inspections.citations import ITEM_LENGTH
from inspections.models import CAMPAIGN_LENGTH, LETTER_LENGTH
from inspections.states import Law
from inspections.statutes import canonical
from laborportal.employers.columns import employer_columns
from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, TextColumn
from laborportal.listing.conditions import Condition
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


# The dataset of inspections comes later: the column is there, and every number in it is unknown.
INSPECTION = TextColumn(
    name="inspection",
    label=_("Inspection"),
    required=False,
    field="inspection_number",
    max_length=NUMBER_LENGTH,
    attribute=False,
    sortable=False,
    shown=False,
    help=_("The number of the inspection that it came from."),
)
INSPECTION_CONDITION = Condition(
    name=INSPECTION.name, label=INSPECTION.label, kind="text", where=lambda number: Q(pk__in=())
)
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
_EMPLOYER_OF_THE_PENALTY = (
    replace(_UBN, field="penalty.employer.ubn", lookup="penalty__employer__ubn"),
    replace(
        _EMPLOYER,
        field="penalty.employer.name",
        lookup="penalty__employer__name",
        normalised_lookup="penalty__employer__name_text",
        help=_("Needed where a letter number belongs to several employers."),
    ),
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
    *_EMPLOYER_OF_THE_PENALTY,
    IntegerColumn(name="position", label=_("Position"), minimum=1, maximum=9999, example="1"),
    StatuteColumn(
        name="statute",
        label=_("Statute"),
        required=False,
        max_length=60,
        normalised_lookup="statute_key",
        example="勞動基準法",
    ),
    ProvisionColumn(
        name="article",
        label=_("Article"),
        required=False,
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
    DateColumn(name="decided_on", label=_("Decided on"), required=False, derived=True, field="penalty.decided_on"),
)
