from collections.abc import Mapping

from tests.architecture.samples.making import Sample, pk_of
from tests.factories.quota import QuotaMonthFactory

month = pk_of(lambda people: QuotaMonthFactory.create())

SAMPLES: Mapping[tuple[str, str], Sample] = {
    ("quota:record", ""): month,
    ("quota:edit", ""): month,
    ("quota:void", ""): month,
}
