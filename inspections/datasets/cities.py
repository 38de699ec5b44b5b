from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.imports.cities import COLUMNS, CityStatisticLoader
from inspections.measures import CHOICES, MEASURES
from inspections.models import CityStatistic
from inspections.policies import may_keep_accidents
from laborportal.datasets.declaration import Dataset
from laborportal.datasets.registry import register

CITY_STATISTICS = register(
    Dataset(
        name="city_statistics",
        label=_("City statistics"),
        label_one=_("City statistic"),
        unit=pgettext_lazy("unit of a count of statistics", "rows"),
        model=CityStatistic,
        loader=CityStatisticLoader,
        columns=COLUMNS,
        key=("year", "city", "source"),
        year="year",
        year_lookup="year",
        namespace="city_statistics",
        search=("city_key", "source_key"),
        measures=MEASURES,
        choices=CHOICES,
        as_of_lookup="as_of",
        order=("-year", "-as_of", "source", "city", "pk"),
        related=("unit",),
        may_create=may_keep_accidents,
        carried=("year", "period", "as_of", "source"),
        lead="city",
    )
)
