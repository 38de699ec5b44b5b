"""What an employer that would be new has to do with those on file that seem the same: asked by every form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from laborportal.audit.recording import Act
from laborportal.datasets.forms import RecordForm
from laborportal.employers.duplicates import Possible, keep_separate, possible_duplicates
from laborportal.employers.models import Employer, matching_key
from laborportal.employers.references import EmployerReference
from laborportal.employers.transitions import ask

SEPARATE = "separate"


class DuplicateQuestion:
    """`possible` are those that seem the same; the answer is typed in the fields `duplicate` and `because`."""

    template_name = "employers/question.html"
    in_a_case = False

    def __init__(self, form: RecordForm) -> None:
        self.form = form
        self.possible: Sequence[Possible] = ()

    @property
    def asked(self) -> bool:
        return bool(self.possible)

    @property
    def decision(self) -> str:
        return str(self.form.data.get("duplicate", ""))

    @property
    def because(self) -> str:
        return str(self.form.data.get("because", "")).strip()[:500]

    def put(self) -> None:
        if not self.possible:
            return
        if self.decision not in {SEPARATE, *(possible.choice for possible in self.possible)}:
            self._point("duplicate", _("This could be an employer that is on file: say what it is."))
        elif not self.because:
            self._point("because", _("Say why, beside your decision: the reason stays on file."))

    def _point(self, to: str, sentence: str) -> None:
        self.form.add_error(None, format_html('<a href="#{}">{}</a>', to, sentence))

    def keep(self, employer: Employer) -> None:
        act = Act(self.form.user, self.because)
        for possible in self.possible:
            if possible.employer == employer:  # somebody has entered it in the meantime
                continue
            if self.decision == possible.choice:
                ask(possible.employer, employer, act)
            elif self.decision == SEPARATE:
                keep_separate(employer, possible.employer, act)


class RegisterQuestion(DuplicateQuestion):
    """Of the employer that the form itself enters, or gives another name."""

    def look(self) -> Mapping[str, str]:
        return {}

    def put(self) -> None:
        row, record = self.form.row, self.form.record
        if record is not None and matching_key(row.values["name"]) == record.name_key:
            return
        values = {name: row.values.get(name) or "" for name in ("ubn", "name", "address")}
        found = possible_duplicates(self.form.user, **values, apart_from=record)
        self.possible = [possible for possible in found if possible.alike]
        super().put()

    def settle(self, saved: Any) -> None:
        self.keep(saved)


class CaseQuestion(DuplicateQuestion):
    """Of the employer of a case, where its form names one that is not on file."""

    in_a_case = True

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self.new: Employer | None = None

    def look(self) -> Mapping[str, str]:
        reference = self._reference()
        if reference is None:
            return {}
        self.new = employer = self.form.row.links[reference.field]
        found = possible_duplicates(self.form.user, ubn=employer.ubn, name=employer.name)
        self.possible = [possible for possible in found if possible.alike]
        meant = next((possible.employer for possible in self.possible if possible.use == self.decision), None)
        if meant is None:
            return {}
        self.possible = ()
        return {reference.ubn_column: meant.ubn or employer.ubn, reference.name_column: meant.name}

    def _reference(self) -> EmployerReference | None:
        """That by which the form names an employer who would be new."""
        for reference in self.form.loader.references:
            if isinstance(reference, EmployerReference):
                employer = self.form.row.links.get(reference.field)
                if employer is not None and employer.pk is None:
                    return reference
        return None

    def settle(self, saved: Any) -> None:
        if self.new is not None:
            self.keep(self.new)
