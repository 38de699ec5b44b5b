"""What belongs to an employer beside its own columns: other names, headcounts by year, ties to others, its closing.

Each is read by columns, as a file would be, and leaves an event where the employer's page shows it.
"""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, Change, record, register_action
from laborportal.datasets.forms import CellField, CellsForm
from laborportal.employers.columns import employer_columns
from laborportal.employers.forms import registered
from laborportal.employers.models import (
    NAME_LENGTH,
    Employer,
    EmployerAlias,
    EmployerHeadcount,
    EmployerLink,
    LinkKind,
    matching_key,
)
from laborportal.employers.register import Refused
from laborportal.exports.columns import (
    CodeColumn,
    DateColumn,
    IntegerColumn,
    TextColumn,
    YearColumn,
)
from laborportal.rocyear.dates import to_roc, today
from laborportal.workflow.voiding import void

SINCE = DateColumn(name="since", label=gettext_lazy("Since"), required=False)
UNTIL = DateColumn(name="until", label=gettext_lazy("Until"), required=False)

register_action("employers.headcount", gettext_lazy("entered a headcount"))
register_action("employers.tied", gettext_lazy("tied the employer to another"))


class PartForm(CellsForm):
    """One part of an employer's entry (a name, a headcount, a tie), read by columns as an import reads cells."""

    model: ClassVar[type[Any]]
    title: ClassVar[Promise]
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, employer: Employer, part: Any = None, **kwargs: Any) -> None:
        self.employer, self.part = employer, part
        super().__init__(**kwargs)
        self.initial = {**self.written(), **self.initial, "version": self.seen.version}

    @property
    def seen(self) -> Any:
        """The record whose version tells whether somebody wrote it meanwhile."""
        return self.part if hasattr(self.part, "version") else self.employer

    def written(self) -> dict[str, Any]:
        if self.part is None:
            return {}
        fields = {name: field for name, field in self.fields.items() if isinstance(field, CellField)}
        return {name: field.written(self.part) for name, field in fields.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.part is not None and data.get("version") != self.seen.version:
            self.add_error(None, _("Somebody has changed this meanwhile: compare, then save again to let yours stand."))
            self.data = {**dict(self.data.items()), "version": str(self.seen.version)}
        return data

    def check(self) -> None:
        """Rules over several cells."""
        since, until = self.values.get("since"), self.values.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the beginning: correct one of the two days."))

    def write(self, act: Act) -> None:
        """Raises IntegrityError where a constraint of the register does not allow it."""
        raise NotImplementedError

    def void(self, act: Act) -> None:
        void(self.part, act)

    def save(self, user: User, reason: str, *, voiding: bool = False) -> bool:
        """Whether it was written; otherwise the form says what stands in the way."""
        if voiding and not reason.strip():
            self.add_error(None, _("Say why: the reason stays on file with the record."))
            return False
        try:
            with transaction.atomic():
                (self.void if voiding else self.write)(Act(user, reason))
        except IntegrityError:
            self.add_error(None, _("This is on file already: change that entry."))
        return not self.errors

    def changes(self) -> dict[str, Change]:
        """What was typed anew, as history keeps it."""
        before = {column.name: column.value_of(self.part) for column in self.columns}
        return {
            column.name: (column.pack(before[column.name]), column.pack(self.values[column.name]))
            for column in self.columns
            if before[column.name] != self.values[column.name]
        }


class TrackedPartForm(PartForm):
    """A part with a version and a history of its own."""

    created: ClassVar[str]

    def attributes(self) -> dict[str, Any]:
        return self.values

    def write(self, act: Act) -> None:
        part = self.part or self.model(employer=self.employer)
        changes = self.changes() if self.part else {}
        if self.part and not changes:
            return
        for name, value in self.attributes().items():
            setattr(part, name, value)
        part.version += 1 if self.part else 0
        part.save()
        record(act, "changed" if self.part else self.created, part, changes)


class NameForm(PartForm):
    """Another name and the time in which it was used; it has no history of its own, the employer's tells of it."""

    model = EmployerAlias
    title = gettext_lazy("Other name")
    columns = (TextColumn(name="name", label=gettext_lazy("Other name"), max_length=NAME_LENGTH), SINCE, UNTIL)

    def check(self) -> None:
        super().check()
        known = {matching_key(self.employer.name)}
        known |= {
            alias.name_key for alias in self.employer.aliases.all() if not (alias.voided_at or alias == self.part)
        }
        if matching_key(self.values["name"]) in known:
            self.add_error("name", _("The employer goes by this name already."))

    def write(self, act: Act) -> None:
        alias = self.part or EmployerAlias(employer=self.employer)
        before = period(alias) if self.part else None
        alias.name, alias.until = self.values["name"], self.values["until"]
        alias.since = self.values["since"] or (alias.since if self.part else today())
        if period(alias) != before:
            alias.save()
            self._tell(before, period(alias), act)

    def void(self, act: Act) -> None:
        self.part.voided_at = timezone.now()
        self.part.save()
        self._tell(period(self.part), None, act)

    def _tell(self, before: list[str] | None, after: list[str] | None, act: Act) -> None:
        self.employer.version += 1
        self.employer.save()
        record(act, "changed", self.employer, {"name_period": (before, after)})


def period(alias: EmployerAlias) -> list[str]:
    return [alias.name, str(alias.since or ""), str(alias.until or "")]


class HeadcountForm(TrackedPartForm):
    model = EmployerHeadcount
    title = gettext_lazy("Headcount of a year")
    created = "employers.headcount"
    columns = (
        YearColumn(name="year", label=gettext_lazy("Year")),
        IntegerColumn(name="employees", label=gettext_lazy("Employees")),
        TextColumn(
            name="source",
            label=gettext_lazy("Source"),
            max_length=200,
            help=gettext_lazy("Who says so, for example the labour insurance of December."),
        ),
    )

    def check(self) -> None:
        if self.values["year"] > to_roc(today().year):
            self.add_error("year", _("This year is still to come: correct it."))

    def write(self, act: Act) -> None:
        super().write(act)
        keep_latest(self.employer, act)

    def void(self, act: Act) -> None:
        super().void(act)
        keep_latest(self.employer, act)


def keep_latest(employer: Employer, act: Act) -> None:
    """The register's own headcount is that of the latest year."""
    latest = EmployerHeadcount.objects.standing().filter(employer=employer).order_by("-year", "pk").first()
    if latest is None or latest.employees == employer.employees:
        return
    changes: dict[str, Change] = {"employees": (employer.employees, latest.employees)}
    employer.employees = latest.employees
    employer.version += 1
    employer.save()
    record(act, "changed", employer, changes)


class LinkForm(TrackedPartForm):
    model = EmployerLink
    title = gettext_lazy("Tie to another employer")
    created = "employers.tied"
    columns = (
        *(
            replace(column, field=f"other.{name}", lookup="")
            for column, name in zip(employer_columns(), ("ubn", "name"), strict=True)
        ),
        CodeColumn(name="kind", label=gettext_lazy("What the other is"), choices=LinkKind.choices),
        SINCE,
        UNTIL,
        TextColumn(name="note", label=gettext_lazy("Note"), required=False, max_length=300),
    )

    def check(self) -> None:
        super().check()
        try:
            found = registered(self.values["ubn"], self.values["employer"])
        except Refused as error:
            self.add_error("ubn" if error.about == "ubn" else "employer", str(error))
            return
        self.other = found
        if found == self.employer:
            self.add_error("employer", _("An employer cannot be tied to itself."))
        elif self.values["kind"] == LinkKind.BRANCH and not found.ubn:
            self.add_error("ubn", _("A branch has a number of its own: enter it on the branch's page first."))

    def attributes(self) -> dict[str, Any]:
        own = {name: self.values[name] for name in ("kind", "since", "until", "note")}
        return {**own, "other": self.other}


class ClosingForm(PartForm):
    """The day on which an employer closed; its cases stay, and whoever looks it up is told."""

    model = Employer
    title = gettext_lazy("Closing")
    columns = (
        DateColumn(
            name="closed_on",
            label=gettext_lazy("Closed on"),
            required=False,
            help=gettext_lazy("The day of dissolution; blank while the employer is open."),
        ),
    )

    def write(self, act: Act) -> None:
        if changes := self.changes():
            self.employer.closed_on = self.values["closed_on"]
            self.employer.version += 1
            self.employer.save()
            record(act, "changed", self.employer, changes)
