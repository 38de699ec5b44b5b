"""A violation names its penalty by the letter number; the employer decides where the number belongs to several."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from inspections.models import InspectionPenalty
from laborportal.audit.recording import Act
from laborportal.employers.models import Employer, EmployerAlias, matching_key
from laborportal.exports.columns import echo
from laborportal.exports.normalise import normalise
from laborportal.imports.rows import Row


class PenaltyReference:
    field = "penalty"
    columns: tuple[str, ...] = ("penalty", "ubn", "employer")

    def __init__(self) -> None:
        self._known: dict[str, list[InspectionPenalty]] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        self._learn({number for row in rows if (number := _text(row, "penalty"))})
        for row in rows:
            if not row.failed(*self.columns):
                row.links[self.field] = self._find(row)

    def write(self, rows: Sequence[Row], act: Act) -> None:
        """Nothing to prepare: the penalties exist."""

    def _learn(self, numbers: set[str]) -> None:
        wanted = {normalise(number) for number in numbers} - self._known.keys()
        if not wanted:
            return
        aliases = Prefetch("employer__aliases", queryset=EmployerAlias.objects.standing())
        found = InspectionPenalty.objects.on_file().filter(number_key__in=wanted).select_related("employer", "unit")
        by_number: defaultdict[str, list[InspectionPenalty]] = defaultdict(list)
        for penalty in found.prefetch_related(aliases).order_by("pk"):
            by_number[penalty.number_key].append(penalty)
        self._known |= {number: by_number[number] for number in wanted}

    def _find(self, row: Row) -> InspectionPenalty | None:
        number = _text(row, "penalty")
        if not number:
            row.error("penalty", _("Write the letter number of the penalty that the violation belongs to."))
            return None
        candidates = self._known[normalise(number)]
        if not candidates:
            message = _("No penalty “{number}” is on file: correct the number, or enter the penalty first.")
            row.error("penalty", message.format(number=echo(number)))
            return None
        return _of_employer(row, candidates)


def _of_employer(row: Row, candidates: list[InspectionPenalty]) -> InspectionPenalty | None:
    ubn, name = _text(row, "ubn"), _text(row, "employer")
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
