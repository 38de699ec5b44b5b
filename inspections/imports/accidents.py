"""Columns of the dataset `accidents`, and how rows become accidents."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.models import ACCIDENT_NUMBER_LENGTH, DISTRICT_LENGTH, SITE_LENGTH, Accident, AccidentKind
from inspections.severity import IS_MAJOR
from inspections.states import INSPECTION_OFFICE, AccidentIndustry, AccidentStatus, PublicWorks
from laborportal.accounts.models import Unit
from laborportal.audit.recording import Act, Change
from laborportal.employers.columns import employer_columns
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import (
    CodeColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    TextColumn,
    YesNoColumn,
)
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import Loader
from laborportal.imports.references import ListedReference, Reference
from laborportal.imports.rows import Row
from laborportal.listing.conditions import Condition
from laborportal.workflow.settling import settled
from laborportal.workflow.waiting import wait_anew


def kinds() -> Iterable[tuple[str, str]]:
    return [(kind.code, kind.label) for kind in AccidentKind.objects.order_by("pk")]


STATUS = CodeColumn(
    name="status",
    label=gettext_lazy("Status"),
    field="state",
    attribute=False,
    choices=AccidentStatus.choices,
    example="confirmed",
    help=gettext_lazy("One under determination counts, and makes the figures that it stands in provisional."),
)
MAJOR = YesNoColumn(
    name="major", label=gettext_lazy("Major accident"), derived=True, sortable=False, filterable=False, shown=False
)
MAJOR_CONDITION = Condition(
    name=MAJOR.name, label=MAJOR.label, kind="yesno", where=lambda yes: IS_MAJOR if yes else ~IS_MAJOR
)

COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="number",
        label=gettext_lazy("Accident number"),
        max_length=ACCIDENT_NUMBER_LENGTH,
        normalised_lookup="number_key",
        example="112-災-001",
    ),
    DateColumn(name="occurred_on", label=gettext_lazy("Occurred on"), example="2023-03-29"),
    *employer_columns(),
    TextColumn(
        name="site",
        label=gettext_lazy("Site"),
        required=False,
        max_length=SITE_LENGTH,
        normalised_lookup="site_key",
        shown=False,
        example="穗安路新建工程",
    ),
    TextColumn(
        name="district",
        label=gettext_lazy("District"),
        required=False,
        max_length=DISTRICT_LENGTH,
        normalised_lookup="district_key",
        shown=False,
        example="中山區",
    ),
    ListedColumn(
        name="kind",
        label=gettext_lazy("Kind of accident"),
        field="kind.code",
        label_field="kind.label",
        listed=kinds,
        attribute=False,
        example="fall",
    ),
    CodeColumn(
        name="industry",
        label=gettext_lazy("Industry"),
        choices=AccidentIndustry.choices,
        example="construction",
    ),
    CodeColumn(
        name="public_works",
        label=gettext_lazy("Public works"),
        choices=PublicWorks.choices,
        example="none",
        help=gettext_lazy("Public works are a part of construction."),
    ),
    IntegerColumn(
        name="deaths",
        label=gettext_lazy("Deaths"),
        example="1",
        help=gettext_lazy("A victim who dies later counts in the year of the accident."),
    ),
    IntegerColumn(name="injuries", label=gettext_lazy("Injuries"), example="0"),
    STATUS,
    MAJOR,
)
FORM_COLUMNS = tuple(column for column in COLUMNS if column is not STATUS)


class AccidentLoader(Loader[Accident]):
    """Accidents of a file: what it says of the status was determined elsewhere."""

    model = Accident
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    key = ("number",)
    related = ("employer", "kind", "unit")

    def make_references(self) -> tuple[Reference, ...]:
        unknown = _("“{value}” is no kind of accident. There are: {names}.")
        return (
            EmployerReference(sector_column=""),
            ListedReference("kind", among=AccidentKind.objects.all(), unknown=unknown),
        )

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=INSPECTION_OFFICE)

    def check(self, row: Row) -> None:
        if not row.failed("industry", "public_works") and _is_public_outside_construction(row):
            row.error(
                "public_works",
                _("Public works are a part of construction: write none here, or construction as the industry."),
            )
        if row.get("deaths") == row.get("injuries") == 0:
            row.warn("injuries", _("The accident has no victim at all: check the numbers."))

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit, **settled(row.get("status", AccidentStatus.PENDING))}

    def child_state(self, record: Accident) -> dict[str, Any]:
        return {"status": record.state}

    def changed_attributes(self, row: Row, found: Mapping[str, Change]) -> dict[str, Any]:
        return super().changed_attributes(row, found) | _settled_by(found, after=True)

    def attributes_before(self, changes: Mapping[str, Change]) -> dict[str, Any]:
        return super().attributes_before(changes) | _settled_by(changes, after=False)

    def create(self, rows: Sequence[Row], act: Act) -> list[Accident]:
        created = super().create(rows, act)
        wait_anew([record for record in created if record.state == AccidentStatus.PENDING])
        return created


class AccidentFormLoader(InChargeLoader[Accident], AccidentLoader):
    """The form: what is entered is under determination until somebody else has decided on it."""

    columns = FORM_COLUMNS

    def child_state(self, record: Accident) -> dict[str, Any]:
        return {}


def _is_public_outside_construction(row: Row) -> bool:
    works, industry = row.get("public_works"), row.get("industry")
    return bool(works and industry) and works != PublicWorks.NONE and industry != AccidentIndustry.CONSTRUCTION


def _settled_by(changes: Mapping[str, Change], *, after: bool) -> dict[str, Any]:
    return settled(changes["status"][after]) if "status" in changes else {}
