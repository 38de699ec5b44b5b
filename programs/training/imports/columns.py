import re
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, TextColumn, YesNoColumn
from laborportal.exports.normalise import normalise
from programs.training.models.records import REFERENCE_LENGTH
from programs.training.states import Kind, Result, Service, Standing, Status

STARTS_ON = DateColumn(
    name="starts_on",
    label=_("Starts on"),
    example="112.03.29",
    help=_("The class counts in the year in which it starts. For example 112.11.06; 1121106 works too"),
)
CLASS_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="code",
        label=_("Class code"),
        max_length=REFERENCE_LENGTH,
        normalised_lookup="code_key",
        example="112-自-001",
    ),
    TextColumn(
        name="name", label=_("Class name"), max_length=200, normalised_lookup="name_key", example="室內配線技術班"
    ),
    CodeColumn(name="kind", label=_("Kind of class"), choices=Kind.choices, example="in_house"),
    STARTS_ON,
    DateColumn(name="ends_on", label=_("Ends on"), future=True, example="112.06.30"),
    IntegerColumn(name="capacity", label=_("Places"), example="30"),
    TextColumn(
        name="provider",
        label=_("Training provider"),
        required=False,
        max_length=200,
        normalised_lookup="provider_key",
        help=_("Who teaches, where the institute does not do so itself."),
    ),
)
COMMISSIONED_BY = TextColumn(
    name="commissioned_by",
    label=_("Commissioning body"),
    required=False,
    max_length=200,
    help=_("Stands on the certificate of a class that was contracted out; blank where the institute commissions it."),
)
HOURS = IntegerColumn(name="hours", label=_("Hours of training"), required=False, maximum=10_000)
# Whoever types a class announces it, so that a start in the future is nothing odd.
CLASS_FORM_COLUMNS: tuple[Column, ...] = (
    *(replace(STARTS_ON, future=True) if column is STARTS_ON else column for column in CLASS_COLUMNS),
    COMMISSIONED_BY,
    HOURS,
)

CLASS = TextColumn(
    name="class",
    label=_("Class code"),
    field="training_class.code",
    max_length=REFERENCE_LENGTH,
    normalised_lookup="training_class__code_key",
    attribute=False,
    example="112-自-001",
)


@dataclass(frozen=True, kw_only=True)
class ReferenceColumn(TextColumn):
    """A person by the institute's own reference; an ID number in its place is told, since lists would show it."""

    ID_NUMBER: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z][A-D1289][0-9]{8}")

    def odd(self, value: Any) -> str:
        if not self.ID_NUMBER.fullmatch(normalise(value).upper()):
            return ""
        return gettext("This looks like an ID number: write the reference of the institute instead.")


def reference(name: str, label: object) -> ReferenceColumn:
    return ReferenceColumn(
        name=name,
        label=label,  # type: ignore[arg-type]
        max_length=REFERENCE_LENGTH,
        normalised_lookup=f"{name}_key",
        example="T112-00001",
        help=_("The reference under which the institute knows the person; never a name or an ID number."),
    )


STATUS = CodeColumn(
    name="status",
    label=_("Status of training"),
    choices=Status.choices,
    help=_("Employed early is who left for a job after at least half of the hours."),
    example="completed",
)
EMPLOYED = YesNoColumn(
    name="employed",
    label=_("Employed after training"),
    required=False,
    unknown_when_blank=True,
    help=_("Blank while nobody has looked. It follows from the follow-up of the class."),
)
RELIEF_JOB = YesNoColumn(
    name="relief_job",
    label=_("Publicly subsidised relief job"),
    required=False,
    help=_("Such a job counts in neither part of the employment rate."),
)
# Both belong to the year of their class.
CLASS_STARTS_ON = DateColumn(
    name="starts_on",
    label=_("Class starts on"),
    required=False,
    derived=True,
    future=True,
    field="training_class.starts_on",
)
ENROLMENT_COLUMNS: tuple[Column, ...] = (
    CLASS,
    reference("trainee", _("Trainee reference")),
    STATUS,
    EMPLOYED,
    RELIEF_JOB,
    CLASS_STARTS_ON,
)
APPLICANT_COLUMNS: tuple[Column, ...] = (
    CLASS,
    reference("applicant", _("Applicant reference")),
    DateColumn(
        name="applied_on",
        label=_("Applied for the class on"),
        example="112.03.01",
        help=_("The waiting list moves up in the order of these days."),
    ),
    CodeColumn(name="standing", label=_("Standing of the application"), choices=Standing.choices, example="waiting"),
    CLASS_STARTS_ON,
)


def _part(name: str, label: object) -> CodeColumn:
    return CodeColumn(name=name, label=label, choices=Result.choices, example="pass")  # type: ignore[arg-type]


def _text(name: str, label: object, length: int, example: str) -> TextColumn:
    return TextColumn(
        name=name,
        label=label,  # type: ignore[arg-type]
        max_length=length,
        normalised_lookup=f"{name}_key",
        example=example,
    )


EXAM_COLUMNS: tuple[Column, ...] = (
    _text("batch", _("Examination session"), REFERENCE_LENGTH, "112-1"),
    DateColumn(name="held_on", label=_("Examined on"), example="112.03.29"),
    reference("trainee", _("Trainee reference")),
    _text("trade", _("Trade"), 100, "室內配線"),
    _text("level", _("Level of skill"), 50, "丙級"),
    _part("theory", _("Theory")),
    _part("practice", _("Practice")),
)
SERVICE_COLUMNS: tuple[Column, ...] = (
    _text("number", _("Service number"), REFERENCE_LENGTH, "112-評-001"),
    CodeColumn(name="kind", label=_("Kind of service"), choices=Service.choices, example="assessment"),
    DateColumn(name="served_on", label=_("Served on"), example="112.03.29"),
    IntegerColumn(name="persons", label=_("Persons served"), example="35"),
)
