from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from laborportal.accounts.models import User
from laborportal.audit.models import Event
from laborportal.parameters.following import tell
from laborportal.parameters.models import ParameterValue
from laborportal.parameters.reading import NoValue
from programs.quota.models import QuotaMonth
from programs.quota.parameters import ASSESSED_BY, THRESHOLD_PRIVATE
from programs.quota.reassessing import reassess
from programs.quota.rules import LateFeeTerms, Rulebook
from tests.conftest import ClientFor
from tests.factories.quota import QuotaMonthFactory

pytestmark = pytest.mark.django_db
SEPTEMBER, JANUARY = date(2023, 9, 1), date(2024, 1, 1)


def enter(code: str, valid_from: date, value: str) -> ParameterValue:
    made = ParameterValue.objects.create(code=code, valid_from=valid_from, value=value, citation="公告")
    tell(code, valid_from)
    return made


def take_back(value: ParameterValue) -> None:
    ParameterValue.objects.filter(pk=value.pk).update(voided_at=timezone.now())
    tell(value.code, value.valid_from)


def kept(month: QuotaMonth) -> tuple[int, int, int | None]:
    month.refresh_from_db()
    return month.required, month.shortage, month.levy


def test_the_subsidy_uses_the_basic_wage_of_each_month() -> None:
    levies = [
        QuotaMonthFactory.create(month=date(year, month, 1)).levy
        for year, month in ((2020, 1), (2021, 12), (2022, 1), (2022, 12), (2023, 1), (2024, 1), (2025, 1), (2026, 1))
    ]
    assert levies == [2 * wage for wage in (23_800, 24_000, 25_250, 25_250, 26_400, 27_470, 28_590, 29_500)]


def test_a_month_before_the_first_known_wage_has_no_levy_but_a_shortage() -> None:
    month = QuotaMonthFactory.create(month=date(2015, 1, 1))
    assert (month.shortage, month.levy) == (2, None)
    met = QuotaMonthFactory.create(month=date(2015, 1, 1), ordinary=3)
    assert (met.shortage, met.levy) == (0, None)


def test_recomputing_an_old_month_after_a_new_wage_or_threshold_gives_the_old_answer() -> None:
    old, new = QuotaMonthFactory.create(month=SEPTEMBER), QuotaMonthFactory.create(month=date(2026, 1, 1))
    before = kept(old)
    enter("basic_wage", date(2025, 7, 1), "30000")
    enter("quota_threshold_private", date(2025, 7, 1), "301")
    enter("quota_rate_private", date(2025, 7, 1), "2")
    reassess()
    assert kept(old) == before == (3, 2, 52_800)
    assert kept(new) == (0, 0, 0)


def test_a_wage_that_is_entered_later_reaches_the_months_that_waited_for_it() -> None:
    waiting = QuotaMonthFactory.create(month=date(2015, 3, 1))
    enter("basic_wage", date(2014, 7, 1), "19273")
    assert kept(waiting) == (3, 2, 38_546)


def test_a_wage_that_is_entered_late_corrects_the_months_of_its_own_time_alone() -> None:
    before, within, after = (QuotaMonthFactory.create(month=month) for month in (date(2023, 6, 1), SEPTEMBER, JANUARY))
    enter("basic_wage", date(2023, 7, 1), "27000")
    assert [kept(month)[2] for month in (before, within, after)] == [52_800, 54_000, 54_940]


def test_taking_a_value_back_gives_the_former_answer() -> None:
    month = QuotaMonthFactory.create(month=SEPTEMBER)
    entered = enter("quota_rate_private", date(2023, 7, 1), "5")
    assert kept(month)[0] == 15
    take_back(entered)
    assert kept(month)[0] == 3


def test_assessing_anew_leaves_history_and_version_alone() -> None:
    month = QuotaMonthFactory.create(month=SEPTEMBER)
    events = Event.objects.count()
    enter("basic_wage", date(2023, 7, 1), "27000")
    month.refresh_from_db()
    assert (month.version, Event.objects.count()) == (1, events)


def test_a_rule_without_any_value_is_named_and_what_was_assessed_stays() -> None:
    month = QuotaMonthFactory.create(month=SEPTEMBER)
    for value in ParameterValue.objects.filter(code="quota_threshold_private"):
        take_back(value)
    with pytest.raises(NoValue, match=str(THRESHOLD_PRIVATE.label)):
        Rulebook.read().on("private", SEPTEMBER)
    assert kept(month) == (3, 2, 52_800)


def test_the_oldest_threshold_stands_for_the_months_before_it() -> None:
    assert QuotaMonthFactory.create(month=date(2001, 1, 1)).required == 3


def test_every_rule_of_an_assessment_is_data_with_a_source() -> None:
    held = Rulebook.read().on("public", SEPTEMBER)
    assert (held.rules.threshold, held.rules.rate, held.rules.minimum) == (34, Fraction(3, 100), 0)
    assert all(dated.citation for dated in (held.threshold, held.rate, held.minimum, held.multiplier))
    assert all(parameter.initial for parameter in ASSESSED_BY)


def test_the_late_fee_is_two_per_mille_a_day_and_at_most_the_amount() -> None:
    assert LateFeeTerms.on(SEPTEMBER) == LateFeeTerms(Fraction(2, 1000), Fraction(1))


def test_a_wage_entered_and_voided_on_its_page_reaches_the_months(admin: User, client_for: ClientFor) -> None:
    month, client = QuotaMonthFactory.create(month=SEPTEMBER), client_for(admin)
    typed = {"valid_from": "112.07.01", "value": "27000", "citation": "勞動部公告"}
    answer = client.post(reverse("parameters:enter", args=["basic_wage"]), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert kept(month)[2] == 54_000
    entered = ParameterValue.objects.get(code="basic_wage", valid_from=date(2023, 7, 1))
    answer = client.post(reverse("parameters:void", args=[entered.pk]), {"version": "1", "reason": "誤登"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert kept(month)[2] == 52_800
