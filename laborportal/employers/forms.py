"""The forms of the register: possible duplicates of an employer, merge and split."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.datasets.forms import CellField, RecordForm
from laborportal.employers.columns import employer_columns
from laborportal.employers.merging import MOVING, STANDING, Prospect
from laborportal.employers.models import Employer
from laborportal.employers.questions import RegisterQuestion
from laborportal.employers.register import Refused, Register
from laborportal.exports.columns import CellError


class EmployerForm(RecordForm):
    """Asks what an employer has to do with those on file that seem the same, before it is one more of them."""

    own_questions = (RegisterQuestion,)


class ReasonForm(forms.Form):
    """Why something is asked for, decided or kept as it is."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays on file; whoever may see the register can read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": gettext_lazy("Say why: the reason stays on file.")},
    )

    def act(self, user: User) -> Act:
        return Act(user, self.cleaned_data["reason"])


class ChooseForm(forms.Form):
    """The other of two employers, by number or by name."""

    use_required_attribute = False

    def __init__(self, employer: Employer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.employer = employer
        self.other: Employer | None = None
        for column in employer_columns():
            self.fields[column.name] = CellField(column)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            self.other = registered(data.get("ubn", ""), data.get("employer", ""))
        except Refused as error:
            self.add_error("ubn" if error.about == "ubn" else "employer", str(error))
        if self.other == self.employer:
            self.add_error("employer", _("This is the employer itself: name another one."))
        return data


class MergeForm(ReasonForm):
    """Which of two colliding records stands, for each pair; and the versions of the two employers that were seen."""

    other_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("version", "other_version")

    def __init__(self, plan: Prospect, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan, self.collisions = plan, plan.collisions
        self.initial = {"version": plan.kept.version, "other_version": plan.merged.version}
        for collision in self.collisions:
            self.fields[collision.name] = forms.ChoiceField(
                label=_("Which one stands: {record}").format(record=collision.moving),
                choices=[
                    (STANDING, _("that of the employer that stays")),
                    (MOVING, _("that of the employer that is taken in")),
                ],
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                help_text=f"{collision.message} " + _("The other one is voided, with your reason."),
                error_messages={"required": _("Choose which one stands.")},
            )
        self.order_fields([collision.name for collision in self.collisions])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        now = (self.plan.kept.version, self.plan.merged.version)
        if (data.get("version"), data.get("other_version")) != now:
            self.add_error(None, _("One of the two has changed since this page was opened: look at both once more."))
            # Sent once more, it is what the person has been told of.
            self.data = {**dict(self.data.items()), "version": str(now[0]), "other_version": str(now[1])}
        return data

    @property
    def stands(self) -> Mapping[str, str]:
        return {collision.name: self.cleaned_data[collision.name] for collision in self.collisions}


def registered(ubn: str, name: str) -> Employer:
    """The employer that a number and a name mean; raises Refused where none is on file or several fit."""
    try:
        number, called = (column.read(cell) for column, cell in zip(employer_columns(False), (ubn, name), strict=True))
    except CellError as error:
        raise Refused("ubn", str(error)) from error
    if not number and not called:
        raise Refused("name", _("Name the other employer."))
    register = Register()
    register.learn([number], [called])
    found = register.holder(number) if number else register.match("", called).candidate.employer
    if found is None or found.pk is None:
        raise Refused("ubn" if number else "name", _("No such employer is in the register: enter it first."))
    return found
