"""What is paid of the subsidy and the late fee of what is not, against an independent reckoning."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from laborportal.accounts.models import User
from laborportal.audit.recording import history_of
from laborportal.rocyear.dates import today
from programs.quota.arrears import arrears, arrears_of
from programs.quota.explanation import dollars
from programs.quota.models import LevyPayment, QuotaMonth
from programs.quota.rules import LateFeeTerms
from tests.conftest import ClientFor
from tests.factories.quota import QuotaMonthFactory
from tests.factories.quota_casework import PaymentFactory

DUE = date(2023, 10, 10)
TERMS = LateFeeTerms(Fraction(2, 1000), Fraction(1))
PAYMENTS = st.lists(st.tuples(st.integers(1, 90_000), st.integers(-40, 900)), max_size=5)


def fee_of_a_part(amount: int, days_after: int) -> int:
    """0.2 % for each day from the day after the deadline to the day before payment, at most the amount itself."""
    return min(amount, amount * 2 * max(0, days_after - 1) // 1000)


@given(st.integers(1, 300_000), PAYMENTS, st.integers(-40, 900))
def test_the_late_fee_is_a_500th_a_day_from_the_day_after_the_deadline_capped_at_once_the_amount(
    levy: int, paid: Sequence[tuple[int, int]], now: int
) -> None:
    payments = [LevyPayment(pk=n, amount=amount, paid_on=DUE + timedelta(day)) for n, (amount, day) in enumerate(paid)]
    found = arrears(levy, DUE, payments, TERMS, DUE + timedelta(now))
    still, fee = levy, 0
    for amount, day in sorted(paid, key=lambda each: each[1]):
        fee += fee_of_a_part(min(still, amount), day)
        still = max(0, still - amount)
    assert (found.open, found.fee) == (still, fee + fee_of_a_part(still, now))
    assert found.paid - found.overpaid + found.open == levy
    assert found.overpaid == max(0, sum(amount for amount, _day in paid) - levy)
    assert sum(part.amount for part in found.parts) == levy


@pytest.mark.parametrize(
    ("paid_on", "words"),
    [
        (date(2023, 10, 10), None),
        (date(2023, 10, 11), None),
        (date(2023, 10, 13), "× 0.2% × 2"),
        (date(2025, 10, 13), "× 0.2% × 733"),
    ],
)
@pytest.mark.django_db
def test_the_arithmetic_of_a_late_fee_is_said(paid_on: date, words: str | None) -> None:
    payment = LevyPayment(pk=1, amount=26_400, paid_on=paid_on)
    (part,) = arrears(26_400, DUE, [payment], TERMS, today()).parts
    assert (words in part.arithmetic) if words else part.fee.amount == 0
    assert part.fee.capped is (paid_on.year == 2025)
    assert not part.fee.capped or part.fee.amount == 26_400


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


@pytest.fixture
def month(db: None) -> QuotaMonth:
    return QuotaMonthFactory.create()


def url(month: QuotaMonth) -> str:
    return reverse("quota_payments:create", args=[month.pk])


def test_the_subsidy_uses_the_wage_of_each_month(db: None) -> None:
    for year, wage in ((2022, 25_250), (2023, 26_400), (2024, 27_470), (2025, 28_590)):
        found = arrears_of(QuotaMonthFactory.create(month=date(year, 1, 1)), date(year, 2, 10))
        assert found is not None
        assert (found.levy, found.due) == (2 * wage, date(year, 2, 10))


def test_a_payment_is_noted_with_its_day_and_amount(officer: Client, month: QuotaMonth, staff: User) -> None:
    assert officer.get(url(month)).status_code == 200
    answer = officer.post(url(month), {"paid_on": "112.10.20", "amount": "26,400"})
    assert answer.status_code == 302
    payment = LevyPayment.objects.get()
    assert (payment.about, payment.paid_on, payment.amount) == (month, date(2023, 10, 20), 26_400)
    (event,) = history_of(payment)
    assert (event.action, event.actor, event.changes) == ("created", staff, {})
    page = officer.get(month.get_absolute_url()).content.decode()
    assert f"{dollars(26_400)} × 0.2% × 9" in page
    assert "475" in page


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"paid_on": "", "amount": "1"}, "paid_on"),
        ({"paid_on": "112.10.20", "amount": "0"}, "amount"),
        ({"paid_on": "112.10.20", "amount": "很多"}, "amount"),
        ({"paid_on": "130.10.20", "amount": "1"}, "paid_on"),
        ({"paid_on": "112.08.31", "amount": "1"}, "paid_on"),
    ],
)
def test_what_cannot_be_a_payment_is_said_and_stays_typed(
    cells: dict[str, str], column: str, officer: Client, month: QuotaMonth
) -> None:
    answer = officer.post(url(month), cells)
    assert answer.status_code == 200
    assert column in answer.context["form"].errors
    assert {name: answer.context["form"][name].value() for name in cells} == cells
    assert not LevyPayment.objects.exists()


def test_a_payment_noted_by_mistake_is_voided_with_a_reason(officer: Client, month: QuotaMonth) -> None:
    payment = PaymentFactory.create(about=month)
    void = reverse("quota_payments:void", args=[payment.pk])
    assert officer.post(void, {"version": "1", "reason": " "}).status_code == 200
    assert officer.post(void, {"version": "1", "reason": "登錄錯誤"}).status_code == 302
    found = arrears_of(month, DUE)
    assert found is not None
    assert found.open == month.levy


def test_a_month_with_payments_cannot_be_voided(client_for: ClientFor, supervisor: User, month: QuotaMonth) -> None:
    PaymentFactory.create(about=month)
    void = reverse("quota:void", args=[month.pk])
    answer = client_for(supervisor).post(void, {"version": month.version, "reason": "重複"})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_nothing_is_to_be_paid_for_a_month_that_is_not_short(officer: Client, month: QuotaMonth) -> None:
    free = QuotaMonthFactory.create(ordinary=3)
    assert arrears_of(free, today()) is None
    assert "quota_payments" not in officer.get(free.get_absolute_url()).content.decode()


def test_payments_are_listed_for_their_unit_with_their_sum(
    officer: Client, outsider: User, client_for: ClientFor
) -> None:
    PaymentFactory.create_batch(2, amount=26_400)
    page = officer.get(reverse("quota_payments:list"), {"year": "112"})
    assert page.context["page"].count == 2
    assert "52,800" in page.content.decode()
    assert client_for(outsider).get(reverse("quota_payments:list")).context["page"].count == 0


def test_three_payments_cost_as_many_queries_as_one(officer: Client, month: QuotaMonth) -> None:
    def cost(address: str) -> int:
        officer.get(address)
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    addresses = (month.get_absolute_url(), reverse("quota_payments:list"), url(month))
    PaymentFactory.create(about=month)
    one = [cost(address) for address in addresses]
    PaymentFactory.create_batch(2, about=month)
    PaymentFactory.create()
    assert [cost(address) for address in addresses] == one
