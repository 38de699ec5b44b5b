from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from laborportal.accounts.models import Unit
from laborportal.exports.columns import Column
from laborportal.imports.loading import Loader
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import format_date, year_bounds
from programs.outreach.columns import ENTRY_COLUMNS, METRIC_COLUMNS
from programs.outreach.models import ContestEntry, MediaMetric
from programs.outreach.states import UNIT


class ContestEntryLoader(Loader[ContestEntry]):
    model = ContestEntry
    columns: ClassVar[tuple[Column, ...]] = ENTRY_COLUMNS
    key = ("contest", "year", "entry")
    related = ("unit",)

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=UNIT)

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit}


class MediaMetricLoader(Loader[MediaMetric]):
    model = MediaMetric
    columns: ClassVar[tuple[Column, ...]] = METRIC_COLUMNS
    key = ("work", "channel", "metric", "year")
    related = ("unit",)

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=UNIT)

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit}

    def check(self, row: Row) -> None:
        year, read_on = row.get("year"), row.get("as_of")
        if year and read_on and read_on < year_bounds(year)[0]:
            row.warn(
                "as_of",
                _("{day} is before the year {year} that it is to count in: check one of the two.").format(
                    day=format_date(read_on), year=year
                ),
            )
