import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.parameters.declarations import Parameter
from laborportal.parameters.models import ParameterValue
from programs.quota.calculation import Roster
from programs.quota.explanation import explain, written
from programs.quota.models import QuotaMonth
from programs.quota.parameters import LATE_FEE_CAP, LATE_FEE_RATE
from programs.quota.rules import Rulebook
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.quota import QuotaMonthFactory, months

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2024, 9, 1)
PEOPLE = {"ordinary": 3, "severe": 1, "half_time": 3, "half_time_severe": 1, "below_wage": 3}
DRAWN = {"insured": 1268, "excluded": 12, **PEOPLE}
PRIVATE = "Private employer; {} persons insured on the first of the month"
PUBLIC = "Public body; {} persons insured on the first of the month"
MORE = "Employed 4, to be employed 1: 3 more than required"


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def drawn() -> QuotaMonth:
    return QuotaMonthFactory.create(month=SEPTEMBER, **DRAWN)


def opened(client: Client, record: QuotaMonth, query: str = "") -> Any:
    answer = client.get(record.get_absolute_url() + query)
    assert answer.status_code == 200
    return answer


def text(answer: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def steps(sector: str, heads: Mapping[str, int], month: date = SEPTEMBER) -> list[tuple[str, str]]:
    with translation.override("en"):
        held = Rulebook.read().on(sector, month)
        return [(step.formula, step.result) for step in explain(Roster(sector=sector, **heads), held, month)]


def test_each_step_has_its_article_formula_and_result_in_the_order_of_the_statute(
    officer: Client, drawn: QuotaMonth
) -> None:
    found = opened(officer, drawn).context["steps"]
    assert all(step.title and step.law and step.formula and step.result for step in found)
    assert [("38" in step.law, "14" in step.law, "43" in step.law) for step in found] == [
        (True, False, False),
        (True, True, False),
        (True, True, False),
        (True, False, False),
        (True, False, False),
        (False, False, True),
    ]


def test_the_formulas_put_the_numbers_of_the_month_in() -> None:
    assert steps("private", DRAWN) == [
        ("Private employer; 1,268 persons insured on the first of the month", "1% applies"),
        (
            "1,268 − not counted in 12 − below the basic wage 3 − (part-time 3 + part-time, severe 1) ÷ 2 = 1,251",
            "1,251 persons",
        ),
        ("1,251 × 1% = 12.51, the fraction is dropped", "12 persons"),
        (
            "Ordinary 3 + severe 1 × 2 + part-time 3 ÷ 2 + part-time, severe 1 = 7.5, the fraction is dropped",
            "7 persons",
        ),
        ("To be employed 12 − employed 7 = 5", "5 persons"),
        ("5 persons × NT$27,470; to be paid by 113.10.10 (Enforcement Rules §16)", "NT$137,350"),
    ]


@pytest.mark.parametrize(
    ("sector", "heads", "place", "expected"),
    [
        (
            "private",
            {"insured": 66},
            0,
            (PRIVATE.format(66), "Not obliged"),
        ),
        ("private", {"insured": 66}, 2, ("66 is less than 67: nobody has to be employed", "0 persons")),
        ("private", {"insured": 67}, 2, ("67 × 1% = 0.67, the fraction is dropped; at least 1 person", "1 person")),
        ("private", {"insured": 199}, 2, ("199 × 1% = 1.99, the fraction is dropped", "1 person")),
        ("private", {"insured": 200}, 2, ("200 × 1% = 2", "2 persons")),
        ("public", {"insured": 34}, 0, (PUBLIC.format(34), "3% applies")),
        ("public", {"insured": 34}, 2, ("34 × 3% = 1.02, the fraction is dropped", "1 person")),
        (
            "private",
            {"insured": 100, "severe": 2},
            4,
            (MORE, "0 persons"),
        ),
        ("private", {"insured": 100, "ordinary": 1}, 5, ("0 persons × NT$27,470", "NT$0")),
    ],
)
def test_what_a_step_says_at_its_edges(
    sector: str, heads: dict[str, int], place: int, expected: tuple[str, str]
) -> None:
    assert steps(sector, heads)[place] == expected


def test_a_month_without_a_known_wage_says_so_in_place_of_a_sum() -> None:
    formula, result = steps("private", {"insured": 500}, date(2015, 1, 1))[-1]
    assert (formula.startswith("No basic wage is known"), result) == (True, "—")


def test_a_multiplier_stands_in_the_formula() -> None:
    ParameterValue.objects.create(
        code="quota_levy_multiplier", valid_from=date(2024, 1, 1), value="1.5", citation="修正條文"
    )
    assert steps("private", {"insured": 100})[-1][0].startswith("1 person × NT$27,470 × 1.5")


def test_fractions_are_written_exactly() -> None:
    with translation.override("en"):
        assert [written(value) for value in (1251, 100, DRAWN["insured"])] == ["1,251", "100", "1,268"]


def test_the_late_fee_is_said_where_something_has_to_be_paid(officer: Client, drawn: QuotaMonth) -> None:
    said = text(opened(officer, drawn))
    assert "113.10.11" in said
    assert "274.7" in said
    met = QuotaMonthFactory.create(month=SEPTEMBER, ordinary=3)
    assert opened(officer, met).context["late_fee"] == ""


def test_the_page_shows_twelve_months_as_bars_and_the_same_numbers_as_a_table(officer: Client) -> None:
    employer = EmployerFactory.create()
    shown = months(employer, {date(2023, 10, 1): 2, date(2023, 12, 1): 3, date(2024, 8, 1): 4, SEPTEMBER: 5})
    months(employer, {date(2023, 9, 1): 9, date(2024, 10, 1): 1})
    answer = opened(officer, shown[-1])
    course = answer.context["course"]
    assert [point.shortage for point in course.points] == [2, None, 3, *[None] * 7, 4, 5]
    html = answer.content.decode().partition('id="course"')[2]
    assert html.count('class="gap"') == 4
    assert re.findall(r'<td class="num">(.*?)</td>', html)[:12] == ["2", "—", "3", *["—"] * 7, "4", "5"]
    assert (course.before.month, course.after.month) == (date(2024, 8, 1), date(2024, 10, 1))


def test_a_bar_is_as_high_as_its_number_and_the_gap_stands_on_it(officer: Client) -> None:
    record = QuotaMonthFactory.create(month=SEPTEMBER, insured=400, ordinary=1)
    (*_gaps, bar) = opened(officer, record).context["course"].bars
    assert (bar.solid, bar.missing, bar.y, bar.gap_y) == (28, 82, 122, 40)
    free = QuotaMonthFactory.create(month=SEPTEMBER, insured=10, ordinary=0)
    assert {bar.solid for bar in opened(officer, free).context["course"].bars} == {0}


@pytest.mark.parametrize(("heads", "outcome"), [({"insured": 50}, "free"), ({"ordinary": 3}, "met"), ({}, "short")])
def test_the_head_of_the_page_says_how_it_came_out(officer: Client, heads: dict[str, int], outcome: str) -> None:
    assert opened(officer, QuotaMonthFactory.create(**heads)).context["outcome"] == outcome


def test_hiring_one_severe_counts_two_and_one_head_more(officer: Client, drawn: QuotaMonth) -> None:
    found = opened(officer, drawn, "?if-severe=2&if-half_time=1").context["compared"]
    assert [(row.now, row.tried) for row in found] == [(1251, 1253), (12, 12), (7, 12), (5, 0), (137_350, 0)]


@pytest.mark.parametrize(
    ("query", "tried"),
    [
        ("if-others=-10", [290, 2, 1, 1, 26_400]),
        ("if-ordinary=-1", [299, 2, 0, 2, 52_800]),
        ("if-half_time=2", [301, 3, 2, 1, 26_400]),
        ("if-wage=30000", [300, 3, 1, 2, 60_000]),
        ("if-threshold=301", [300, 0, 1, 0, 0]),
        ("if-wage=0", [300, 3, 1, 2, 0]),
    ],
)
def test_other_staff_another_wage_or_threshold_can_be_tried(officer: Client, query: str, tried: list[int]) -> None:
    found = opened(officer, QuotaMonthFactory.create(), f"?{query}").context["compared"]
    assert [row.tried for row in found] == tried


def test_what_is_tried_is_never_written(officer: Client, drawn: QuotaMonth) -> None:
    before = (list(QuotaMonth.objects.values()), Event.objects.count(), list(ParameterValue.objects.values()))
    with CaptureQueriesContext(connection) as asked:
        opened(officer, drawn, "?if-severe=2&if-others=-10&if-wage=30000&if-threshold=34")
    assert (list(QuotaMonth.objects.values()), Event.objects.count(), list(ParameterValue.objects.values())) == before
    kept = [query["sql"] for query in asked if not query["sql"].startswith("SELECT")]
    assert [sql for sql in kept if "django_session" not in sql and "SAVEPOINT" not in sql] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("if-severe=-2", "severe"),
        ("if-others=-2000", "others"),
        ("if-ordinary=many", "ordinary"),
        ("if-threshold=0", "threshold"),
    ],
)
def test_what_cannot_be_tried_is_said_at_its_field_and_stays_typed(
    officer: Client, drawn: QuotaMonth, query: str, field: str
) -> None:
    answer = opened(officer, drawn, f"?{query}")
    assert list(answer.context["form"].errors) == [field]
    assert {row.tried for row in answer.context["compared"]} == {None}
    assert f'value="{query.partition("=")[2]}"' in answer.content.decode()


def test_the_way_back_to_the_list_survives_a_trial(officer: Client, drawn: QuotaMonth) -> None:
    QuotaMonthFactory.create(month=SEPTEMBER, insured=200, ordinary=0)
    answer = opened(officer, drawn, "?month=113-09&if-severe=2")
    assert answer.context["list_query"] == "month=113-09"
    assert answer.context["neighbours"].total == 2
    assert '<input type="hidden" name="month" value="113-09">' in answer.content.decode()


def test_a_page_asks_as_many_questions_for_one_month_as_for_twelve(officer: Client) -> None:
    one, many = EmployerFactory.create_batch(2)
    (single,) = months(one, {SEPTEMBER: 1})
    (*_before, last) = months(many, {date(2024, month, 1): 1 for month in range(1, 10)})
    opened(officer, single)
    counts = []
    for record in (single, last):
        with CaptureQueriesContext(connection) as asked:
            opened(officer, record)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_rule_that_is_missing_is_named_on_the_page(officer: Client, drawn: QuotaMonth) -> None:
    ParameterValue.objects.filter(code="quota_rate_private").update(voided_at="2024-01-01T00:00:00Z")
    answer = opened(officer, drawn)
    assert answer.context["missing"] in unescape(answer.content.decode())
    assert "form" not in answer.context


@pytest.mark.parametrize("parameter", [LATE_FEE_RATE, LATE_FEE_CAP])
def test_a_page_that_reckons_with_a_value_that_was_voided_says_which_one_is_missing(
    officer: Client, drawn: QuotaMonth, parameter: Parameter
) -> None:
    ParameterValue.objects.filter(code=parameter.code).update(voided_at=timezone.now())
    answer = officer.get(drawn.get_absolute_url())
    assert answer.status_code == 409
    assert str(parameter.label) in text(answer)
