"""What belongs to an employer beside its columns: names with their time, headcounts by year, ties, its closing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.employers.models import Employer, EmployerAlias, EmployerHeadcount, EmployerLink
from tests.conftest import ClientFor
from tests.factories.employers import EmployerAliasFactory, EmployerFactory, HeadcountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def employer(db: None) -> Employer:
    return EmployerFactory.create(ubn="10000004", name="榕澗營造", employees=100)


def post(client: Client, name: str, pk: int, /, **fields: str) -> Any:
    return client.post(reverse(f"employers:{name}", args=[pk]), fields)


def page(client: Client, employer: Employer) -> str:
    return client.get(employer.get_absolute_url()).content.decode()


def test_another_name_is_added_with_its_time_and_the_history_tells_of_it(officer: Client, employer: Employer) -> None:
    post(officer, "name_create", employer.pk, name="榕澗土木", since="108.1.1", until="110.12.31")
    alias = EmployerAlias.objects.get()
    assert (str(alias.since), str(alias.until)) == ("2019-01-01", "2021-12-31")
    event = history_of(employer).get()
    assert event.changes["name_period"] == [None, ["榕澗土木", "2019-01-01", "2021-12-31"]]
    text = page(officer, employer)
    assert text.count("108.01.01") >= 2
    assert "110.12.31" in text


def test_the_time_of_a_name_is_changed_and_the_name_taken_out_with_a_reason(
    officer: Client, employer: Employer
) -> None:
    alias = EmployerAliasFactory.create(employer=employer, name="榕澗土木", since="2020-01-01")
    assert officer.get(reverse("employers:name_edit", args=[alias.pk])).status_code == 200
    post(officer, "name_edit", alias.pk, name="榕澗土木", since="109.1.1", until="111.12.31", version="1")
    alias.refresh_from_db()
    assert str(alias.until) == "2022-12-31"
    post(officer, "name_edit", alias.pk, name="榕澗土木", since="109.1.1", until="111.12.31", version="2")
    assert history_of(employer).count() == 1
    stale = post(officer, "name_edit", alias.pk, name="別的", version="1")
    assert stale.context["form"].errors
    lacking = post(officer, "name_edit", alias.pk, name="榕澗土木", version="2", void="1")
    assert lacking.context["form"].errors
    post(officer, "name_edit", alias.pk, name="榕澗土木", version="2", void="1", reason="不是它的名稱")
    employer.refresh_from_db()
    assert employer.alias_names == []
    assert "不是它的名稱" in page(officer, employer)


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"name": ""}, "name"),
        ({"name": "榕 澗營造"}, "name"),
        ({"name": "舊名"}, "name"),
        ({"name": "新名", "since": "112.2.30"}, "since"),
        ({"name": "新名", "since": "112.2.3", "until": "111.2.3"}, "until"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    officer: Client, employer: Employer, fields: dict[str, str], about: str
) -> None:
    EmployerAliasFactory.create(employer=employer, name="舊名")
    assert about in post(officer, "name_create", employer.pk, **fields).context["form"].errors


def test_headcounts_by_year_are_shown_with_their_trend_and_the_register_holds_the_latest(
    officer: Client, employer: Employer
) -> None:
    for year, number in (("111", "120"), ("112", "90"), ("110", "1,000")):
        post(officer, "headcount_create", employer.pk, year=year, employees=number, source="勞保投保人數")
    employer.refresh_from_db()
    assert employer.employees == 90
    shown = officer.get(employer.get_absolute_url()).context["headcounts"]
    assert [(one.year, one.employees, step) for one, step in shown] == [
        (112, 90, -30),
        (111, 120, -880),
        (110, 1000, None),
    ]
    text = page(officer, employer)
    assert "▼ -30" in text
    assert [event.action for event in officer.get(employer.get_absolute_url()).context["events"]].count(
        "employers.headcount"
    ) == 3


def test_a_headcount_is_changed_and_taken_out_again(officer: Client, employer: Employer) -> None:
    old = HeadcountFactory.create(employer=employer, year=111, employees=50)
    new = HeadcountFactory.create(employer=employer, year=112, employees=60)
    post(officer, "headcount_edit", new.pk, year="112", employees="70", source="勞保", version="1")
    employer.refresh_from_db()
    assert employer.employees == 70
    new.refresh_from_db()
    assert history_of(new).get().changes["employees"] == [60, 70]
    post(officer, "headcount_edit", new.pk, year="112", employees="70", source="勞保", version="2")
    assert history_of(new).count() == 1
    post(
        officer,
        "headcount_edit",
        new.pk,
        year="112",
        employees="70",
        source="勞保",
        version="2",
        void="1",
        reason="誤植",
    )
    employer.refresh_from_db()
    assert employer.employees == 50
    assert list(EmployerHeadcount.objects.standing()) == [old]


@pytest.mark.parametrize(
    "fields",
    [
        {"year": "112", "employees": "1", "source": "勞保"},
        {"year": "900", "employees": "1", "source": "勞保"},
        {"year": "111", "employees": "-1", "source": "勞保"},
        {"year": "111", "employees": "1", "source": ""},
    ],
)
def test_a_headcount_that_cannot_be_is_refused(officer: Client, employer: Employer, fields: dict[str, str]) -> None:
    HeadcountFactory.create(employer=employer, year=112)
    assert post(officer, "headcount_create", employer.pk, **fields).context["form"].errors
    assert EmployerHeadcount.objects.count() == 1


def test_a_branch_with_a_number_of_its_own_is_tied_and_shown_on_both_pages(officer: Client, employer: Employer) -> None:
    branch = EmployerFactory.create(ubn="10000010", name="榕澗營造臺中分公司")
    post(officer, "link_create", employer.pk, employer=branch.name, kind="branch", since="112.1.1", note="營業處")
    link = EmployerLink.objects.get()
    assert (link.employer, link.other, link.note) == (employer, branch, "營業處")
    assert "榕澗營造臺中分公司" in page(officer, employer)
    assert "榕澗營造" in page(officer, branch).split('id="links"')[1]
    edit = reverse("employers:link_edit", args=[link.pk])
    assert 'value="10000010"' in officer.get(edit).content.decode()
    officer.post(edit, {"ubn": "10000010", "employer": branch.name, "kind": "affiliate", "version": "1"})
    link.refresh_from_db()
    changed = history_of(link)[0].changes
    assert (link.kind, changed["kind"]) == ("affiliate", ["branch", "affiliate"])


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"employer": "榕澗營造", "kind": "affiliate"}, "employer"),
        ({"employer": "無號分行", "kind": "branch"}, "ubn"),
        ({"employer": "沒有這家", "kind": "affiliate"}, "employer"),
        ({"ubn": "10000024", "employer": "沒有這家", "kind": "affiliate"}, "ubn"),
        ({"employer": "無號分行", "kind": "cousin"}, "kind"),
    ],
)
def test_a_tie_that_cannot_be_is_refused(
    officer: Client, employer: Employer, fields: dict[str, str], about: str
) -> None:
    EmployerFactory.create(ubn="", name="無號分行")
    assert about in post(officer, "link_create", employer.pk, **fields).context["form"].errors


def test_a_tie_is_not_entered_twice(officer: Client, employer: Employer) -> None:
    other = EmployerFactory.create(name="霽禾")
    for _ in range(2):
        answer = post(officer, "link_create", employer.pk, employer=other.name, kind="affiliate")
    assert answer.context["form"].errors
    assert EmployerLink.objects.count() == 1


def test_an_employer_closes_and_opens_again_with_its_history(officer: Client, employer: Employer) -> None:
    post(officer, "closing", employer.pk, closed_on="115.4.1", version="1")
    employer.refresh_from_db()
    assert str(employer.closed_on) == "2026-04-01"
    assert "115.04.01" in page(officer, employer)
    assert history_of(employer).get().changes["closed_on"] == [None, "2026-04-01"]
    post(officer, "closing", employer.pk, closed_on="", version="2")
    employer.refresh_from_db()
    assert employer.closed_on is None


def test_a_part_of_an_employer_that_is_gone_is_gone_too(officer: Client, employer: Employer) -> None:
    count = HeadcountFactory.create(employer=employer)
    Employer.objects.filter(pk=employer.pk).update(voided_at=employer.created_at)
    assert officer.get(reverse("employers:headcount_edit", args=[count.pk])).status_code == 404
