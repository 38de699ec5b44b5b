from django.db import transaction

from laborportal.cases.models import NumberSeries


def take_numbers(prefix: str, year: int, count: int = 1) -> list[str]:
    """The next *count* numbers of ROC year *year*, like 112-性平-021. Whoever comes at the same time waits."""
    with transaction.atomic():
        series, _created = NumberSeries.objects.select_for_update().get_or_create(prefix=prefix, year=year)
        first = series.last + 1
        series.last += count
        series.save(update_fields=["last"])
    return [f"{year}-{prefix}-{number:03d}" for number in range(first, first + count)]
