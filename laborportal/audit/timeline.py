"""An event in words: what a field is called, what its value was and what it is now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from laborportal.audit.models import Event
from laborportal.audit.recording import SYSTEM
from laborportal.rocyear.dates import format_date, format_datetime


class Wording(Protocol):
    """What a column of `exports` offers; history stands below it and knows only this much."""

    @property
    def label(self) -> str | Promise: ...

    def show(self, value: Any) -> str: ...

    def unpack(self, packed: Any) -> Any: ...


class FieldWording:
    """For what is no column of a dataset: the model's own name and choices of the field."""

    def __init__(self, field: models.Field[Any, Any]) -> None:
        self.field = field
        self.label = field.verbose_name
        self.choices = {str(code): words for code, words in field.flatchoices}

    def unpack(self, packed: Any) -> Any:
        return packed

    def show(self, value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(self.field, models.DateTimeField) and (moment := parse_datetime(str(value))):
            return format_datetime(moment)
        if isinstance(self.field, models.DateField) and (day := parse_date(str(value)[:10])):
            return format_date(day)
        return str(self.choices.get(str(value), value))


@dataclass(frozen=True)
class Line:
    label: str
    before: str
    after: str


@cache
def field_wording(target_type: str, name: str) -> FieldWording | None:
    try:
        field = apps.get_model(target_type)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return FieldWording(field) if isinstance(field, models.Field) else None


def lines(event: Event, labels: Mapping[str, Wording] | None = None) -> list[Line]:
    """One line for each change that has a name; *labels* are the columns of the record's dataset."""
    found = []
    for name, (before, after) in event.changes.items():
        wording = (labels or {}).get(name) or field_wording(event.target_type, name)
        if wording:
            found.append(Line(str(wording.label), _shown(wording, before), _shown(wording, after)))
    return found


def actor_words(event: Event) -> str:
    return _("System") if event.actor_name == SYSTEM else event.actor_name


def _shown(wording: Wording, packed: Any) -> str:
    if packed in (None, "", []):
        return _("nothing")
    if isinstance(packed, dict) and "label" in packed:
        return str(packed["label"])
    return wording.show(wording.unpack(packed))


def target_words(event: Event) -> str:
    """What kind of record it is; blank for a kind that no longer exists."""
    try:
        return str(apps.get_model(event.target_type)._meta.verbose_name)
    except LookupError:
        return ""
