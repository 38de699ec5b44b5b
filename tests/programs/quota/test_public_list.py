"""The public list of a month: frozen when it is published, kept for good, corrected in the open."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laborportal.accounts.models import User
from laborportal.audit.recording import Act, history_of
from laborportal.employers.merging import merge
from programs.quota.models import PublishedList, PublishedRow, QuotaMonth
from programs.quota.states import ListState, Removal
from programs.quota.transitions.publication import PUBLISH, TAKE_OFF, prepare
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.quota import QuotaMonthFactory
from tests.factories.quota_casework import MONTH, QuotaPenaltyFactory, prepared, published, taken

pytestmark = pytest.mark.django_db
PREPARE, LIST = reverse("quota_lists:prepare"), reverse("quota_lists:list")


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def chief(supervisor: User, client_for: ClientFor) -> Client:
    return client_for(supervisor)


@pytest.fixture
def listed(staff: User, supervisor: User) -> Any:
    return published(staff, supervisor, 2, 5)


def rows(found: PublishedList) -> list[tuple[int, int, int, int]]:
    fields = ("employer", "required", "counted", "shortage")
    return list(PublishedRow.objects.filter(published=found).order_by("pk").values_list(*fields))


def of_months(**conditions: Any) -> set[tuple[int, int, int, int]]:
    fields = ("employer", "required", "counted", "shortage")
    return set(QuotaMonth.objects.standing().short().filter(month=MONTH, **conditions).values_list(*fields))


def page(found: PublishedList, name: str, row: PublishedRow) -> str:
    return reverse(f"quota_lists:{name}", args=[found.pk, row.pk])


def test_private_employers_and_public_bodies_are_listed_separately(officer: Client) -> None:
    for sector, insured in (("private", 300), ("private", 90), ("public", 300)):
        QuotaMonthFactory.create(sector=sector, insured=insured, ordinary=0)
    QuotaMonthFactory.create(insured=50, ordinary=0)
    QuotaMonthFactory.create(month=date(2023, 8, 1))
    assert officer.post(PREPARE, {"month": "112.09"}).status_code == 302
    lists = {found.sector: found for found in PublishedList.objects.all()}
    assert {sector: set(rows(found)) for sector, found in lists.items()} == {
        sector: of_months(sector=sector) for sector in ("private", "public")
    }
    assert [len(rows(found)) for found in (lists["private"], lists["public"])] == [2, 1]


def test_what_was_published_stays_as_it_was_when_the_month_changes(listed: Any) -> None:
    before = rows(listed)
    for month in QuotaMonth.objects.all():
        month.ordinary += 1
        month.save()
    assert rows(listed) == before
    assert set(before) != of_months()


def test_it_is_on_file_who_published_it_and_between_which_days(listed: Any, supervisor: User, chief: Client) -> None:
    done = taken(listed, TAKE_OFF, supervisor, "下一月名單已公布", taken_off_on=date(2023, 12, 31))
    assert (done.published_by, done.published_on, done.taken_off_on) == (
        supervisor,
        date(2023, 11, 30),
        date(2023, 12, 31),
    )
    html = chief.get(done.get_absolute_url()).content.decode()
    assert all(text in html for text in ("112.11.30", "112.12.31", supervisor.name))


def test_a_prepared_list_does_not_go_out_once_the_months_have_changed(
    staff: User, supervisor: User, chief: Client
) -> None:
    made = prepared(staff, 2)
    QuotaMonthFactory.create(month=MONTH)
    assert chief.get(made.get_absolute_url()).context["differs"] == 1
    step = reverse("quota_lists:step", args=[made.pk, "publish"])
    typed = {"seen_state": made.state, "seen_version": made.version, "published_on": "112.11.30"}
    assert chief.post(step, typed).context["form"].non_field_errors()
    again = prepare(MONTH, "private", Act(staff))
    assert len(rows(again)) == 2
    assert PublishedList.objects.standing().get() == again
    assert taken(again, PUBLISH, supervisor, published_on=date(2023, 11, 30)).state == ListState.PUBLISHED


def test_the_list_of_one_sector_is_prepared_anew_after_that_of_the_other_was_published(
    listed: Any, officer: Client, staff: User
) -> None:
    before = prepare(MONTH, "public", Act(staff))
    assert officer.post(PREPARE, {"month": "112.09"}).status_code == 302
    before.refresh_from_db()
    assert before.voided_at is not None
    standing = dict(PublishedList.objects.standing().values_list("sector", "state"))
    assert standing == {"private": ListState.PUBLISHED, "public": ListState.PREPARED}


def test_a_published_list_is_not_prepared_anew(listed: Any, officer: Client, staff: User) -> None:
    public = prepare(MONTH, "public", Act(staff))
    PublishedList.objects.filter(pk=public.pk).update(state=ListState.PUBLISHED)
    answer = officer.post(PREPARE, {"month": "112.09"})
    assert answer.context["form"].non_field_errors()
    assert PublishedList.objects.standing().filter(sector="private").get() == listed
    assert officer.post(PREPARE, {"month": ""}).context["form"].errors["month"]
    assert officer.get(PREPARE).status_code == 200


# Kept for good


def test_a_published_employer_stays_during_an_appeal_and_only_revocation_or_correction_removes_it(
    listed: Any, chief: Client
) -> None:
    row = listed.rows.first()
    QuotaPenaltyFactory.create(employer=row.employer, appeal="pending")
    assert chief.get(page(listed, "remove", row)).status_code == 200
    for ground in ("", "paid", "time"):
        typed = {"removed_on": "112.12.15", "removal": ground, "reason": "已改善", "seen_version": row.version}
        assert "removal" in chief.post(page(listed, "remove", row), typed).context["form"].errors
    row.refresh_from_db()
    assert row.removed_on is None
    typed = {
        "removed_on": "112.12.15", "removal": "revocation", "reason": "原處分經訴願撤銷", "seen_version": row.version,
    }  # fmt: skip
    assert chief.post(page(listed, "remove", row), typed).status_code == 302
    after = PublishedRow.objects.get(pk=row.pk)
    assert (after.removed_on, after.removal, after.shortage) == (date(2023, 12, 15), Removal.REVOCATION, row.shortage)
    event = history_of(row)[0]
    assert (event.action, event.reason) == ("quota.row_removed", "原處分經訴願撤銷")
    html = chief.get(listed.get_absolute_url()).content.decode()
    assert "原處分經訴願撤銷" in html
    assert row.name in html


def test_a_correction_keeps_the_old_value_and_its_reason(listed: Any, chief: Client, supervisor: User) -> None:
    row = listed.rows.order_by("shortage").first()
    url = page(listed, "correct", row)
    assert chief.get(url).context["form"]["shortage"].value() == "2"
    typed = {"required": "2", "counted": "1", "shortage": "1", "seen_version": row.version}
    assert "reason" in chief.post(url, typed).context["form"].errors
    assert chief.post(url, {**typed, "reason": "漏計部分工時"}).status_code == 302
    event = history_of(row)[0]
    assert (event.changes, event.reason, event.actor) == (
        {"counted": [0, 1], "shortage": [2, 1]},
        "漏計部分工時",
        supervisor,
    )
    html = chief.get(listed.get_absolute_url()).content.decode()
    assert "<del>2</del>" in html
    assert "<ins>1</ins>" in html
    assert "漏計部分工時" in html


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("correct", {"required": "2", "counted": "0", "shortage": "2"}),
        ("remove", {"removed_on": "112.11.29", "removal": "correction"}),
        ("remove", {"removed_on": "130.01.01", "removal": "correction"}),
    ],
)
def test_what_changes_nothing_or_cannot_be_is_said(
    name: str, cells: dict[str, str], listed: Any, chief: Client
) -> None:
    row = listed.rows.order_by("shortage").first()
    answer = chief.post(page(listed, name, row), {**cells, "reason": "查證", "seen_version": row.version})
    assert answer.context["form"].non_field_errors()
    assert not history_of(row).exists()


def test_two_who_change_one_row_at_once_are_told(listed: Any, chief: Client) -> None:
    row = listed.rows.order_by("shortage").first()
    typed = {"required": "2", "counted": "1", "shortage": "1", "reason": "漏計", "seen_version": row.version}
    assert chief.post(page(listed, "correct", row), typed).status_code == 302
    stale = chief.post(page(listed, "correct", row), {**typed, "counted": "2", "shortage": "0"})
    assert stale.context["form"].non_field_errors()
    assert history_of(row).count() == 1


def test_a_row_that_was_taken_off_is_changed_no_more(listed: Any, chief: Client) -> None:
    row = listed.rows.first()
    PublishedRow.objects.filter(pk=row.pk).update(removed_on=date(2023, 12, 1), removal="correction")
    for name in ("correct", "remove"):
        assert chief.get(page(listed, name, row)).status_code == 404


def test_rows_are_changed_only_while_the_list_is_public_and_by_supervisors(
    listed: Any, chief: Client, officer: Client, supervisor: User, outsider: User, client_for: ClientFor
) -> None:
    row = listed.rows.first()
    for name in ("correct", "remove"):
        assert officer.get(page(listed, name, row)).status_code == 403
        assert client_for(outsider).get(page(listed, name, row)).status_code == 404
    taken(listed, TAKE_OFF, supervisor, "到期", taken_off_on=date(2023, 12, 31))
    assert chief.get(page(listed, "correct", row)).status_code == 403


def test_a_merge_leaves_what_was_published(listed: Any, act: Act) -> None:
    row = listed.rows.first()
    kept = EmployerFactory.create()
    merge(kept, row.employer, {}, Act(act.actor, "同一家公司"))
    after = PublishedRow.objects.get(pk=row.pk)
    assert (after.employer_id, after.name) == (row.employer_id, row.name)


# Files and pages


def test_the_list_leaves_as_csv_and_ods_without_who_was_taken_off(listed: Any, officer: Client) -> None:
    gone, *others = listed.rows.order_by("-shortage")
    PublishedRow.objects.filter(pk=gone.pk).update(removed_on=date(2023, 12, 1), removal="correction")
    url = reverse("quota_lists:download", args=[listed.pk, "csv"])
    answer = officer.get(url)
    assert "quota-2023-09-private.csv" in answer["Content-Disposition"]
    (line,) = csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert list(line.values())[:2] == [others[0].ubn, others[0].name]
    sheet = b"".join(officer.get(reverse("quota_lists:download", args=[listed.pk, "ods"])))
    content = zipfile.ZipFile(io.BytesIO(sheet)).read("content.xml").decode()
    assert others[0].name in content
    assert gone.name not in content
    assert officer.get(reverse("quota_lists:download", args=[listed.pk, "pdf"])).status_code == 404


def test_lists_are_found_by_month_sector_and_state(listed: Any, officer: Client, staff: User) -> None:
    QuotaMonthFactory.create(sector="public")
    prepare(MONTH, "public", Act(staff))
    for query in ({"sector": "private"}, {"state": "published"}, {"month": "112.09", "published_on_from": "112.11.30"}):
        assert [found.pk for found in officer.get(LIST, query).context["page"].records] == [listed.pk]


def test_a_prepared_list_can_be_voided_and_a_published_one_cannot(listed: Any, chief: Client, staff: User) -> None:
    QuotaMonthFactory.create(sector="public")
    made = prepare(MONTH, "public", Act(staff))
    typed = {"version": made.version, "reason": "月份有誤"}
    assert chief.post(reverse("quota_lists:void", args=[made.pk]), typed).status_code == 302
    assert chief.post(reverse("quota_lists:void", args=[listed.pk]), typed).status_code == 403


def test_three_rows_cost_as_many_queries_as_one(staff: User, supervisor: User, chief: Client) -> None:
    def cost(found: PublishedList) -> int:
        chief.get(found.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            chief.get(found.get_absolute_url())
        return len(captured)

    one = cost(published(staff, supervisor, 2))
    QuotaMonthFactory.create_batch(3, sector="public")
    other = prepare(MONTH, "public", Act(staff))
    assert cost(taken(other, PUBLISH, supervisor, published_on=date(2023, 11, 30))) == one
