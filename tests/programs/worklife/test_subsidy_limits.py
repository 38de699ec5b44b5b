"""The ratio, the cap and the budget of a year, reckoned a second time with integers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from laborportal.accounts.policies import system_user
from laborportal.audit.recording import Act
from laborportal.imports.engine import Result, run_import
from laborportal.parameters.reading import Dated, schedule
from programs.worklife.imports import SubsidyLoader
from programs.worklife.models import ChildcareSubsidy
from programs.worklife.reckoning import Grant, Limits, Spending, in_the_way, reckon
from tests.factories.imports import csv_file
from tests.factories.worklife import ChildcareSubsidyFactory, subsidy

Load = Callable[..., Result]
PUBLISHED = [
    ("subsidy_ratio", 112, 80), ("subsidy_ratio", 113, 80), ("subsidy_ratio", 114, 90), ("subsidy_ratio", 115, 90),
    ("subsidy_budget", 112, 2_360_000), ("subsidy_budget", 113, 2_360_000), ("subsidy_budget", 114, 7_300_000),
    ("subsidy_lactation_room", 112, 10_000), ("subsidy_lactation_room", 114, 10_000),
    ("subsidy_childcare_measure", 112, 50_000),
    ("subsidy_home_care", 112, 50_000), ("subsidy_home_care", 113, 50_000), ("subsidy_home_care", 114, 300_000),
]  # fmt: skip


def dated(value: int) -> Dated:
    return Dated(Decimal(value), date(2023, 1, 1), None, "公告", "")


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "year", "value"), PUBLISHED)
def test_the_published_limits_are_dated_and_say_where_they_come_from(code: str, year: int, value: int) -> None:
    found = schedule(f"worklife.{code}").on(date(year + 1911, 12, 31))
    assert found is not None
    assert found.value == value
    assert found.citation


@pytest.mark.django_db
def test_before_the_first_published_limit_none_is_known() -> None:
    assert schedule("worklife.subsidy_ratio").on(date(2022, 12, 31)) is None


@given(
    spent=st.integers(0, 10**7),
    amount=st.integers(0, 10**7),
    ratio=st.integers(0, 100),
    cap=st.integers(0, 10**6),
    budget=st.integers(0, 10**7),
    to_employer=st.integers(0, 10**6),
    to_others=st.integers(0, 10**7),
)
def test_a_grant_fits_when_it_is_within_the_ratio_the_cap_and_what_is_left(
    spent: int, amount: int, ratio: int, cap: int, budget: int, to_employer: int, to_others: int
) -> None:
    spending = Spending()
    for employer, kind, granted in (
        (1, "home_care", to_employer),
        (2, "home_care", to_others),
        (1, "lactation_room", 5),
    ):
        spending.add(Grant(112, employer, kind, granted, granted))
    limits = Limits(dated(ratio), dated(cap), dated(budget))
    lines = reckon(Grant(112, 1, "home_care", spent, amount), limits, spending)
    within = (
        amount * 100 <= spent * ratio,
        amount == 0 or amount + to_employer <= cap,
        amount == 0 or amount + to_employer + to_others + 5 <= budget,
    )
    assert tuple(line.fits for line in lines) == within


def test_the_arithmetic_names_every_number_it_rests_on() -> None:
    spending = Spending()
    spending.add(Grant(112, 1, "home_care", 50_000, 30_000))
    spending.add(Grant(112, 2, "home_care", 50_000, 2_300_000))
    limits = Limits(dated(80), dated(50_000), dated(2_360_000))
    ratio, cap, budget = reckon(Grant(112, 1, "home_care", 60_001, 48_001), limits, spending)
    with override("en"):
        assert all(number in ratio.sentence for number in ("80", "60,001", "48,000", "48,001", "NT$1 "))
    assert all(number in cap.sentence for number in ("50,000", "30,000", "20,000", "48,001", "28,001"))
    assert all(number in budget.sentence for number in ("2,360,000", "2,330,000", "30,000", "48,001", "18,001"))
    assert (ratio.excess, cap.excess, budget.excess) == (1, 28_001, 18_001)


def test_a_limit_without_a_value_refuses_and_says_what_to_do() -> None:
    lines = reckon(Grant(111, 1, "home_care", 60_000, 1), Limits(None, None, None), Spending())
    assert [line.fits for line in lines] == [False] * 3
    assert in_the_way(lines).count("111") == 3


# An import states what was decided elsewhere: it counts, and beyond a limit it is pointed at.


def cells(**changed: str) -> dict[str, str]:
    row = {"number": "S1", "year": "112", "ubn": "", "employer": "榕澗營造", "kind": "home_care", "spent": "60000"}
    return row | {"granted": "48000", "status": "approved"} | changed


@pytest.fixture
def load(db: None, tmp_path: Path) -> Load:
    def loaded(*rows: dict[str, str], **options: Any) -> Result:
        act = Act(system_user())
        return run_import(SubsidyLoader(), csv_file(tmp_path, rows), act, dataset="childcare_subsidies", **options)

    return loaded


def warned(result: Result) -> list[tuple[int, str]]:
    assert result.ok, result.errors
    return [(problem.row, problem.column) for problem in result.warnings]


@pytest.mark.parametrize(
    ("changed", "numbers"),
    [
        ({"granted": "48001"}, ("80", "60,000", "48,000", "48,001")),
        ({"granted": "50001", "spent": "100000"}, ("50,000", "50,001")),
        ({"granted": "10001", "spent": "100000", "kind": "lactation_room"}, ("10,000", "10,001")),
        ({"granted": "2360001", "spent": "9000000"}, ("2,360,000", "2,360,001")),
        ({"granted": "300001", "spent": "900000", "year": "114"}, ("300,000", "300,001")),
        ({"granted": "54001", "year": "114"}, ("90", "54,000", "54,001")),
    ],
)
def test_a_grant_of_a_file_beyond_a_limit_counts_with_the_arithmetic_as_a_warning(
    changed: dict[str, str], numbers: tuple[str, ...], load: Load
) -> None:
    result = load(cells(**changed))
    assert warned(result) == [(1, "granted")]
    assert all(number in result.warnings[0].message for number in numbers), result.warnings
    assert ChildcareSubsidy.objects.granted().count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"granted": "54000", "year": "114"},
        {"granted": "60000", "year": "111"},
        {"granted": "", "status": "rejected"},
        {"granted": "", "status": "received"},
        {"granted": "", "status": "paid"},
        {"granted": "0"},
    ],
)
def test_what_is_within_the_limits_or_whose_limits_nobody_knows_is_no_warning(
    changed: dict[str, str], load: Load
) -> None:
    assert warned(load(cells(**changed))) == []


def test_the_budget_is_used_up_by_the_rows_before_and_by_what_is_on_file(load: Load) -> None:
    subsidy(2_300_000, spent=9_000_000)
    rows = [cells(number=f"S{place}", employer=f"公司{place}", granted="30000") for place in range(3)]
    assert warned(load(*rows)) == [(3, "granted")]


def test_a_row_that_corrects_a_grant_on_file_is_not_counted_beside_it(load: Load) -> None:
    load(cells())
    assert warned(load(cells(granted="47000"))) == []
    assert warned(load(cells(granted="46000"), cells(granted="46000"))) == []


def test_the_cap_is_that_of_an_employer_in_a_year_for_a_kind(load: Load) -> None:
    load(cells(granted="40000"))
    others = (
        cells(number="S2", employer="霽禾資訊"),
        cells(number="S3", kind="childcare_measure"),
        cells(number="S4", year="113"),
        cells(number="S5", granted="10001"),
    )
    result = load(*others)
    assert warned(result) == [(4, "granted")]
    assert all(number in result.warnings[0].message for number in ("50,000", "40,000", "10,000", "10,001"))


def test_a_grant_that_a_row_takes_back_leaves_room_for_the_next(load: Load) -> None:
    subsidy(2_340_000, spent=9_000_000, number="S1", employer__name="榕澗營造", kind="home_care")
    next_one = cells(number="S2", employer="霽禾資訊")
    assert warned(load(next_one, dry_run=True)) == [(1, "granted")]
    assert warned(load(cells(granted="", status="rejected"), next_one)) == []


def test_more_granted_than_spent_is_refused_at_granted(load: Load) -> None:
    result = load(cells(granted="60001"), cells(number="S2", granted="60000", year="111"))
    assert [(problem.row, problem.column) for problem in result.errors] == [(1, "granted")]
    assert not ChildcareSubsidy.objects.exists()


def test_an_amount_beside_a_status_without_a_grant_is_a_warning_and_takes_nothing_off_the_budget(load: Load) -> None:
    assert warned(load(cells(status="received"), cells(number="S2", status="rejected"))) == [
        (1, "granted"),
        (2, "granted"),
    ]
    assert not ChildcareSubsidy.objects.granted().exists()


# The page of the budget


def test_the_page_of_the_budget_adds_up_and_every_number_is_the_count_of_its_list(client: Client, admin: Any) -> None:
    client.force_login(admin)
    for kind, granted in (("home_care", 40_000), ("home_care", 30_000), ("lactation_room", 9_000)):
        subsidy(granted, kind=kind)
    subsidy(5_000, year=113)
    subsidy(None, status="paid")
    ChildcareSubsidyFactory.create(status="rejected")
    ChildcareSubsidyFactory.create()
    page = client.get(reverse("subsidies:budget"), {"year": "112"})
    context = page.context
    assert (context["budget"], context["whole"]["amount"], context["left"]) == ("2,360,000", "79,000", "2,281,000")
    for row in (*context["rows"], context["whole"]):
        listed = [client.get(row[url]).context["page"].count for url in ("all_url", "granted_url")]
        assert listed == [row["spent"].applications, row["spent"].grants]
    assert [(row["spent"].applications, row["amount"]) for row in context["rows"]] == [
        (1, "9,000"), (3, "0"), (2, "70,000"),
    ]  # fmt: skip
    assert context["whole"]["spent"].unknown == 1


def test_the_page_of_the_budget_opens_with_the_newest_year_and_knows_when_none_is_on_file(
    client: Client, admin: Any
) -> None:
    client.force_login(admin)
    url = reverse("subsidies:budget")
    assert client.get(url).context["year"] >= 115
    subsidy(5_000, year=113)
    assert client.get(url).context["year"] == 113
    unknown = client.get(url, {"year": "111"})
    assert (unknown.context["budget"], unknown.context["left"]) == (None, None)
    assert client.get(url, {"year": "2023"}).status_code == 404
