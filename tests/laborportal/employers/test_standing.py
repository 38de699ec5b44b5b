"""What programmes know of an employer, asked in one place."""

import datetime
from collections.abc import Mapping, Sequence

import pytest

from laborportal.accounts.models import User
from laborportal.employers import standing
from laborportal.employers.standing import Fact, facts, register_facts
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 6, 30)


@pytest.fixture(autouse=True)
def no_other_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_sources", [])


def test_the_facts_of_every_programme_stand_together_the_gravest_first() -> None:
    asked: list[tuple[list[int], datetime.date]] = []

    @register_facts
    def first(employers: Sequence[int], as_of: datetime.date) -> Mapping[int, Sequence[Fact]]:
        asked.append((list(employers), as_of))
        return {1: [Fact(kind="award", words="金質獎", mark="done"), Fact(kind="note", words="備註")]}

    @register_facts
    def second(employers: Sequence[int], as_of: datetime.date) -> Mapping[int, Sequence[Fact]]:
        return {1: [Fact(kind="stop", words="停工", mark="stop")], 2: [Fact(kind="fine", words="未繳", mark="warn")]}

    found = facts([2, 1, 1, 3], DAY)
    assert {pk: [fact.words for fact in told] for pk, told in found.items()} == {
        1: ["停工", "備註", "金質獎"],
        2: ["未繳"],
        3: [],
    }
    assert asked == [([1, 2, 3], DAY)]


def test_nobody_is_asked_about_no_employer() -> None:
    @register_facts
    def never(employers: Sequence[int], as_of: datetime.date) -> Mapping[int, Sequence[Fact]]:
        raise AssertionError

    assert facts([], DAY) == {}


def test_the_page_of_an_employer_shows_its_standing(staff: User, client_for: ClientFor) -> None:
    employer, other = EmployerFactory.create(), EmployerFactory.create()

    @register_facts
    def told(employers: Sequence[int], as_of: datetime.date) -> Mapping[int, Sequence[Fact]]:
        return {employer.pk: [Fact(kind="x", words="三件罰鍰未繳", url="/inspections/penalties/", mark="warn")]}

    client = client_for(staff)
    assert "三件罰鍰未繳" in client.get(employer.get_absolute_url()).content.decode()
    assert "三件罰鍰未繳" not in client.get(other.get_absolute_url()).content.decode()
