"""What was planned for a year, against what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, QuerySet

from inspections.models import Inspection, PlanLine, Project, ProjectTarget
from laborportal.rocyear.dates import year_bounds

Done = Mapping[tuple[int, str, str], int]


@dataclass(frozen=True)
class Counted:
    line: PlanLine
    done: int

    @property
    def left(self) -> int:
        return max(0, self.line.planned - self.done)

    @property
    def percent(self) -> int:
        """Rounded down, so that only a plan that is kept shows 100."""
        return self.done * 100 // self.line.planned

    @property
    def query(self) -> str:
        line = self.line
        asked = {"year": line.year, "unit": line.unit.code, "kind": line.kind}
        return urlencode({**asked, "project": line.project} if line.project else asked)


def counted(lines: QuerySet[PlanLine], year: int) -> list[Counted]:
    """Two queries. A line without a project counts every inspection of its kind."""
    found = list(lines.filter(year=year).select_related("unit").order_by("unit", "kind", "project_key", "pk"))
    done = done_in(year)
    return [
        Counted(line, sum(n for (unit, kind, project), n in done.items() if _falls_under(line, unit, kind, project)))
        for line in found
    ]


def _falls_under(line: PlanLine, unit: int, kind: str, project: str) -> bool:
    return (unit, kind) == (line.unit_id, line.kind) and line.project_key in ("", project)


def done_in(year: int) -> Done:
    done = Inspection.objects.standing().filter(inspected_on__range=year_bounds(year)).order_by()
    return {
        (unit, kind, project): count
        for unit, kind, project, count in done.values_list("unit", "kind", "project_key").annotate(Count("pk"))
    }


@dataclass(frozen=True)
class Visited:
    """An employer on the list of a project, and its newest inspection in it."""

    target: ProjectTarget
    inspection: Inspection | None


def inspections_of(project: Project) -> QuerySet[Inspection]:
    return Inspection.objects.standing().filter(project_key=project.name_key, unit=project.unit_id)


def visited(project: Project) -> list[Visited]:
    targets = ProjectTarget.objects.standing().filter(project=project).select_related("employer").order_by("pk")
    newest = {
        inspection.employer_id: inspection for inspection in inspections_of(project).order_by("inspected_on", "pk")
    }
    return [Visited(target, newest.get(target.employer_id)) for target in targets]
