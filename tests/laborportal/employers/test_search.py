from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.employers.models import Employer, FormerNumber
from laborportal.employers.search import is_employer, mentions
from laborportal.rocyear.dates import today
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.employers import EmployerAliasFactory, EmployerFactory

pytestmark = pytest.mark.django_db
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(staff: User, client_for: ClientFor) -> Ask:
    def asked(term: str, client: Client | None = None) -> dict[str, Any]:
        response = (client or client_for(staff)).get(reverse("employers:search"), {"term": term})
        answer: dict[str, Any] = response.json()
        return answer

    return asked


def names(answer: dict[str, Any]) -> list[str]:
    return [found["name"] for found in answer["employers"]]


def test_an_employer_is_found_by_the_first_digits_of_its_number_and_by_a_part_of_its_name(ask: Ask) -> None:
    EmployerFactory.create(ubn="10000004", name="臺北榕澗營造", district="中山區", employees=1186)
    for term in ("1000", "10000004", "澗營", "台北 榕澗"):
        assert names(ask(term)) == ["臺北榕澗營造"]
    assert names(ask("0004")) == []
    [found] = ask("榕澗")["employers"]
    assert (found["ubn"], found["district"], found["employees"], found["alias"]) == ("10000004", "中山區", 1186, "")
    assert "1,186" in found["detail"]


def test_an_employer_of_unknown_place_and_size_is_suggested_by_its_name_alone(ask: Ask) -> None:
    EmployerFactory.create(name="榕澗", district="", employees=None)
    assert ask("榕澗")["employers"][0]["detail"] == ""


def test_one_found_by_another_name_says_which(ask: Ask) -> None:
    known = EmployerFactory.create(name="霽禾生技")
    EmployerAliasFactory.create(employer=known, name="榕澗生技")
    EmployerAliasFactory.create(employer=known, name="榕澗舊名", voided_at=known.created_at)
    [found] = ask("榕澗")["employers"]
    assert found["alias"] == "榕澗生技"
    assert "榕澗生技" in found["detail"]
    assert names(ask("榕澗舊")) == []


def test_names_that_begin_with_the_term_come_first_and_there_are_ten_at_most(ask: Ask) -> None:
    EmployerFactory.create(name="大榕澗")
    EmployerFactory.create_batch(11)
    found = names(ask("榕澗"))
    assert len(found) == 10
    assert "大榕澗" not in found


def test_voided_employers_are_not_suggested(ask: Ask) -> None:
    known = EmployerFactory.create(name="榕澗")
    known.voided_at = known.created_at
    known.save()
    assert names(ask("榕澗")) == []


def test_a_new_name_is_offered_but_not_one_that_is_known_nor_a_number(ask: Ask) -> None:
    EmployerFactory.create(ubn="10000004", name="榕澗營造")
    assert "榕澗" in str(ask("榕澗")["add"])
    assert [ask(term)["add"] for term in ("榕澗營造", "1000", "", " ")] == ["", "", "", ""]


def test_who_holds_no_role_gets_no_employer(ask: Ask, client_for: ClientFor) -> None:
    EmployerFactory.create(name="榕澗營造")
    assert names(ask("榕澗", client_for(UserFactory.create()))) == []


def test_a_stranger_is_sent_to_the_sign_in() -> None:
    assert Client().get(reverse("employers:search"), {"term": "榕"}).status_code == 302


def test_suggesting_costs_the_same_number_of_queries_for_one_and_for_three(ask: Ask, staff: User) -> None:
    EmployerFactory.create()
    with CaptureQueriesContext(connection) as one:
        ask("榕澗")
    for aliases in (0, 1, 3):
        EmployerAliasFactory.create_batch(aliases, employer=EmployerFactory.create())
    with CaptureQueriesContext(connection) as more:
        ask("榕澗")
    assert len(one) == len(more)


@pytest.mark.parametrize("term", ["台新", "臺新", "新工", " 新 工 ", "ＡＢ", "ab", "Ａb工", "工程行"])
def test_two_characters_anywhere_in_a_name_find_it_whatever_their_width(ask: Ask, staff: User, term: str) -> None:
    EmployerFactory.create(ubn="10000024", name="臺北餐飲行")
    known = EmployerFactory.create(ubn="10000004", name="台新工程行" if "新" in term else "臺ＡＢ工程行")
    EmployerFactory.create(ubn="10000010", name="霽禾餐飲")
    assert names(ask(term)) == [known.name]
    for found in (mentions(term), is_employer(term, "")):
        assert list(Employer.objects.filter(found)) == [known]


@pytest.mark.parametrize("term", ["00000", "１００００００４", "1000 臺新", "０４ 新工"])
def test_a_part_of_a_number_finds_it_in_full_width_too(term: str) -> None:
    known = EmployerFactory.create(ubn="10000004", name="台新工程行")
    EmployerFactory.create(ubn="20111111", name="霽禾餐飲")
    assert list(Employer.objects.filter(mentions(term))) == [known]


def test_a_former_number_finds_the_employer_that_took_its_holder_in() -> None:
    known = EmployerFactory.create(ubn="10000004")
    EmployerFactory.create(ubn="20111111")
    FormerNumber.objects.create(employer=known, ubn="10000010", until=today())
    for found in (mentions("0010"), is_employer("10000010", ""), is_employer("１００００010", "")):
        assert list(Employer.objects.filter(found)) == [known]
