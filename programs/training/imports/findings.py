"""What the follow-up page reads: one finding for each graduate, and whether it is in time."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.exports.columns import CodeColumn, Column, DateColumn
from laborportal.imports.loading import Loader
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import format_date, today
from programs.training.followup import BY_MATCH, Terms
from programs.training.imports.columns import EMPLOYED, RELIEF_JOB
from programs.training.models import EmploymentFinding, Enrolment
from programs.training.states import Evidence, Status

FINDING_COLUMNS: tuple[Column, ...] = (
    EMPLOYED,
    RELIEF_JOB,
    CodeColumn(name="evidence", label=gettext_lazy("Kind of evidence"), choices=Evidence.choices, required=False),
    DateColumn(name="found_on", label=gettext_lazy("Day of the evidence"), required=False),
    DateColumn(name="phoned_on", label=gettext_lazy("Checked by phone on"), required=False),
    DateColumn(name="visited_on", label=gettext_lazy("Checked on site on"), required=False),
)
DECISIVE = ("employed", "evidence", "found_on")


class FindingLoader(Loader[EmploymentFinding]):
    """*enrolments* says whose finding the row of a number is; *terms* until when it may be."""

    model = EmploymentFinding
    columns: ClassVar[tuple[Column, ...]] = FINDING_COLUMNS
    related = ("enrolment",)

    def __init__(self, enrolments: Mapping[int, Enrolment], terms: Terms) -> None:
        super().__init__()
        self.enrolments, self.terms = enrolments, terms

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"enrolment": self.enrolments[row.number]}

    def check(self, row: Row) -> None:
        if is_blank(row):
            return
        for name in DECISIVE:
            if row.get(name) in (None, "") and not row.failed(name):
                row.error(
                    name, _("A finding needs all three: whether there is a job, by which evidence, of which day.")
                )
        if row.get("relief_job") and row.get("employed") is False:
            row.error("relief_job", _("A relief job is a job: correct one of the two."))
        for name in ("phoned_on", "visited_on"):
            self._check_order(row, name)
        if self.enrolments[row.number].status == Status.EARLY_EMPLOYED:
            self._check_early(row)
        elif row.get("employed") and row.get("found_on") and row.get("evidence") and self._is_new(row):
            self._check_terms(row)

    def _is_new(self, row: Row) -> bool:
        """A check that is entered later changes nothing about when the job was found."""
        return any(row.get(name) != row.before.get(name) for name in DECISIVE)

    def _check_order(self, row: Row, name: str) -> None:
        found_on, checked_on = row.get("found_on"), row.get(name)
        if found_on and checked_on and checked_on < found_on:
            row.error(name, _("The check is before the evidence that it checks: correct one of the two days."))

    def _check_early(self, row: Row) -> None:
        if row.get("employed") is False:
            row.error("employed", _("Who was employed early has a job: correct this, or the status of training."))

    def _check_terms(self, row: Row) -> None:
        match, entry, found_on = self.terms.match, self.terms.entry, row.get("found_on")
        if found_on < match.ends_on:
            row.error(
                "found_on",
                _("The class ended on {end}: an earlier job is that of somebody employed early.").format(
                    end=format_date(match.ends_on)
                ),
            )
        elif row.get("evidence") in BY_MATCH and match.passed_by(found_on):
            row.error("found_on", _("Insured too late for the job to count ({arithmetic}).").format(arithmetic=match))
        elif row.get("evidence") not in BY_MATCH and entry.passed_by(today()):
            row.error(
                "evidence",
                _("Today is too late for a finding without a match ({arithmetic}).").format(arithmetic=entry),
            )


def is_blank(row: Row) -> bool:
    """Nothing is said any more: a finding that there was is voided."""
    return all(row.get(column.name) in (None, "") for column in FINDING_COLUMNS) and row.ok
