import pytest

from laborportal.cases.models import NumberSeries
from laborportal.cases.numbers import take_numbers

pytestmark = pytest.mark.django_db


def test_numbers_run_on_within_a_year_and_begin_anew_in_the_next() -> None:
    assert take_numbers("性平", 112) == ["112-性平-001"]
    assert take_numbers("性平", 112, 2) == ["112-性平-002", "112-性平-003"]
    assert take_numbers("性平", 113) == ["113-性平-001"]
    assert take_numbers("友善", 112) == ["112-友善-001"]
    assert str(NumberSeries.objects.first()) == "112-友善"
