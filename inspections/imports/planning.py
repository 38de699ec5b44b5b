"""Forms of projects, of the employers on their lists, and of the lines of a yearly plan."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.models import PROJECT_LENGTH, PURPOSE_LENGTH, PlanLine, Project, ProjectTarget
from inspections.queries import off_planned_lists
from inspections.states import InspectionKind, InspectionUnit
from laborportal.accounts.models import Unit
from laborportal.employers.columns import employer_columns
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import CodeColumn, Column, DateColumn, IntegerColumn, TextColumn, YearColumn
from laborportal.imports.loading import Loader
from laborportal.imports.references import ForeignKeyReference, Reference
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import today

UNIT = CodeColumn(
    name="unit", label=gettext_lazy("Unit"), field="unit.code", choices=InspectionUnit.choices, attribute=False
)


def unit_reference() -> ForeignKeyReference:
    return ForeignKeyReference("unit", model=Unit, by="code", among=Unit.objects.all())


PROJECT_COLUMNS: tuple[Column, ...] = (
    TextColumn(name="name", label=gettext_lazy("Project"), max_length=PROJECT_LENGTH, normalised_lookup="name_key"),
    UNIT,
    DateColumn(name="starts_on", label=gettext_lazy("Project begins on"), future=True),
    DateColumn(name="ends_on", label=gettext_lazy("Project ends on"), future=True),
    TextColumn(name="purpose", label=gettext_lazy("Purpose"), required=False, max_length=PURPOSE_LENGTH, shown=False),
)
TARGET_COLUMNS: tuple[Column, ...] = (
    TextColumn(
        name="project",
        label=gettext_lazy("Project"),
        field="project.name",
        max_length=PROJECT_LENGTH,
        normalised_lookup="project__name_key",
        attribute=False,
    ),
    *employer_columns(),
)
PLAN_COLUMNS: tuple[Column, ...] = (
    YearColumn(name="year", label=gettext_lazy("Year"), example="112"),
    UNIT,
    CodeColumn(name="kind", label=gettext_lazy("Kind of inspection"), choices=InspectionKind.choices),
    TextColumn(
        name="project",
        label=gettext_lazy("Project"),
        required=False,
        max_length=PROJECT_LENGTH,
        normalised_lookup="project_key",
        help=gettext_lazy("Left blank, the line counts every inspection of this kind."),
    ),
    IntegerColumn(name="planned", label=gettext_lazy("Planned"), minimum=1),
)


class ProjectLoader(Loader[Project]):
    model = Project
    columns = PROJECT_COLUMNS
    key = ("unit", "name")
    related = ("unit",)

    def make_references(self) -> tuple[Reference, ...]:
        return (unit_reference(),)

    def check(self, row: Row) -> None:
        starts, ends = row.get("starts_on"), row.get("ends_on")
        if starts and ends and ends < starts:
            row.error("ends_on", _("A project cannot end before it begins: correct one of the two dates."))

    def check_change(self, row: Row, record: Project) -> None:
        """Inspections and plans name it; its list would be lost to them."""
        if "name" in row.values and row.values["name"] != record.name:
            row.error("name", _("Inspections name the project by this name: void it and enter a new one instead."))


class TargetLoader(Loader[ProjectTarget]):
    model = ProjectTarget
    columns = TARGET_COLUMNS
    key = ("project", "employer")
    related = ("project__unit", "employer")

    def make_references(self) -> tuple[Reference, ...]:
        project = ForeignKeyReference("project", model=Project, by="name_key")
        return (project, EmployerReference())

    def check(self, row: Row) -> None:
        """Gold keeps an employer off what the units plan by themselves."""
        employer = row.links.get("employer")
        if employer is None or employer.pk is None:
            return
        if (fact := off_planned_lists([employer.pk], today()).get(employer.pk)) is not None:
            row.error("employer", _("This employer stays off planned lists. {why}").format(why=fact.words))


class PlanLoader(Loader[PlanLine]):
    model = PlanLine
    columns = PLAN_COLUMNS
    key = ("unit", "year", "kind", "project")
    related = ("unit",)

    def make_references(self) -> tuple[Reference, ...]:
        return (unit_reference(),)

    def check(self, row: Row) -> None:
        if row.get("project") and row.get("kind") not in (None, InspectionKind.PROJECT):
            row.error(
                "project", _("Only project inspections are planned by project: take it out, or correct the kind.")
            )
