"""All trainees of a class on one page: a row for each, saved at once, and nothing that was typed is lost."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from laborportal.accounts.models import User
from laborportal.audit.models import Tracked
from laborportal.audit.recording import Act
from laborportal.datasets.forms import CellField
from laborportal.exports.columns import MISSING, Column
from laborportal.imports.rows import Row
from laborportal.workflow.performing import stale
from laborportal.workflow.voiding import void_many
from programs.training.followup import terms_of
from programs.training.imports.columns import STATUS
from programs.training.imports.findings import FINDING_COLUMNS, FindingLoader, is_blank
from programs.training.imports.loaders import EnrolmentLoader
from programs.training.models import EmploymentFinding, Enrolment, TrainingClass
from programs.training.states import WITH_A_RATE, Status

CONFIRM = "confirm_odd"


def make_small(widget: Any) -> None:
    """As a cell of a table: no wider than it must be, and a blank choice is a dash."""
    if isinstance(widget, forms.Select):
        widget.attrs["class"] = "form-select form-select-sm w-auto"
        widget.choices = [("", MISSING), *((code, label) for code, label in widget.choices if code)]
    else:
        widget.attrs["class"] = "form-control form-control-sm w-date"


class Overtaken(Exception):
    """Somebody wrote one of the rows between reading and writing."""


class AdmitForm(forms.Form):
    """The version that the person saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LineForm(forms.Form):
    """One trainee. `was` holds the version and the cells that the person was shown."""

    use_required_attribute = False
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, enrolment: Enrolment, record: Tracked | None, columns: Sequence[Column], data: Any) -> None:
        super().__init__(data, prefix=f"t{enrolment.pk}")
        self.enrolment, self.record, self.columns = enrolment, record, columns
        self.shown = {}
        for column in columns:
            field = self.fields[column.name] = CellField(column)
            make_small(field.widget)
            field.help_text = ""
            field.widget.attrs["aria-label"] = _("{column} of {trainee}").format(
                column=column.label, trainee=enrolment.trainee
            )
            self.shown[column.name] = field.written(record) if record else ""
        self.initial = {**self.shown, "was": self._packed()}

    def _packed(self) -> str:
        return json.dumps([self.version, self.shown])

    @property
    def version(self) -> int:
        return self.record.version if self.record else 0

    @cached_property
    def cells(self) -> dict[str, str]:
        """What was typed; a row that did not come along says what is on file."""
        prefixed = {name: self.add_prefix(name) for name in self.shown}
        return {name: str(self.data.get(key, self.shown[name])) for name, key in prefixed.items()}

    @cached_property
    def seen(self) -> tuple[int, dict[str, str]]:
        try:
            version, cells = json.loads(self.data.get(self.add_prefix("was"), ""))
            return int(version), {name: str(cells[name]) for name in self.shown}
        except (ValueError, KeyError, TypeError):
            return self.version, self.shown

    @property
    def touched(self) -> bool:
        return self.cells != self.seen[1] and self.cells != self.shown

    @property
    def overtaken(self) -> bool:
        return self.touched and self.seen[0] != self.version

    @property
    def now(self) -> str:
        """What is on file, in words."""
        shown = [column.shown_of(self.record) for column in self.columns if self.record and self.shown[column.name]]
        return _(", ").join(shown) or MISSING

    def show_what_is_on_file(self) -> None:
        """Saved once more, what was typed is set against that."""
        self.data = {**dict(self.data.items()), self.add_prefix("was"): self._packed()}

    def keep_up(self) -> None:
        """Nothing was typed here: what somebody else wrote meanwhile is shown."""
        own = {self.add_prefix(name): cell for name, cell in self.shown.items()}
        self.data = {**dict(self.data.items()), **own, self.add_prefix("was"): self._packed()}


@dataclass(frozen=True)
class Change:
    line: LineForm
    row: Row


class Worksheet:
    """`lines` has a form for each trainee; `changes`, after is_valid(), those to be written."""

    columns: ClassVar[Sequence[Column]]

    def __init__(self, training_class: TrainingClass, user: User, data: Any = None) -> None:
        self.training_class, self.user, self.data = training_class, user, data
        self.lines = [LineForm(enrolment, record, self.columns, data) for enrolment, record in self.found()]
        self.changes: list[Change] = []
        self.warnings: list[tuple[LineForm, str]] = []
        self.problems: list[str] = []

    def found(self) -> Iterable[tuple[Enrolment, Tracked | None]]:
        """The trainees with the record that each row is about, in the order of their references."""
        raise NotImplementedError

    def read(self, number: int, line: LineForm) -> Row:
        """What was typed in one row, judged."""
        raise NotImplementedError

    def write(self, changes: Sequence[Change], act: Act) -> None:
        """Inside the transaction; raises Overtaken."""
        raise NotImplementedError

    @property
    def errors(self) -> list[tuple[LineForm, str, str]]:
        """Row, id of the control, sentence."""
        return [
            (line, str(line[name].id_for_label if name in line.fields else line.prefix), str(sentence))
            for line in self.lines
            if line.is_bound
            for name, sentences in line.errors.items()
            for sentence in sentences
        ]

    @property
    def confirmed(self) -> bool:
        return bool(self.data and self.data.get(CONFIRM))

    def is_valid(self) -> bool:
        for number, line in enumerate(self.lines):
            if not line.touched:
                line.keep_up()
                continue
            row = self.read(number, line)
            self._judge(line, row)
            self.changes.append(Change(line, row))
        if self.warnings and not self.confirmed:
            self.problems.append(_("Something is unusual: correct it, or confirm below that it is right."))
        return not (self.errors or self.problems)

    def _judge(self, line: LineForm, row: Row) -> None:
        line.full_clean()
        if line.overtaken:
            sentence = _("{overtaken} On file it is “{now}”. What you chose is still here: save again to let it stand.")
            line.add_error(None, sentence.format(overtaken=stale(line.record or line.enrolment), now=line.now))
            line.show_what_is_on_file()
        for problem in row.errors:
            line.add_error(problem.column if problem.column in line.fields else None, problem.message)
        self.warnings += [(line, problem.message) for problem in row.warnings]

    def save(self, reason: str = "") -> int:
        """All or nothing; returns how many trainees were written, or 0 and says what stands in the way."""
        try:
            with transaction.atomic():
                self.write(self.changes, Act(self.user, reason))
        except (Overtaken, IntegrityError):
            self.problems.append(_("Somebody has just written one of these rows: nothing was saved, save once more."))
            return 0
        return len(self.changes)


class Roll(Worksheet):
    """How far each trainee is; *rest* is what becomes of all in training of whom nothing else was chosen."""

    columns = (STATUS,)

    def __init__(self, training_class: TrainingClass, user: User, data: Any = None) -> None:
        self.loader = EnrolmentLoader()
        super().__init__(training_class, user, data)
        self.rest = str(data.get("rest", "")) if data else ""
        if self.rest in Status.values:
            self._fill_in()

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(code, label) for code, label in Status.choices if code != Status.ENROLLED]

    def _fill_in(self) -> None:
        for line in self.lines:
            if line.cells["status"] == line.shown["status"] == Status.ENROLLED:
                line.cells = {"status": self.rest}

    def found(self) -> Iterable[tuple[Enrolment, Tracked | None]]:
        trainees = Enrolment.objects.standing().filter(training_class=self.training_class)
        return [(found, found) for found in trainees.order_by("trainee_key", "pk")]

    def read(self, number: int, line: LineForm) -> Row:
        row = self.loader.read(number, line.cells)
        row.before = self.loader.state_of(line.enrolment)
        self.loader.check(row)
        return row

    def write(self, changes: Sequence[Change], act: Act) -> None:
        locked = self.loader.locked([change.line.enrolment.pk for change in changes])
        updates = []
        for change in changes:
            record = same(locked.get(change.line.enrolment.pk), change.line.version)
            updates.append((record, change.row, self.loader.changes(change.row, record)))
        self.loader.update(updates, act)


class FollowUpSheet(Worksheet):
    """Who has a job, by which evidence; a finding settles `employed` and `relief_job` of its enrolment."""

    columns = FINDING_COLUMNS

    def __init__(self, training_class: TrainingClass, user: User, data: Any = None) -> None:
        super().__init__(training_class, user, data)
        self.terms = terms_of([training_class])[training_class.pk]
        self.loader = FindingLoader({number: line.enrolment for number, line in enumerate(self.lines)}, self.terms)

    def found(self) -> Iterable[tuple[Enrolment, Tracked | None]]:
        of_class = Enrolment.objects.standing().filter(training_class=self.training_class, status__in=WITH_A_RATE)
        trainees = list(of_class.order_by("trainee_key", "pk"))
        findings = EmploymentFinding.objects.standing().filter(enrolment__in=trainees)
        by_trainee = {finding.enrolment_id: finding for finding in findings}
        return [(trainee, by_trainee.get(trainee.pk)) for trainee in trainees]

    def read(self, number: int, line: LineForm) -> Row:
        row = self.loader.read(number, line.cells)
        if isinstance(line.record, EmploymentFinding):
            row.before = self.loader.state_of(line.record)
        self.loader.check(row)
        return row

    def write(self, changes: Sequence[Change], act: Act) -> None:
        enrolments = EnrolmentLoader()
        trainees = enrolments.locked([change.line.enrolment.pk for change in changes])
        findings = self.loader.locked([change.line.record.pk for change in changes if change.line.record])
        for change in changes:
            same(trainees.get(change.line.enrolment.pk), change.line.enrolment.version)
            if change.line.record:
                same(findings.get(change.line.record.pk), change.line.version)
        self._keep(changes, findings, act)
        self._settle(changes, enrolments, trainees, act)

    def _keep(self, changes: Sequence[Change], findings: Mapping[int, EmploymentFinding], act: Act) -> None:
        told = [change for change in changes if not is_blank(change.row)]
        self.loader.create([change.row for change in told if not change.line.record], act)
        known = [(findings[change.line.record.pk], change.row) for change in told if change.line.record]
        self.loader.update([(record, row, self.loader.changes(row, record)) for record, row in known], act)
        taken_back = [change.line.record for change in changes if change.line.record and is_blank(change.row)]
        void_many(taken_back, Act(act.actor, act.reason or _("The finding was taken back.")))

    def _settle(
        self, changes: Sequence[Change], loader: EnrolmentLoader, trainees: Mapping[int, Enrolment], act: Act
    ) -> None:
        updates = []
        for change in changes:
            record = trainees[change.line.enrolment.pk]
            values = {name: change.row.values[name] for name in ("employed", "relief_job")}
            row = Row(change.row.number, values=values)
            if found := loader.changes(row, record):
                updates.append((record, row, found))
        loader.update(updates, Act(act.actor, act.reason or _("Found by the employment follow-up.")))


def same(record: Any, version: int) -> Any:
    """*record* as it was read; raises Overtaken where it is not that any more."""
    if record is None or record.version != version:
        raise Overtaken
    return record
