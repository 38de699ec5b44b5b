"""Columns of the dataset `city_statistics`, and how rows become statistics of cities."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.models import CITY_LENGTH, PERIOD_LENGTH, SOURCE_LENGTH, CityStatistic
from inspections.states import INSPECTION_OFFICE, SIX_MUNICIPALITIES
from laborportal.accounts.models import Unit
from laborportal.exports.columns import Column, DateColumn, IntegerColumn, TextColumn, YearColumn, echo
from laborportal.exports.normalise import normalise
from laborportal.imports.loading import Loader
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import to_roc

SourceOfYear = tuple[int, str]

COLUMNS: tuple[Column, ...] = (
    YearColumn(name="year", label=gettext_lazy("Year"), example="112"),
    TextColumn(
        name="city",
        label=gettext_lazy("City"),
        max_length=CITY_LENGTH,
        normalised_lookup="city_key",
        example="臺北市",
    ),
    IntegerColumn(name="fatalities", label=gettext_lazy("Fatalities"), required=False, example="14"),
    IntegerColumn(
        name="accident_cases",
        label=gettext_lazy("Accident benefit cases"),
        required=False,
        example="3525",
        help=gettext_lazy("Cases of insurance benefits for injury, disability and death in the period."),
    ),
    IntegerColumn(
        name="average_insured",
        label=gettext_lazy("Average insured"),
        required=False,
        example="3000000",
        help=gettext_lazy("The average of the insured of the months of the period."),
    ),
    TextColumn(
        name="period",
        label=gettext_lazy("Period (months)"),
        max_length=PERIOD_LENGTH,
        normalised_lookup="period_key",
        example="1-11",
        help=gettext_lazy("The months that the source tells of, such as 1-12 or 1-11."),
    ),
    DateColumn(name="as_of", label=gettext_lazy("As of"), example="2024-01-31"),
    TextColumn(
        name="source",
        label=gettext_lazy("Source"),
        max_length=SOURCE_LENGTH,
        normalised_lookup="source_key",
        example="勞動部職業災害統計",
    ),
)


class CityStatisticLoader(Loader[CityStatistic]):
    model = CityStatistic
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    key = ("year", "city", "source")
    related = ("unit",)

    def __init__(self) -> None:
        super().__init__()
        self._on_file: dict[SourceOfYear, dict[str, str]] = {}
        self._of_the_file: dict[SourceOfYear, str] = {}

    @cached_property
    def unit(self) -> Unit:
        return Unit.objects.get(code=INSPECTION_OFFICE)

    def defaults(self, row: Row) -> dict[str, Any]:
        return {"unit": self.unit}

    def resolve(self, rows: Sequence[Row]) -> None:
        """Learns which period each source tells of: that of its rows on file which this file leaves as they are."""
        super().resolve(rows)
        self._learn({source for row in rows if (source := _source_of(row))})
        for row in rows:
            source = _source_of(row)
            if source and row.ok:
                self._on_file[source].pop(normalise(row.values["city"]), None)
                self._of_the_file.setdefault(source, row.values["period"])

    def _learn(self, sources: set[SourceOfYear]) -> None:
        wanted = sources - self._on_file.keys()
        if not wanted:
            return
        years, names = ({source[part] for source in wanted} for part in (0, 1))
        others = CityStatistic.objects.standing().filter(year__in=years, source_key__in=names)
        if self.edited is not None:
            others = others.exclude(pk=self.edited.pk)
        found: defaultdict[SourceOfYear, dict[str, str]] = defaultdict(dict)
        for year, name, city, period in others.values_list("year", "source_key", "city_key", "period"):
            found[year, name][city] = period
        self._on_file |= {source: found[source] for source in wanted}

    def check(self, row: Row) -> None:
        source = _source_of(row)
        if source and not row.failed("period"):
            self._check_period(row, source)
        as_of, year = row.get("as_of"), row.get("year")
        if as_of and year and to_roc(as_of.year) < year:
            row.warn("as_of", _("The statistic is older than the year that it tells of: check both."))
        if row.get("city") and normalise(row.get("city")) not in map(normalise, SIX_MUNICIPALITIES):
            row.warn("city", _("This is none of the six municipalities, so no rank counts it: check the name."))

    def _check_period(self, row: Row, source: SourceOfYear) -> None:
        standing = next(iter(self._on_file[source].values()), "")
        period = standing or self._of_the_file.get(source, "")
        if period and normalise(period) != normalise(row.get("period")):
            row.error(
                "period",
                _(
                    "This source tells of the months {period} for other cities of that year: correct the period, give"
                    " the source another name, or hand in all of its cities together."
                ).format(period=echo(period)),
            )


def _source_of(row: Row) -> SourceOfYear | None:
    """The year and the source of a row whose period can be compared."""
    if any(name not in row.values for name in ("year", "city", "source", "period")):
        return None
    return row.values["year"], normalise(row.values["source"])
