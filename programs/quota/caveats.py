"""Why the quota figures of a year are provisional: employers on its list whose last month is not in yet."""

from django.utils.translation import ngettext

from laborportal.datasets import registry
from laborportal.datasets.caveats import Caveat, FilterValues
from laborportal.rocyear.dates import parse_month
from programs.quota.queries import has_month


def lacking_the_last_month(number: int) -> str:
    return ngettext(
        "{number} employer on the list has no record of the last month yet",
        "{number} employers on the list have no record of the last month yet",
        number,
    ).format(number=f"{number:,}")


def _open(parameters: FilterValues, year: int) -> int:
    """Of those that the filter begins with, however they ended."""
    months = parameters.get("cleared_by", ())
    if not months:
        return 0
    dataset = registry.get("quota_months")
    began = dataset.read_filter({name: list(values) for name, values in parameters.items() if name != "cleared_by"})
    return dataset.records().filter(began.q, ~has_month(parse_month(months[0]))).count()


CAVEATS = (Caveat(words=lacking_the_last_month, count=_open),)
