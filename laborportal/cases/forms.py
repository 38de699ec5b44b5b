from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from laborportal.accounts.models import User
from laborportal.audit.recording import Act
from laborportal.datasets.forms import CellField, CellsForm
from laborportal.exports.columns import Column


class StepForm(CellsForm):
    """What the step asks for, a reason, and the state and version that the person saw when deciding."""

    seen_state = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        strip=True,
        help_text=_("It stays on file with this step; whoever may see the case can read it."),
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        error_messages={"required": _("Say why: the reason stays on file with this step.")},
    )

    def __init__(self, data: Any = None, *, case: Any, needs_reason: bool, asks: Sequence[Column] = ()) -> None:
        self.columns = asks
        super().__init__(data, initial={"seen_state": case.state, "seen_version": case.version})
        self.fields["reason"].required = needs_reason
        fields = {name: field for name, field in self.fields.items() if isinstance(field, CellField)}
        self.initial.update({name: field.written(case) for name, field in fields.items()})

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[column.name] for column in self.columns]

    def seen(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("seen_state", "seen_version")}

    def act(self, user: User) -> Act:
        return Act(user, self.cleaned_data["reason"])
