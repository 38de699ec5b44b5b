"""Forms of a year's book: a figure, its target, and the reason of a withdrawal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laborportal.annualreport.bookkeeping import Wanted
from laborportal.annualreport.models import Direction, FigureDefinition, Objective, Target
from laborportal.annualreport.preview import Offer
from laborportal.annualreport.targets import plain, reckoned
from laborportal.annualreport.units import PERCENT, known_units

MOST_DECIMALS = 4
NUMBERS = ("value", "baseline", "reduction")


def reason_field() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Reason for the change"), required=False, max_length=500)


class NameForm(forms.Form):
    """What every figure has: a name and a unit in both languages, decimals, and a place in the report."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=100)
    label_en = forms.CharField(
        label=gettext_lazy("Name in English"), max_length=100, widget=forms.TextInput(attrs={"lang": "en"})
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit in Chinese"),
        max_length=20,
        help_text=gettext_lazy("Choose one of those that figures have already, or type another."),
        widget=forms.TextInput(attrs={"list": "known-units", "class": "w-short", "autocomplete": "off"}),
    )
    unit_en = forms.CharField(
        label=gettext_lazy("Unit in English"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Needed only for a unit that figures do not have yet."),
        widget=forms.TextInput(attrs={"lang": "en", "class": "w-mid"}),
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimals"),
        min_value=0,
        max_value=MOST_DECIMALS,
        required=False,
        help_text=gettext_lazy("For a rate or a score; a number of records has none."),
        widget=forms.TextInput(attrs={"class": "w-short", "inputmode": "numeric"}),
    )
    place = forms.ChoiceField(label=gettext_lazy("Place in the report"), required=False)

    def __init__(self, data: Any = None, *, places: Sequence[Objective], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.places = {str(objective.order): objective for objective in places}
        choices = [(order, f"{order}　{objective.short_title}") for order, objective in self.places.items()]
        nowhere = ("", _("Among the other figures, at the end"))
        self.fields["place"].choices = [nowhere, *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        unit, known = data.get("unit", ""), known_units()
        if unit and not data.get("unit_en"):
            if unit in known:
                data["unit_en"] = known[unit]
            elif self.initial.get("unit") == unit and self.initial.get("unit_en"):
                data["unit_en"] = self.initial["unit_en"]
            else:
                self.add_error("unit_en", _("This unit is new: say what it is called in English."))
        if data.get("decimals") is None:
            data["decimals"] = self.usual_decimals()
        return data

    def usual_decimals(self) -> int:
        return 1 if self.cleaned_data.get("unit") == PERCENT else 0

    @property
    def chosen_place(self) -> Objective | None:
        return self.places.get(self.cleaned_data["place"])

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("label", "label_en", "unit", "unit_en", "decimals")}


class MeasureForm(NameForm):
    """A figure that counts records: what it asks of them is chosen among what they offer."""

    measure = forms.ChoiceField(
        label=gettext_lazy("What is counted"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is counted.")},
    )
    field_order: tuple[str, ...] = ("version", "label", "label_en", "measure", "unit", "unit_en", "decimals", "place")

    def __init__(self, data: Any = None, *, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.usual = {offer.measure: offer.counted.definition.decimals for offer in offers}
        self.fields["measure"].choices = [(offer.measure, offer.label) for offer in offers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.usual_decimals():
            data["decimals"] = 0
        return data

    def usual_decimals(self) -> int:
        return self.usual.get(self.cleaned_data.get("measure", ""), 0)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "measure": self.cleaned_data["measure"]}


class NewFigureForm(MeasureForm):
    years = forms.MultipleChoiceField(
        label=gettext_lazy("Years"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each year keeps a definition of its own, which can be changed without the others."),
        error_messages={"required": gettext_lazy("Choose the years whose report has this figure.")},
    )
    running_total = forms.BooleanField(
        label=gettext_lazy("It is a running total: it counts the records of all years up to the end of the report's"),
        error_messages={
            "required": gettext_lazy(
                "The list names no year. Go back and choose one, or say here that this is a running total."
            )
        },
    )
    reason = reason_field()
    field_order = (*MeasureForm.field_order[1:], "years", "running_total", "reason")

    def __init__(self, data: Any = None, *, years: Sequence[int], runs_on: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        del self.fields["version"]
        self.fields["years"].choices = [  # type: ignore[attr-defined]
            (str(year), _("Year {year}").format(year=year)) for year in years
        ]
        if not runs_on:
            del self.fields["running_total"]

    @property
    def chosen_years(self) -> list[int]:
        return [int(year) for year in self.cleaned_data["years"]]

    def wanted(self, dataset: str, filter: str) -> Wanted:
        return Wanted(**self.values(), dataset=dataset, filter=filter)


class ChangedFigureForm(MeasureForm):
    reason = reason_field()


class ChangedFormulaForm(NameForm):
    """A figure computed from others: the formula stays as it is declared."""

    reason = reason_field()


def written(row: FigureDefinition, place: Objective | None) -> Mapping[str, Any]:
    """The initial values of a form."""
    names = ("version", "label", "label_en", "unit", "unit_en", "decimals", "measure")
    return {**{name: getattr(row, name) for name in names}, "place": str(place.order) if place else ""}


class TargetForm(forms.ModelForm[Target]):
    """What the year wants of a figure: so much at least, or at most, of what the scope says."""

    use_required_attribute = False
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices, widget=forms.RadioSelect)
    reason = reason_field()
    field_order = ("seen_version", "direction", "value", "scope", "baseline", "baseline_years", "reduction", "reason")

    class Meta:
        model = Target
        fields = ("direction", "value", "scope", "baseline", "baseline_years", "reduction")
        widgets = {name: forms.TextInput(attrs={"class": "w-short", "inputmode": "decimal"}) for name in NUMBERS}
        help_texts = {
            "scope": gettext_lazy("What it is meant for, where that is not the same as the figure's name."),
            "baseline": gettext_lazy("The number that the target is measured against."),
            "baseline_years": gettext_lazy("For example 108–111."),
            "value": gettext_lazy("Left blank it follows from the baseline and its reduction."),
            "reduction": gettext_lazy(
                "The baseline less so much, rounded half-up, is the target: 12 − 10 percent = 11."
            ),
        }

    def __init__(self, data: Any = None, *, known: Target | None, decimals: int, **kwargs: Any) -> None:
        standing = known if known and known.voided_at is None else None
        super().__init__(data, instance=standing, **kwargs)
        self.decimals = decimals
        self.fields["value"].required = False
        self.initial["seen_version"] = standing.version if standing else 0
        for name in NUMBERS:
            if self.initial.get(name) is not None:
                self.initial[name] = f"{self.initial[name].normalize():f}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("baseline") is not None and not data.get("baseline_years"):
            self.add_error("baseline_years", _("Say which years the baseline is of."))
        if not self.errors:
            self._reckon(data)
        return data

    def _reckon(self, data: dict[str, Any]) -> None:
        """The target as it follows from the baseline, or the one that was typed; both must agree."""
        baseline, reduction, value = data.get("baseline"), data.get("reduction"), data.get("value")
        if baseline is None or reduction is None:
            if reduction is not None:
                self.add_error("baseline", _("Say which number is reduced."))
            elif value is None:
                self.add_error("value", _("Say how much it is to be, or from which baseline it is reckoned."))
            return
        data["value"] = reckoned(baseline, reduction, self.decimals)
        if value is not None and value != data["value"]:
            problem = _("{baseline} − {reduction} percent = {target}: correct one of them, or leave the target blank.")
            told = {"baseline": plain(baseline), "reduction": plain(reduction), "target": plain(data["value"])}
            self.add_error("value", problem.format(**told))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class WithdrawalForm(forms.Form):
    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: the reason stays on file.")},
    )
