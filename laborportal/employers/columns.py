"""The columns of the register, and the two by which every other dataset names an employer."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.employers.models import NAME_LENGTH, Employer
from laborportal.employers.search import is_employer
from laborportal.exports.columns import MISSING, CodeColumn, Column, IntegerColumn, TextColumn, UbnColumn
from laborportal.listing.conditions import Condition


def employer_columns(required: bool = True) -> tuple[UbnColumn, TextColumn]:
    """`ubn` and `employer`, for a model with a foreign key called `employer`."""
    return (
        UbnColumn(
            name="ubn",
            label=_("Business number"),
            required=False,
            field="employer.ubn",
            attribute=False,
            example="12345675",
            help=_("8 digits; without it the employer is found by its name."),
        ),
        TextColumn(
            name="employer",
            label=_("Employer"),
            required=required,
            field="employer.name",
            max_length=NAME_LENGTH,
            normalised_lookup="employer__name_text",
            filterable=False,
            attribute=False,
            example="榕澗營造股份有限公司",
            help=_("Type a business number or a part of the name."),
        ),
    )


def employer_condition(prefix: str = "employer") -> Condition:
    """The one text filter that matches a part: *prefix* is the ORM path to the employer, blank for the register."""
    return Condition(
        name="employer",
        label=_("Employer"),
        kind="text",
        where=lambda term: is_employer(term, prefix),
        help=_("A business number, or a part of a name."),
    )


COLUMNS: tuple[Column, ...] = (
    UbnColumn(name="ubn", label=_("Business number"), required=False, example="12345675"),
    TextColumn(
        name="name",
        label=_("Name of the employer"),
        max_length=NAME_LENGTH,
        normalised_lookup="name_text",
        example="榕澗營造股份有限公司",
    ),
    CodeColumn(name="sector", label=_("Sector"), choices=Employer.Sector.choices, example="private"),
    TextColumn(
        name="district",
        label=_("District"),
        required=False,
        max_length=20,
        normalised_lookup="district_text",
        example="中山區",
    ),
    TextColumn(
        name="industry_code",
        label=_("Industry code"),
        required=False,
        max_length=20,
        normalised_lookup="industry_text",
        example="4100",
    ),
    IntegerColumn(name="employees", label=_("Employees"), required=False, example="186"),
    TextColumn(
        name="address",
        label=_("Address"),
        required=False,
        max_length=300,
        normalised_lookup="address_text",
        shown=False,
        example="臺北市中山區榕汀路1號",
    ),
)


@dataclass(frozen=True, kw_only=True)
class NamesColumn(Column):
    """Several names; only history speaks of it."""

    def show(self, value: Any) -> str:
        return gettext(", ").join(value or ()) or MISSING


ALIASES = NamesColumn(name="aliases", label=_("Other names"), attribute=False, derived=True)
