"""The self-check of a visit, and a new version of its list."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.accounts.models import User
from laborportal.activities.imports import VisitLoader
from laborportal.activities.models import ITEMS, GuidanceVisit
from laborportal.audit.recording import Act, record
from laborportal.datasets.forms import CellsForm
from laborportal.exports.columns import DateColumn, IntegerColumn, TextColumn
from laborportal.imports.rows import Row
from laborportal.workflow.performing import stale
from programs.worklife.checklist import add_items
from programs.worklife.models import TEXT_LENGTH, ChecklistItem, ChecklistVersion, SelfCheck
from programs.worklife.states import Theme

LONGEST_SOURCE = 300


def by_theme(version: ChecklistVersion) -> Sequence[tuple[Theme, list[ChecklistItem]]]:
    """The items in the order of their positions, those of a theme together."""
    items = sorted(version.items.all(), key=lambda item: (Theme.values.index(item.theme), item.position))
    return [(Theme(theme), list(found)) for theme, found in groupby(items, attrgetter("theme"))]


class TicksField(forms.MultipleChoiceField):
    """An item without a tick is an answer too, so the whole may be blank without being optional."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class SelfCheckForm(forms.Form):
    """The items of a version to tick, theme by theme; a self-check that is on file keeps its version."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, visit: GuidanceVisit, checklist: ChecklistVersion, found: SelfCheck | None, **kwargs: Any
    ) -> None:
        self.visit, self.checklist, self.found = visit, checklist, found
        super().__init__(**kwargs)
        self.initial["version"] = self.seen
        for theme, items in by_theme(checklist):
            self.fields[theme.value] = TicksField(
                label=theme.label,
                choices=[(str(item.position), f"{item.position}. {item.text}") for item in items],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            )
            met = {str(position) for position in (found.met if found else ())}
            self.initial[theme.value] = [str(item.position) for item in items if str(item.position) in met]

    @property
    def seen(self) -> int:
        return self.found.version if self.found else 0

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version") != self.seen:
            self.add_error(None, _("Somebody has changed this meanwhile: compare, then save again to let yours stand."))
            again: Any = self.data.copy()  # type: ignore[attr-defined]
            again["version"] = str(self.seen)
            self.data = again
        return data

    @property
    def met(self) -> list[int]:
        return sorted(int(position) for theme in Theme for position in self.cleaned_data.get(theme.value, ()))

    def save(self, user: User) -> SelfCheck:
        """The ticks and, on the visit, their number; each with its event, in one transaction; raises Stale."""
        act, met = Act(user), self.met
        with transaction.atomic():
            GuidanceVisit.objects.select_for_update().get(pk=self.visit.pk)
            known = SelfCheck.objects.filter(visit=self.visit).first()
            if (known.version if known else 0) != self.seen:
                raise stale(known or self.visit)
            found = self.found or SelfCheck(visit=self.visit, checklist=self.checklist)
            before, new = found.met, self.found is None
            found.met, found.person_id = met, user.pk
            found.version += 0 if new else 1
            found.save()
            record(act, "created" if new else "changed", found, {} if new else {"met": (before, met)})
            count_on_visit(self.visit, len(met), act)
        return found


def count_on_visit(visit: GuidanceVisit, number: int, act: Act) -> None:
    """Inside a transaction."""
    loader, row = VisitLoader(), Row(1, values={"items_met": number})
    locked = loader.locked([visit.pk])[visit.pk]
    changes = loader.changes(row, locked)
    if changes:
        loader.update([(locked, row, changes)], act)


class ChecklistForm(CellsForm):
    """All 25 items anew; what is on file stays as it is."""

    columns = (
        DateColumn(
            name="valid_from",
            label=gettext_lazy("In use from"),
            future=True,
            help=gettext_lazy("Visits from this day on use the new version; older ones keep theirs."),
        ),
        IntegerColumn(
            name="enough",
            label=gettext_lazy("Items that are enough"),
            minimum=1,
            maximum=ITEMS,
            help=gettext_lazy(
                "Whoever meets fewer runs a high risk of a dispute: of 15, 15 are enough and 14 are not."
            ),
        ),
        TextColumn(
            name="source",
            label=gettext_lazy("Source"),
            max_length=LONGEST_SOURCE,
            help=gettext_lazy("The announcement that the wording is taken from."),
        ),
    )
    is_draft = forms.BooleanField(
        label=gettext_lazy("Not the official wording yet"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, newest: ChecklistVersion | None, **kwargs: Any) -> None:
        self.newest = newest
        super().__init__(**kwargs)
        known = {item.position: item for item in newest.items.all()} if newest else {}
        for position in range(1, ITEMS + 1):
            self._add_item(position, known.get(position))
        if newest:
            self.initial.update(enough=newest.enough, source=newest.source, is_draft=newest.is_draft)
        self.order_fields(["valid_from", "enough", "source", "is_draft"])

    def _add_item(self, position: int, item: ChecklistItem | None) -> None:
        self.fields[f"theme_{position}"] = forms.ChoiceField(
            label=_("Theme of item {number}").format(number=position),
            choices=Theme.choices,
            initial=item.theme if item else Theme.AGREEMENT,
            widget=forms.Select(attrs={"class": "form-select"}),
        )
        self.fields[f"text_{position}"] = forms.CharField(
            label=_("Item {number}").format(number=position),
            max_length=TEXT_LENGTH,
            initial=item.text if item else "",
            widget=forms.TextInput(attrs={"class": "form-control"}),
            error_messages={"required": _("The list has 25 items: write this one too.")},
        )

    @property
    def items(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(place, self[f"theme_{place}"], self[f"text_{place}"]) for place in range(1, ITEMS + 1)]

    @property
    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in ("valid_from", "enough", "source", "is_draft")]

    def check(self) -> None:
        if self.newest and self.values["valid_from"] < self.newest.valid_from:
            self.add_error("valid_from", _("This is before the version that is in use: name a later day."))

    def save(self, user: User) -> ChecklistVersion:
        data = self.cleaned_data
        items = [(Theme(data[f"theme_{place}"]), data[f"text_{place}"]) for place in range(1, ITEMS + 1)]
        with transaction.atomic():
            number = self.newest.number + 1 if self.newest else 1
            made = ChecklistVersion.objects.create(number=number, is_draft=data["is_draft"], **self.values)
            add_items(made, items)
            record(Act(user), "created", made)
        return made
