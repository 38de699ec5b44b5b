"""What the pages of penalties and violations add to the generic ones, and the review page."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.citations import split_references
from inspections.demo import DEMONSTRATION, penalties
from inspections.imports.loaders import PenaltyLoader
from inspections.imports.taipei import TaipeiViolationList
from inspections.models import InspectionPenalty, InspectionPenaltyEntry, Violation
from inspections.views import PER_PAGE
from laborportal.accounts.models import Role, User
from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.datasets.demonstration import load_rows
from laborportal.employers.demo import employers
from laborportal.imports.engine import run_import
from laborportal.penalties.ledger import Kind
from tests.conftest import ClientFor
from tests.factories.accounts import person, unit
from tests.factories.inspections import InspectionPenaltyEntryFactory, InspectionPenaltyFactory, ViolationFactory
from tests.inspections.rows import ODD_ROWS, city_file, load, penalty

pytestmark = pytest.mark.django_db
LIST, REVIEW = reverse("penalties:list"), reverse("inspections:review")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_page_of_a_penalty_shows_articles_and_ledger(officer: Client) -> None:
    found = InspectionPenaltyFactory.create(amount=20_000)
    InspectionPenaltyEntryFactory.create(penalty=found, kind=Kind.AMOUNT_CORRECTED, import_id=7, reason="公告更正")
    ViolationFactory.create(penalty=found, position=1)
    ViolationFactory.create(penalty=found, position=2, article="", text="另詳說明", unread=True)
    ViolationFactory.create(penalty=found, position=3, description="已作廢", voided_at=found.created_at)
    text = page(officer, found.get_absolute_url())
    assert text.count("20,000") >= 2
    assert "公告更正" in text
    assert "延長工作時間未依規定加給工資" in text
    assert "state-tag--warn" in text
    assert "已作廢" not in text


def test_a_penalty_without_violations_says_so(officer: Client) -> None:
    text = page(officer, InspectionPenaltyFactory.create().get_absolute_url())
    assert text.count('class="data-table"') == 1


def test_the_page_of_a_violation_leads_to_its_penalty(officer: Client) -> None:
    found: Any = ViolationFactory.create(article="", text="另詳說明", unread=True)
    text = page(officer, found.get_absolute_url())
    assert f'href="{found.penalty.get_absolute_url()}"' in text
    assert "notice--warn" in text


def test_lists_show_a_unit_its_own_records(officer: Client, outsider: User, client_for: ClientFor) -> None:
    safety = InspectionPenaltyFactory.create(unit=unit("inspection_office"), act="occupational_safety")
    named: Any = ViolationFactory.create()
    conditions = named.penalty
    office = client_for(person(Role.STAFF, units=("inspection_office",)))
    assert safety.number in page(office, LIST)
    assert conditions.number not in page(office, LIST)
    assert conditions.number in page(officer, LIST)
    assert page(client_for(outsider), conditions.get_absolute_url(), 404)
    assert page(client_for(outsider), reverse("violations:record", args=[Violation.objects.get().pk]), 404)


def test_an_officer_enters_a_penalty_and_its_violation(officer: Client) -> None:
    response = officer.post(reverse("penalties:create"), penalty())
    found = InspectionPenalty.objects.get()
    assert response.url == found.get_absolute_url()  # type: ignore[attr-defined]
    assert InspectionPenaltyEntry.objects.get().import_id is None
    typed = {"penalty": found.number, "position": "1", "statute": "勞基法", "article": "第24條", "employer": ""}
    assert officer.post(reverse("violations:create"), typed).status_code == 302
    assert Violation.objects.get().article_key == "24"
    edited = penalty(amount="30000", version="1", employer=found.employer.name)
    assert officer.post(reverse("penalties:edit", args=[found.pk]), edited).status_code == 302
    assert [entry.kind for entry in found.entries.all()] == ["decided", "amount_corrected"]


@pytest.mark.parametrize(
    "query",
    [
        "year=112",
        "act=labour_standards",
        "amount_min=20000",
        "appeal=none",
        "employer=榕澗",
        "number=北市勞動字第11200000011號",
        "q=第24條",
        "articles=勞動基準法第24條第1項;勞動基準法第36條第1項",
        "decided_on_from=112.03.29",
        "sort=-amount",
    ],
)
def test_a_penalty_is_found_by_its_columns(officer: Client, tmp_path: Path, act: Act, query: str) -> None:
    load(PenaltyLoader, tmp_path, act, penalty())
    assert InspectionPenalty.objects.get().get_absolute_url() in page(officer, f"{LIST}?{query}")


@pytest.mark.parametrize("address", [LIST, reverse("violations:list")])
def test_no_record_comes_from_an_inspection_while_none_is_on_file(officer: Client, address: str) -> None:
    ViolationFactory.create()
    found = officer.get(f"{address}?inspection=I1&year=112").context["page"]
    assert (found.ok, found.count) == (True, 0)


@pytest.mark.parametrize(
    "query",
    ["year=112", "statute=勞動基準法&article=24", "paragraph=1", "employer=榕澗", "q=加給工資", "sort=-decided_on"],
)
def test_a_violation_is_found_by_its_columns(officer: Client, query: str) -> None:
    found = ViolationFactory.create()
    assert found.get_absolute_url() in page(officer, f"{reverse('violations:list')}?{query}")


@pytest.fixture
def listed(tmp_path: Path, act: Act) -> None:
    run_import(TaipeiViolationList(), city_file(tmp_path, ODD_ROWS), act)


@pytest.mark.usefixtures("listed")
def test_the_review_page_lists_held_rows_as_published_and_unread_references(officer: Client) -> None:
    text = page(officer, REVIEW)
    assert all(word in text for word in ("11203298", "處分日期", "府勞動第11200000051號", "city.csv", "另詳說明"))
    assert f'href="{REVIEW}"' in page(officer, LIST)


def test_the_review_page_says_when_nothing_waits(officer: Client) -> None:
    assert page(officer, REVIEW).count('role="status"') >= 2


@pytest.mark.usefixtures("listed")
def test_only_units_that_decide_penalties_and_readers_of_everything_may_review(
    admin: User, auditor: User, outsider: User, client_for: ClientFor
) -> None:
    assert "另詳說明" in page(client_for(admin), REVIEW)
    assert "另詳說明" in page(client_for(auditor), REVIEW)
    assert page(client_for(outsider), REVIEW, 403)
    assert f'href="{REVIEW}"' not in page(client_for(outsider), LIST)
    office = client_for(person(Role.STAFF, units=("inspection_office",)))
    assert "另詳說明" not in page(office, REVIEW)


def test_the_review_page_has_pages(officer: Client) -> None:
    found = InspectionPenaltyFactory.create()
    for position in range(PER_PAGE + 1):
        ViolationFactory.create(penalty=found, position=position + 1, article="", text=f"另詳{position}", unread=True)
    assert "?unread=2&amp;held=1" in page(officer, REVIEW)
    assert f"另詳{PER_PAGE}" in page(officer, f"{REVIEW}?unread=2")
    assert f"另詳{PER_PAGE}" in page(officer, f"{REVIEW}?unread=99")


@pytest.mark.parametrize("address", [LIST, reverse("violations:list"), REVIEW, "record"])
def test_three_rows_cost_as_many_queries_as_one(officer: Client, address: str) -> None:
    def rows(count: int, offset: int) -> InspectionPenalty:
        for step in range(offset, count):
            found: InspectionPenalty = InspectionPenaltyFactory.create()
            for position in range(1, step + 1):
                ViolationFactory.create(penalty=found, position=position, article="", text="另詳", unread=True)
        return found

    first = rows(2, 1)
    one = queries(officer, first.get_absolute_url() if address == "record" else address)
    third = rows(4, 2)
    assert queries(officer, third.get_absolute_url() if address == "record" else address) == one


def queries(client: Client, address: str) -> int:
    page(client, address)
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    return len(captured)


def test_the_demonstration_loads_once_and_every_reference_of_it_is_read() -> None:
    act = Act(system_user())
    for name, rows in [("employers", employers), *DEMONSTRATION]:
        assert load_rows(name, rows, act)
        assert load_rows(name, rows, act) == 0
    assert InspectionPenalty.objects.count() == 40
    assert not Violation.objects.filter(unread=True).exists()
    for found in InspectionPenalty.objects.all():
        texts = [violation.text for violation in found.violations.order_by("position")]
        assert texts == split_references(found.articles)


def test_the_demonstration_keeps_clear_of_the_years_that_the_city_has_published() -> None:
    days = {row["decided_on"] for row in penalties()}
    assert len(days) == 40
    assert min(days) > "2026-02-28"
    assert max(row["announced_on"] for row in penalties()) < "2026-11-01"
