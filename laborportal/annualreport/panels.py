from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from laborportal.annualreport.members import figures_that_count, year_of
from laborportal.annualreport.overview import this_year
from laborportal.annualreport.policies import may_edit, may_read
from laborportal.cases.home import register_home_panel
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.links import register_list_link
from laborportal.datasets.panels import register_panel
from laborportal.listing.page import Action
from laborportal.listing.reading import Reading


def where_counted(request: HttpRequest, dataset: Dataset, record: Any) -> Mapping[str, Any] | None:
    """The figures of the record's year that count it; nothing for a record that belongs to no year."""
    year = year_of(dataset, record)
    if year is None or not may_read(request.user):
        return None
    return {"year": year, "figures": figures_that_count(dataset, record, year)}


def as_a_figure(request: HttpRequest, dataset: Dataset, reading: Reading) -> Action | None:
    """Carries the conditions of the list, and nothing of its page."""
    if not may_edit(request.user):
        return None
    url = reverse("annualreport:new_figure", args=[dataset.name])
    query = reading.querystring
    return Action(label=_("As a figure of the annual report…"), url=f"{url}?{query}" if query else url)


register_panel("side", "annualreport/where_counted.html", where_counted)
register_list_link(as_a_figure)
register_home_panel("annualreport/home_panel.html", this_year)
