"""Every change to a report: written together with its history."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction

from laborportal.annualreport.book import copied
from laborportal.annualreport.declarations import standard_figures
from laborportal.annualreport.models import FigureDefinition, ReportYear
from laborportal.audit.models import Tracked
from laborportal.audit.recording import Act, Entry, differences, record, record_many
from laborportal.workflow.performing import stale

T = TypeVar("T", bound=Tracked)


def open_year(act: Act, year: int) -> ReportYear:
    """The report of *year*, whose book takes every standard figure that it has not got; safe to run again."""
    with transaction.atomic():
        report = ReportYear.objects.select_for_update().filter(year=year).first()
        if report is None:
            report = create(act, ReportYear(year=year))
        taken = set(report.definitions.values_list("code", flat=True))
        rows = [
            copied(report, order, figure)
            for order, figure in enumerate(standard_figures(), start=1)
            if figure.code not in taken
        ]
        made = FigureDefinition.objects.bulk_create(rows)
        record_many(act, [Entry("created", row) for row in made])
    return report


def create(act: Act, new: T) -> T:
    with transaction.atomic():
        new.save(force_insert=True)
        record(act, "created", new)
    return new


def change(act: Act, known: T, values: Mapping[str, Any], *, seen_version: int) -> T:
    """Writes *values* over the record as it is now; raises Stale when it is not the version that the person saw.

    Nothing that differs: nothing is written, and there is no event.
    """
    with transaction.atomic():
        locked = type(known)._default_manager.select_for_update().get(pk=known.pk)
        if locked.version != seen_version:
            raise stale(locked)
        before = {name: primitive(getattr(locked, name)) for name in values}
        for name, value in values.items():
            setattr(locked, name, value)
        changes = differences(before, {name: primitive(getattr(locked, name)) for name in values})
        if changes:
            locked.version += 1
            locked.save()
            record(act, "changed", locked, changes)
    return locked


def primitive(value: Any) -> Any:
    if isinstance(value, models.Model):
        return {"id": value.pk, "label": str(value)}
    return str(value) if isinstance(value, Decimal | date) else value
