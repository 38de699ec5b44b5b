"""What a month would come to with other heads, another wage or another threshold. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laborportal.exports.columns import MISSING
from programs.quota.calculation import Assessment, Roster, Rules, assess
from programs.quota.columns import MOST_HEADS

PREFIX = "if"
PEOPLE = ("ordinary", "severe", "half_time", "half_time_severe")
MOST_DOLLARS = 9_999_999


def _number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    attributes = {"class": "form-control form-control-sm w-short num", "inputmode": "numeric", "size": 6}
    # A text field: a number field would refuse full-width digits and change while the page is scrolled.
    widget = forms.TextInput(attrs=attributes)
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, widget=widget, **more)


class WhatIfForm(forms.Form):
    """Heads are changes: 2 are taken on, -2 leave. Wage and threshold are the new value; blank, they stay."""

    use_required_attribute = False
    ordinary = _number(_("Ordinary"), -MOST_HEADS, MOST_HEADS)
    severe = _number(_("Severe or above"), -MOST_HEADS, MOST_HEADS)
    half_time = _number(_("Part-time"), -MOST_HEADS, MOST_HEADS)
    half_time_severe = _number(_("Part-time, severe or above"), -MOST_HEADS, MOST_HEADS)
    others = _number(_("Other staff"), -MOST_HEADS, MOST_HEADS)
    wage = _number(_("Basic wage (NT$)"), 0, MOST_DOLLARS)
    threshold = _number(_("Obliged from (persons)"), 1, MOST_HEADS)

    def __init__(self, roster: Roster, rules: Rules, data: Mapping[str, Any]) -> None:
        self.roster, self.rules = roster, rules
        tried = any(data.get(self.name_of(name), "").strip() for name in self.base_fields)
        super().__init__(data if tried else None, prefix=PREFIX, initial=dict.fromkeys((*PEOPLE, "others"), 0))
        for name in ("wage", "threshold"):
            held = getattr(rules, name)
            self.fields[name].widget.attrs["placeholder"] = MISSING if held is None else held

    @staticmethod
    def name_of(field: str) -> str:
        return f"{PREFIX}-{field}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in PEOPLE:
            held = getattr(self.roster, name)
            if held + (data.get(name) or 0) < 0:
                self.add_error(name, gettext("Only {number} are employed now.").format(number=held))
        if not self.errors and self._roster(data).insured < 0:
            sentence = gettext("More leave than are insured now: {number}.")
            self.add_error("others", sentence.format(number=self.roster.insured))
        return data

    def _roster(self, data: Mapping[str, Any]) -> Roster:
        """Who is taken on is insured too."""
        people = {name: getattr(self.roster, name) + (data.get(name) or 0) for name in PEOPLE}
        joined = sum(data.get(name) or 0 for name in (*PEOPLE, "others"))
        return replace(self.roster, insured=self.roster.insured + joined, **people)

    def assessed(self) -> Assessment | None:
        """None while nothing was tried, and when it cannot be."""
        if not self.is_bound or not self.is_valid():
            return None
        data = self.cleaned_data
        rules = replace(
            self.rules,
            wage=self.rules.wage if data["wage"] is None else data["wage"],
            threshold=data["threshold"] or self.rules.threshold,
        )
        return assess(self._roster(data), rules)


@dataclass(frozen=True, slots=True)
class Compared:
    label: Any
    now: int | None
    tried: int | None

    @property
    def shown_now(self) -> str:
        return MISSING if self.now is None else f"{self.now:,}"

    @property
    def shown_tried(self) -> str:
        return MISSING if self.tried is None else f"{self.tried:,}"


LABELS = {
    "total": _("Total staff"),
    "required": _("To be employed"),
    "counted": _("Employed (as counted)"),
    "shortage": _("Shortage"),
    "levy": _("Difference subsidy (NT$ a month)"),
}


def compare(now: Assessment, tried: Assessment | None) -> list[Compared]:
    return [Compared(label, getattr(now, name), getattr(tried, name, None)) for name, label in LABELS.items()]
