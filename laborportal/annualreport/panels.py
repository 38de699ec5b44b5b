from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from laborportal.annualreport.members import figures_that_count, year_of
from laborportal.annualreport.policies import may_read
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.panels import register_panel


def where_counted(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    """The figures of the record's year that count it; nothing for a record that belongs to no year."""
    year = year_of(dataset, record)
    if year is None or not may_read(request.user):
        return None
    return {"year": year, "figures": figures_that_count(dataset, record, year)}


register_panel("side", "annualreport/where_counted.html", where_counted)
