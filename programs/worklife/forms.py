"""A step of a follow-up, typed in."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, Change, record, register_action
from laborportal.datasets.forms import CellField, CellsForm
from laborportal.rocyear.dates import format_date, today
from laborportal.workflow.performing import stale
from laborportal.workflow.waiting import wait_anew
from programs.worklife.columns import STEP_COLUMNS
from programs.worklife.models import FacilityCheck, FollowUpStep
from programs.worklife.states import CheckState, StepKind

DUE = next(column for column in STEP_COLUMNS if column.name == "next_due")
FOLLOWED_UP = "worklife.followed_up"
CORRECTED_STEP = "worklife.corrected_step"
register_action(FOLLOWED_UP, gettext_lazy("took a step of the follow-up"))
register_action(CORRECTED_STEP, gettext_lazy("corrected a step of the follow-up"))


class StepForm(CellsForm):
    """A step of the follow-up of *followed*, new or to be corrected; it says when the next one is due."""

    columns = STEP_COLUMNS
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, followed: FacilityCheck, step: FollowUpStep | None = None, **kwargs: Any) -> None:
        self.followed, self.step = followed, step
        super().__init__(**kwargs)
        self.initial = self._written()

    def _written(self) -> dict[str, Any]:
        if self.step is None:
            return {"taken_on": format_date(today()), "room_seen": "no"}
        cells = {name: field for name, field in self.fields.items() if isinstance(field, CellField)}
        return {"version": self.step.version} | {name: field.written(self.step) for name, field in cells.items()}

    def check(self) -> None:
        values = self.values
        if values["room_seen"] and values["kind"] != StepKind.VISIT:
            self.add_error("room_seen", _("A room is looked at on a visit: correct the step, or say no here."))
        if values["room_items"] and not values["room_seen"]:
            self.add_error("room_items", _("Say that the room was looked at, or take these ticks out."))
        if values["next_due"] and values["next_due"] < values["taken_on"]:
            self.add_error("next_due", _("This is before the step itself: correct one of the two days."))
        if self.step is not None and self.cleaned_data.get("version") != self.step.version:
            self._tell_of_others(self.step)

    def _tell_of_others(self, step: FollowUpStep) -> None:
        self.add_error(None, _("Somebody has changed this meanwhile: compare, then save again to let yours stand."))
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(step.version)
        self.data = data

    def save(self, user: User) -> FollowUpStep:
        """Writes the step and when the next one is due, each with its event, in one transaction; raises Stale."""
        act = Act(user)
        with transaction.atomic():
            followed = FacilityCheck.objects.select_for_update().get(pk=self.followed.pk)
            if self.step is not None and not FollowUpStep.objects.filter(pk=self.step.pk, version=self.step.version):
                raise stale(self.step)
            step = self._write(followed, act)
            self._follow(followed, step, act)
        return step

    def _write(self, followed: FacilityCheck, act: Act) -> FollowUpStep:
        step = self.step or FollowUpStep(check_followed=followed, person_id=act.actor.pk)
        changes = self._changes(step) if self.step else {}
        for name in ("kind", "taken_on", "result", "next_due"):
            setattr(step, name, self.values[name])
        step.room_items = list(self.values["room_items"]) if self.values["room_seen"] else None
        step.version += 1 if changes else 0
        step.save()
        if changes or self.step is None:
            record(act, "changed" if self.step else "created", step, changes)
        return step

    def _changes(self, step: FollowUpStep) -> dict[str, Change]:
        before = {column.name: column.value_of(step) for column in self.columns}
        return {
            column.name: (column.pack(before[column.name]), column.pack(self.values[column.name]))
            for column in self.columns
            if before[column.name] != self.values[column.name]
        }

    def _follow(self, followed: FacilityCheck, step: FollowUpStep, act: Act) -> None:
        """The newest step says when the next one is due; whoever takes the first one is in charge from then on."""
        newest = followed.steps.order_by("-taken_on", "-pk").first() or step
        due = DUE.pack(followed.next_due), DUE.pack(newest.next_due)
        followed.next_due = newest.next_due
        if followed.officer_id is None and followed.state == CheckState.FOLLOW_UP:
            followed.officer_id = act.actor.pk
        followed.version += 1
        followed.save()
        wait_anew([followed])
        told: dict[str, Change] = {"kind": (None, step.kind)} if self.step is None else {}
        if due[0] != due[1]:
            told["next_due"] = due
        record(act, CORRECTED_STEP if self.step else FOLLOWED_UP, followed, told)
