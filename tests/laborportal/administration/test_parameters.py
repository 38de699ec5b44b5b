"""Parameters and holidays as people read them and administrators keep them."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.parameters.models import Holiday, ParameterValue
from laborportal.parameters.reading import schedule
from tests.conftest import ClientFor

NEW = {"valid_from": "116/1/1", "value": "３０,５００", "citation": "勞動部115年9月公告", "note": ""}


@pytest.fixture
def client(admin: User, client_for: ClientFor) -> Client:
    return client_for(admin)


def messages_of(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def wage_of(year: int) -> ParameterValue:
    return ParameterValue.objects.get(code="basic_wage", valid_from=date(year + 1911, 1, 1))


def test_everybody_reads_since_when_each_value_holds_and_where_it_comes_from(
    client_for: ClientFor, outsider: User
) -> None:
    page = client_for(outsider).get("/parameters/").content.decode()
    assert "每月基本工資" in page
    assert "26,400 元" in page
    assert "112.01.01" in page
    assert "112.12.31" in page
    assert "最低工資法第18條" in page
    assert "/values/" not in page


def test_an_administrator_enters_a_value_from_a_day_on(client: Client, admin: User) -> None:
    page = client.post("/parameters/values/basic_wage/new/", NEW, follow=True)
    assert "116.01.01" in messages_of(page)
    found = schedule("basic_wage")
    assert [str(dated.value) for day in (date(2026, 12, 31), date(2027, 1, 1)) if (dated := found.on(day))] == [
        "29500",
        "30500",
    ]
    assert Event.objects.get(target_type="parameters.parametervalue").actor == admin
    assert admin.name in page.content.decode()


def test_all_that_is_wrong_with_a_value_is_said_at_once(client: Client) -> None:
    page = client.post("/parameters/values/basic_wage/new/", {"valid_from": "12/1/1", "value": "30.5"})
    assert set(page.context["form"].errors) == {"valid_from", "value", "citation"}
    assert ParameterValue.objects.filter(code="basic_wage").count() == 8


def test_a_second_value_from_the_same_day_is_refused_with_the_way_out(client: Client) -> None:
    page = client.post("/parameters/values/basic_wage/new/", {**NEW, "valid_from": "112/1/1"})
    assert "作廢" in str(page.context["form"].non_field_errors())


def test_a_wrong_value_is_voided_with_a_reason_and_stays_to_be_read(client: Client) -> None:
    row = wage_of(112)
    url = f"/parameters/values/{row.pk}/void/"
    assert "reason" in client.post(url, {"version": 1, "reason": ""}).context["form"].errors
    page = client.post(url, {"version": 1, "reason": "公告日期誤植"}, follow=True)
    assert "公告日期誤植" in page.content.decode()
    assert client.get(url).status_code == 404
    again = client.post("/parameters/values/basic_wage/new/", {**NEW, "valid_from": "112/1/1"})
    assert again.status_code == 302


def test_an_entry_that_was_voided_meanwhile_is_told_of(client: Client) -> None:
    page = client.post(f"/parameters/values/{wage_of(112).pk}/void/", {"version": 7, "reason": "重複"})
    assert page.context["form"].non_field_errors()
    assert wage_of(112).voided_at is None


def test_the_calendar_of_a_year_is_read_by_everybody(client_for: ClientFor, outsider: User) -> None:
    page = client_for(outsider).get("/parameters/holidays/?year=112").content.decode()
    assert "112.10.10（二）" in page
    assert "補行上班日" in page
    assert "尚未登錄" not in page


def test_a_year_without_calendar_says_so(client: Client) -> None:
    assert "尚未登錄120年" in client.get("/parameters/holidays/?year=120").content.decode()


def test_a_year_that_cannot_be_read_leads_to_this_one(client: Client) -> None:
    page = client.get("/parameters/holidays/?year=2023x", follow=True)
    assert page.redirect_chain
    assert "2023x" in messages_of(page)


def test_an_administrator_enters_a_whole_calendar_at_once(client: Client) -> None:
    days = "116/1/1 開國紀念日\n\n116/2/5　小年夜\n116-02-06 農曆除夕"
    page = client.post(
        "/parameters/holidays/new/", {"kind": "holiday", "days": days, "citation": "行政院核定"}, follow=True
    )
    assert page.redirect_chain[-1][0] == "/parameters/holidays/?year=116"
    assert Holiday.objects.filter(day__year=2027).count() == 3
    assert "尚未登錄116年" not in page.content.decode()


def test_every_line_that_cannot_be_read_is_named_with_its_number(client: Client) -> None:
    days = "116/1/1\n116/1/32 某日\n116/2/5 小年夜\n116/2/5 小年夜"
    page = client.post("/parameters/holidays/new/", {"kind": "holiday", "days": days, "citation": "行政院核定"})
    problems = page.context["form"].errors["days"]
    assert [problem[:4] for problem in problems] == ["第1行：", "第2行：", "第4行："]
    assert not Holiday.objects.filter(day__year=2027).exists()


def test_a_make_up_workday_falls_on_a_weekend(client: Client) -> None:
    page = client.post(
        "/parameters/holidays/new/", {"kind": "workday", "days": "116/2/8 補行上班", "citation": "行政院核定"}
    )
    assert "星期六" in str(page.context["form"].errors["days"])


def test_a_day_that_stands_already_is_refused_and_none_of_the_others_is_written(client: Client) -> None:
    days = "116/1/1 開國紀念日\n112/10/10 國慶日"
    page = client.post("/parameters/holidays/new/", {"kind": "holiday", "days": days, "citation": "行政院核定"})
    assert "作廢" in str(page.context["form"].non_field_errors())
    assert not Holiday.objects.filter(day__year=2027).exists()


def test_a_day_off_is_voided_with_a_reason(client: Client) -> None:
    row = Holiday.objects.get(day=date(2023, 10, 9))
    page = client.post(f"/parameters/holidays/{row.pk}/void/", {"version": 1, "reason": "未調整放假"}, follow=True)
    assert page.redirect_chain[-1][0] == "/parameters/holidays/?year=112"
    assert "未調整放假" in page.content.decode()


def test_the_pages_ask_as_many_questions_whatever_they_show(client: Client) -> None:
    pages = ("/parameters/", "/parameters/holidays/?year=116")
    before = [questions(client, page) for page in pages]
    client.post("/parameters/values/basic_wage/new/", NEW)
    client.post("/parameters/holidays/new/", {"kind": "holiday", "days": "116/1/1 開國紀念日", "citation": "行政院"})
    client.post("/parameters/holidays/new/", {"kind": "holiday", "days": "116/2/6 農曆除夕", "citation": "行政院"})
    assert [questions(client, page) for page in pages] == before


def questions(client: Client, page: str) -> int:
    client.get(page)  # what is asked but once, and the message of an entry
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)
