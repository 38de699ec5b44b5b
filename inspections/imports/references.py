"""The inspection and the penalty that a row names, each by its number.

A letter number may belong to several employers: the columns of the employer decide then.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from inspections.models import Inspection, InspectionPenalty
from laborportal.audit.recording import Act
from laborportal.employers.models import Employer, EmployerAlias, matching_key
from laborportal.exports.columns import echo
from laborportal.exports.normalise import normalise
from laborportal.imports.rows import Row


class InspectionReference:
    field = "inspection"
    columns: tuple[str, ...] = ("inspection",)

    def __init__(self) -> None:
        self._known: dict[str, Inspection | None] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        named = [(row, normalise(row.values["inspection"] or "")) for row in rows if "inspection" in row.values]
        self._learn({number for _row, number in named if number})
        for row, number in named:
            row.links[self.field] = self._known.get(number)
            if number and row.links[self.field] is None:
                message = _("No inspection “{number}” is on file: correct the number, or enter the inspection first.")
                row.error("inspection", message.format(number=echo(row.values["inspection"])))

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Nothing to prepare: the inspections exist."""

    def _learn(self, numbers: set[str]) -> None:
        if wanted := numbers - self._known.keys():
            found = with_names(Inspection.objects.standing().filter(number_key__in=wanted))
            self._known |= dict.fromkeys(wanted) | {inspection.number_key: inspection for inspection in found}


class PenaltyReference:
    """Comes after the InspectionReference: a row that names an inspection need not name a penalty."""

    field = "penalty"
    columns: tuple[str, ...] = ("penalty", "ubn", "employer")

    def __init__(self) -> None:
        self._known: dict[str, list[InspectionPenalty]] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        self._learn({number for row in rows if (number := _text(row, "penalty"))})
        for row in rows:
            if not row.failed("inspection", *self.columns):
                self._resolve(row)

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Nothing to prepare: the penalties exist."""

    def _learn(self, numbers: set[str]) -> None:
        wanted = {normalise(number) for number in numbers} - self._known.keys()
        if not wanted:
            return
        by_number: defaultdict[str, list[InspectionPenalty]] = defaultdict(list)
        for penalty in with_names(InspectionPenalty.objects.on_file().filter(number_key__in=wanted)).order_by("pk"):
            by_number[penalty.number_key].append(penalty)
        self._known |= {number: by_number[number] for number in wanted}

    def _resolve(self, row: Row) -> None:
        number, inspection = _text(row, "penalty"), row.links.get("inspection")
        candidates = self._known[normalise(number)] if number else []
        if number and not candidates:
            message = _("No penalty “{number}” is on file: correct the number, or enter the penalty first.")
            row.error("penalty", message.format(number=echo(number)))
        elif inspection is not None:
            self._resolve_beside(row, inspection.employer, candidates)
        elif number:
            row.links[self.field] = _of_employer(row, candidates)
        else:
            words = _("Write the number of the inspection, or the letter number of the penalty, that it belongs to.")
            row.error("penalty", words)

    def _resolve_beside(self, row: Row, inspected: Employer, candidates: list[InspectionPenalty]) -> None:
        """A violation that was found is that of the employer inspected; somebody else may have been fined for it."""
        ubn, name = _text(row, "ubn"), _text(row, "employer")
        if (ubn or name) and not goes_by(inspected, ubn, name):
            message = _("This inspection was of {employers}: correct the number or the employer.")
            row.error("employer" if name or not ubn else "ubn", message.format(employers=inspected))
        elif len(candidates) == 1:
            row.links[self.field] = candidates[0]
        elif candidates:
            row.links[self.field] = _of_employer(row, candidates, by_default=inspected)
        elif "penalty" in row.values:
            row.links[self.field] = None


def with_names(found: QuerySet[Any]) -> QuerySet[Any]:
    """With all by which their employers are known."""
    aliases = Prefetch("employer__aliases", queryset=EmployerAlias.objects.standing())
    return found.select_related("employer", "unit").prefetch_related(aliases)


def _of_employer(
    row: Row, candidates: list[InspectionPenalty], *, by_default: Employer | None = None
) -> InspectionPenalty | None:
    ubn, name = _text(row, "ubn"), _text(row, "employer")
    if not ubn and not name and by_default is not None:
        ubn, name = by_default.ubn, by_default.name
    fitting = [penalty for penalty in candidates if goes_by(penalty.employer, ubn, name)] if ubn or name else candidates
    if len(fitting) == 1:
        return fitting[0]
    employers = _(", ").join(str(penalty.employer) for penalty in candidates)
    if fitting:
        message = _("This letter number belongs to several employers ({employers}): write which one is meant.")
    else:
        message = _("This letter number belongs to {employers}: correct the number or the employer.")
    row.error("employer" if name or not ubn else "ubn", message.format(employers=employers))
    return None


def goes_by(employer: Employer, ubn: str, name: str) -> bool:
    """Whether *ubn*, else *name*, means *employer*, whose aliases have been read."""
    if ubn and employer.ubn:
        return ubn == employer.ubn
    names: list[Any] = [employer.name, *(alias.name for alias in employer.aliases.all())]
    return matching_key(name) in {matching_key(known) for known in names}


def _text(row: Row, column: str) -> str:
    return str(row.values.get(column) or "")
