"""The form of a record. It reads its fields with the columns and the loader of the import, so both say the same."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from django import forms
from django.db import IntegrityError, transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.widgets import widget_for
from laborportal.exports.columns import CellError, CodesColumn, Column, DateColumn, MonthColumn
from laborportal.imports.rows import Row
from laborportal.imports.undoing import users_of
from laborportal.workflow.performing import stale
from laborportal.workflow.voiding import void

CONFIRM = "confirm_odd"


class CellField(forms.Field):
    """Hands on what was typed as one text; reading it is the column's business."""

    def __init__(self, column: Column) -> None:
        self.column = column
        super().__init__(
            widget=widget_for(column),
            label=column.label,
            help_text=column.help or self.hint(column),
            required=column.required,
        )

    @staticmethod
    def hint(column: Column) -> str:
        if isinstance(column, MonthColumn):
            return _("For example 112.11")
        if isinstance(column, DateColumn):
            return _("For example 112.11.06; 1121106 works too")
        return ""

    def to_python(self, value: Any) -> str:
        if isinstance(value, list | tuple):
            return ";".join(value)
        return value or ""

    def validate(self, value: Any) -> None:
        """A blank cell is refused by the column, in the words of the import."""

    def written(self, record: Any) -> Any:
        """The value of *record* as a person would type it."""
        value = self.column.value_of(record)
        if isinstance(self.column, CodesColumn) and isinstance(self.widget, forms.CheckboxSelectMultiple):
            return list(value)
        if isinstance(self.column, DateColumn):
            return "" if value is None else self.column.show(value)
        return self.column.dump(value)


class CellsForm(forms.Form):
    """Fields that are read by *columns*, as an import reads cells; `values` has what was read."""

    use_required_attribute = False
    columns: Sequence[Column] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.values: dict[str, Any] = {}
        super().__init__(*args, **kwargs)
        for column in self.columns:
            self.fields[column.name] = CellField(column)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for column in self.columns:
            try:
                self.values[column.name] = column.read(data.get(column.name, ""))
            except CellError as error:
                self.add_error(column.name, str(error))
        if not self.errors:
            self.check()
        return data

    def check(self) -> None:
        """Rules over several cells, all of which could be read; adds errors."""


class Question(Protocol):
    """What a form asks beside its columns before it saves; `template_name` shows it, as `question`, once `asked`."""

    template_name: str

    @property
    def asked(self) -> bool: ...

    def look(self) -> Mapping[str, str]:
        """After the row was read: the cells that the answer puts in place of those that were typed."""

    def put(self) -> None:
        """Gives the form an error for as long as the answer is missing."""

    def settle(self, saved: Any) -> None:
        """Keeps the answer, in the transaction that has saved the record."""


QuestionMaker = Callable[["RecordForm"], Question]

_questions: list[QuestionMaker] = []


def register_question(maker: QuestionMaker) -> None:
    """A question of every form, such as which employer on file is meant."""
    _questions.append(maker)


class RecordForm(forms.Form):
    """`row` holds what was read; `warnings` what is odd, until the person has said that it is right."""

    own_questions: ClassVar[tuple[QuestionMaker, ...]] = ()
    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, dataset: Dataset, user: User, record: Any = None, **kwargs: Any) -> None:
        self.dataset = dataset
        self.user = user
        self.record = record
        self.row = Row(1)
        self.warnings: list[str] = []
        self.questions = [ask(self) for ask in (*_questions, *self.own_questions)]
        super().__init__(**kwargs)
        for column in dataset.inputs:
            self.fields[column.name] = CellField(column)
        if record is not None:
            self.initial = {**self._written(record), **self.initial}

    def _written(self, record: Any) -> dict[str, Any]:
        cells = {name: field.written(record) for name, field in self.fields.items() if isinstance(field, CellField)}
        return {**cells, "version": record.version}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._read(data)
        for question in self.questions:
            if cells := question.look():
                data |= cells
                self._show(cells)
                self._read(data)
        self._compare_with_file()
        self.loader.check(self.row)
        self._compare_with_record()
        for problem in self.row.errors:
            self.add_error(problem.column if problem.column in self.fields else None, problem.message)
        if not self.errors:
            self._ask_permission()
            self._ask_about_the_odd()
            for question in self.questions:
                question.put()
        return data

    def _read(self, data: Mapping[str, Any]) -> None:
        self.loader = self.dataset.loader()
        self.loader.edited = self.record
        cells = {column.name: data.get(column.name, "") for column in self.dataset.inputs}
        self.row = self.loader.read(1, cells)
        self.loader.resolve([self.row])

    def _compare_with_file(self) -> None:
        if self.record is not None:
            self.row.before = self.loader.state_of(self.record)
        found = self.loader.existing([self.row]).get(self.loader.identity_of_row(self.row) or ())
        if found is not None and (self.record is None or found.pk != self.record.pk):
            self.add_error(
                self.dataset.key[-1] if self.dataset.key[-1] in self.fields else None,
                format_html(
                    _("This is on file already: {link}. Change that record, or correct what identifies this one."),
                    link=format_html('<a href="{}">{}</a>', self.dataset.record_url(found), found),
                ),
            )

    def _compare_with_record(self) -> None:
        if self.record is None:
            return
        self.loader.check_change(self.row, self.record)
        if self.cleaned_data.get("version") != self.record.version:
            self.add_error(None, self._stale())
            # Saved once more, it is the version that the person has been told of.
            self._show({"version": str(self.record.version)})

    def _show(self, cells: Mapping[str, str]) -> None:
        """In place of what was typed."""
        data: Any = self.data
        data = data.copy()
        for name, cell in cells.items():
            data[name] = cell
        self.data = data

    def _stale(self) -> str:
        event = history_of(self.record).first()
        return _(
            "{person} changed this record while you were typing. What you typed is still here: "
            "compare it with the record, and save again to let yours stand."
        ).format(person=event.actor_name if event else "")

    def _ask_permission(self) -> None:
        record = self.record or self.unsaved()
        if not self.dataset.may_change(self.user, record):
            self.add_error(
                None,
                _("This record belongs to another unit ({unit}): only its staff may write it.").format(
                    unit=getattr(record, "unit", "")
                ),
            )

    def unsaved(self) -> Any:
        return self.loader.drafted(self.row)

    def _ask_about_the_odd(self) -> None:
        self.warnings = [problem.message for problem in self.row.warnings]
        if self.errors or not self.warnings or self.data.get(CONFIRM):
            return
        self.add_error(None, gettext_lazy("Something is unusual: correct it, or confirm below that it is right."))

    @property
    def may_confirm(self) -> bool:
        return bool(self.warnings)

    def save(self, reason: str = "") -> Any:
        """Writes the record and its event in one transaction; raises IntegrityError when another was quicker."""
        with transaction.atomic():
            saved = self._write(Act(self.user, reason))
            for question in self.questions:
                question.settle(saved)
        return saved

    def _write(self, act: Act) -> Any:
        for reference in self.loader.references:
            reference.write([self.row], act)
        if self.record is None:
            return self.loader.create([self.row], act)[0]
        locked = self.loader.locked([self.record.pk])[self.record.pk]
        if locked.version != self.record.version:
            raise IntegrityError(self._stale())
        changes = self.loader.changes(self.row, locked)
        if changes:
            self.loader.update([(locked, self.row, changes)], act)
        return locked


class VoidForm(forms.Form):
    """Why a record is voided, and the version that the person saw."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The record stays on file with this reason, and counts nowhere."),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": gettext_lazy("Say why: the reason stays on file with the record.")},
    )

    def void(self, record: Any, user: User) -> bool:
        """Whether it was voided; otherwise the form says what stands in the way."""
        with transaction.atomic():
            locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
            if locked.version != self.cleaned_data["version"] or locked.voided_at is not None:
                self.add_error(None, str(stale(locked)))
                return False
            for user_record in users_of(type(record), {record.pk}, {}).get(record.pk, ()):
                self.add_error(None, _("{user} refers to this record: void that first.").format(user=user_record))
            if self.errors:
                return False
            void(locked, Act(user, self.cleaned_data["reason"]))
        return True
