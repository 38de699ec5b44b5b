"""Whoever enters an employer is asked what it has to do with those on file that seem the same."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from laborportal.employers.duplicates import keep_separate, possible_duplicates
from laborportal.employers.models import Employer, FormerNumber, KeptSeparate, LinkKind, MergeRequest
from laborportal.rocyear.dates import today
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.employers import EmployerAliasFactory, EmployerFactory, LinkFactory

pytestmark = pytest.mark.django_db
CREATE, ASKED, SEARCH = (reverse(f"employers:{name}") for name in ("create", "duplicates", "search"))


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def names(user: User, **typed: Any) -> dict[str, list[str]]:
    return {found.employer.name: found.reasons for found in possible_duplicates(user, **typed)}


def entered(**fields: Any) -> dict[str, Any]:
    return {"ubn": "10000004", "name": "榕澗營造有限公司", "sector": "private", **fields}


@pytest.mark.parametrize(
    "typed",
    ["榕澗營造股份有限公司", "榕 澗營造有限公司", "榕澗營造", "榕澗營照有限公司", "榕澗營有限公司", "新榕澗營造企業社"],
)
def test_the_same_or_a_similar_name_is_found(staff: User, typed: str) -> None:
    EmployerFactory.create(name="榕澗營造股份有限公司")
    EmployerFactory.create(name="霽禾餐飲有限公司")
    EmployerFactory.create(name="榕澗餐飲有限公司")
    assert list(names(staff, name=typed)) == ["榕澗營造股份有限公司"]


def test_a_long_name_may_have_two_slips(staff: User) -> None:
    EmployerFactory.create(name="臺北榕澗工程顧問股份有限公司")
    assert names(staff, name="台北榕間工成顧問有限公司")
    assert names(staff, name="台北榕間工成顧文有限公司") == {}


def test_the_same_number_a_former_one_and_another_name_are_found(staff: User) -> None:
    known = EmployerFactory.create(ubn="10000010", name="霽禾生技")
    FormerNumber.objects.create(employer=known, ubn="10000024", until=today())
    EmployerAliasFactory.create(employer=known, name="澄墨 生技")
    for typed in ({"ubn": "10000010"}, {"ubn": "10000024"}, {"name": "澄墨生技"}):
        assert list(names(staff, **typed)) == ["霽禾生技"]


def test_the_same_address_lies_close_but_asks_nobody(staff: User) -> None:
    EmployerFactory.create(name="澄墨資訊", address="臺北市信義區忠孝東路五段１之３號七樓")
    [found] = possible_duplicates(staff, name="別的名字", address="台北市信義區忠孝東路5段1-3號7樓")
    assert (found.employer.name, found.alike) == ("澄墨資訊", False)


def test_a_closed_one_and_an_affiliate_are_called_so(staff: User) -> None:
    closed = EmployerFactory.create(name="榕澗營造", closed_on="2026-04-01")
    branch = EmployerFactory.create(name="榕澗營造分公司", ubn="10000024")
    LinkFactory.create(employer=closed, other=branch, kind=LinkKind.BRANCH)
    reasons = names(staff, name="榕澗營造", ubn="10000024")
    assert any("115.04.01" in reason for reason in reasons["榕澗營造"])
    assert any("榕澗營造" in reason for reason in reasons["榕澗營造分公司"])


def test_voided_ones_and_those_kept_separate_are_not_offered(staff: User) -> None:
    one = EmployerFactory.create(name="榕澗營造")
    other = EmployerFactory.create(name="榕澗營造", ubn="10000010")
    EmployerFactory.create(name="榕澗營造", ubn="10000024", voided_at=one.created_at)
    assert [found.employer for found in possible_duplicates(staff, name="榕澗營造", apart_from=one)] == [other]
    keep_separate(one, other, Act(staff, "負責人不同"))
    for each in (one, other):
        assert possible_duplicates(staff, name="榕澗營造", apart_from=each) == []


def test_looking_costs_the_same_number_of_queries_for_one_and_for_three(staff: User) -> None:
    costs = []
    typed: dict[str, Any] = {"ubn": "10000004", "name": "榕澗營造", "address": "臺北市中山區榕汀路1號"}
    assert possible_duplicates(staff, **typed) == []  # which roles a person holds is asked once
    for number in (1, 2):
        EmployerFactory.create_batch(number, name="榕澗營造", closed_on="2026-04-01", address=typed["address"])
        with CaptureQueriesContext(connection) as queries:
            assert possible_duplicates(staff, **typed)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_page_asks_while_somebody_types(officer: Client, client_for: ClientFor) -> None:
    known = EmployerFactory.create(name="榕澗營造")
    text = officer.get(ASKED, {"name": "榕澗營造"}).content.decode()
    assert known.get_absolute_url() in text
    assert "name" not in officer.get(ASKED, {"name": "", "ubn": "甲"}).content.decode()
    own = officer.get(ASKED, {"name": "榕澗營造", "except": str(known.pk)}).content.decode()
    assert known.get_absolute_url() not in own
    other = EmployerFactory.create(name="榕澗營造", ubn="10000024")
    offered = officer.get(ASKED, {"name": "榕澗營造", "except": str(known.pk)}).content.decode()
    assert reverse("employers:ask_merge", args=[other.pk, known.pk]) in offered
    nobody = client_for(UserFactory.create())
    assert known.get_absolute_url() not in nobody.get(ASKED, {"name": "榕澗營造"}).content.decode()


def test_a_duplicate_is_not_entered_before_somebody_says_what_it_is(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000010", name="榕澗營造股份有限公司")
    page = officer.post(CREATE, entered())
    assert known.get_absolute_url() in page.content.decode()
    for undecided in ({"duplicate": "separate"}, {"duplicate": "merge:0", "because": "x"}, {"because": "x"}):
        page = officer.post(CREATE, entered(**undecided))
        assert page.context["form"].errors
    assert Employer.objects.count() == 1


def test_it_is_kept_separate_with_its_reason(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000010", name="榕澗營造股份有限公司")
    officer.post(CREATE, entered(duplicate="separate", because="負責人不同"))
    apart = KeptSeparate.objects.get()
    assert (apart.other, apart.reason, history_of(apart).count()) == (known, "負責人不同", 1)


def test_it_is_saved_and_a_merge_is_asked_for(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000010", name="榕澗營造股份有限公司")
    officer.post(CREATE, entered(duplicate=f"merge:{known.pk}", because="統編誤植"))
    asked = MergeRequest.objects.get()
    assert (asked.kept, asked.merged.ubn) == (known, "10000004")


def test_an_employer_may_be_edited_without_being_asked_again_unless_it_gets_another_name(officer: Client) -> None:
    EmployerFactory.create(ubn="10000010", name="榕澗營造股份有限公司")
    mine = EmployerFactory.create(ubn="10000004", name="榕澗營造有限公司")
    edit, seen = reverse("employers:edit", args=[mine.pk]), {"version": "1"}
    assert officer.post(edit, entered(district="大安區", **seen)).status_code == 302
    mine.refresh_from_db()
    page = officer.post(edit, entered(name="榕澗營照有限公司", version=str(mine.version)))
    assert any(question.asked for question in page.context["form"].questions)


def test_the_type_ahead_finds_a_name_with_a_slip_and_says_what_is_closed_or_tied(officer: Client) -> None:
    known = EmployerFactory.create(name="榕澗營造股份有限公司", closed_on="2026-04-01")
    LinkFactory.create(employer=known, other=EmployerFactory.create(name="霽禾"), kind=LinkKind.PARENT)
    [found] = officer.get(SEARCH, {"term": "榕澗營照"}).json()["employers"]
    assert found["name"] == "榕澗營造股份有限公司"
    assert "115.04.01" in found["detail"]
    assert "霽禾" in found["detail"]


def test_the_type_ahead_finds_by_a_former_number_and_says_so(officer: Client) -> None:
    known = EmployerFactory.create(ubn="10000010", name="霽禾生技")
    FormerNumber.objects.create(employer=known, ubn="10000024", until=today())
    [found] = officer.get(SEARCH, {"term": "1000002"}).json()["employers"]
    assert (found["ubn"], "10000024" in found["detail"]) == ("10000010", True)
