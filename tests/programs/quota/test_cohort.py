"""Who left the cohort of a year and why: the parts add up to the figures, whatever the months say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from laborportal.accounts.models import User
from laborportal.annualreport.values import figures_of
from laborportal.audit.recording import history_of
from laborportal.employers.models import Employer
from programs.quota.fates import LEFT, Stand, fate_of, members_of, parts_of
from programs.quota.models import Cohort, QuotaMonth
from programs.quota.states import Fate
from tests.conftest import ClientFor
from tests.factories.employers import EmployerFactory
from tests.factories.quota import QuotaMonthFactory

DECEMBER_111, DECEMBER_112 = date(2022, 12, 1), date(2023, 12, 1)
HEADS = st.tuples(st.integers(0, 700), st.integers(0, 7))
COURSES = st.lists(
    st.tuples(HEADS, st.dictionaries(st.integers(1, 12), HEADS, max_size=3), st.booleans()), min_size=1, max_size=6
)
FIGURES = ("quota.tracked_employers", "quota.employers_reduced", "quota.tracked_shortage", "quota.shortage_reduced")


def month(employer: Employer, day: date, insured: int, employed: int) -> QuotaMonth:
    return QuotaMonthFactory.create(employer=employer, month=day, insured=insured, ordinary=min(insured, employed))


def short(employer: Employer | None = None, end: Mapping[str, int] | None = None) -> Employer:
    """2 of 5 in December 111; *end* is December 112."""
    found = employer or EmployerFactory.create()
    month(found, DECEMBER_111, 500, 2)
    if end is not None:
        month(found, DECEMBER_112, end["insured"], end["employed"])
    return found


class TestParts(TestCase):
    @settings(max_examples=40)
    @given(COURSES)
    def test_the_parts_of_a_cohort_add_up_to_its_figures(
        self, courses: Sequence[tuple[tuple[int, int], Mapping[int, tuple[int, int]], bool]]
    ) -> None:
        for start, of_the_year, closed in courses:
            employer = EmployerFactory.create(closed_on=date(2023, 6, 30) if closed else None)
            month(employer, DECEMBER_111, *start)
            for number, heads in of_the_year.items():
                month(employer, date(2023, number, 1), *heads)
        members = members_of(112)
        parts = {part.fate: part for part in parts_of(members)}
        found = figures_of(112, FIGURES).counted
        tracked, reduced, shortage, lost = (found[code].value for code in FIGURES)
        assert sum(part.employers for part in parts.values()) == len(members) == tracked
        assert sum(part.before for part in parts.values()) == shortage
        assert list(parts) == list(Fate)
        anything = any(of_the_year for _start, of_the_year, _closed in courses)
        assert (reduced is None) is (lost is None) is (not anything)
        assert sum(parts[fate].employers for fate in LEFT) == (reduced or 0)
        assert sum(part.lost for part in parts.values()) == (lost or 0)
        assert all(parts[fate].after == 0 for fate in LEFT)
        assert (parts[Fate.UNCHANGED].lost, parts[Fate.WORSE].lost <= 0) == (0, True)


@pytest.mark.parametrize(
    ("end", "closed", "fate"),
    [
        (None, False, Fate.UNCHANGED),
        (None, True, Fate.UNCHANGED),
        (Stand(5, 2, 500), False, Fate.UNCHANGED),
        (Stand(5, 5, 500), False, Fate.HIRED),
        (Stand(6, 7, 600), False, Fate.HIRED),
        (Stand(2, 2, 200), False, Fate.HEADCOUNT),
        (Stand(0, 0, 60), False, Fate.HEADCOUNT),
        (Stand(0, 0, 0), False, Fate.CLOSED),
        (Stand(0, 1, 40), True, Fate.CLOSED),
        (Stand(4, 4, 400), False, Fate.HIRED),
        (Stand(3, 3, 300), False, Fate.HEADCOUNT),
        (Stand(5, 3, 500), False, Fate.STILL_SHORT),
        (Stand(4, 2, 400), True, Fate.STILL_SHORT),
        (Stand(7, 2, 700), False, Fate.WORSE),
    ],
)
def test_what_became_of_an_employer_short_of_three(end: Stand | None, closed: bool, fate: Fate) -> None:
    assert fate_of(Stand(5, 2, 500), end, closed) == fate


@pytest.mark.django_db
def test_a_cohort_is_compared_with_its_own_start_and_newcomers_are_none_of_it() -> None:
    short(end={"insured": 500, "employed": 5})
    short(end={"insured": 500, "employed": 1})
    newcomer = EmployerFactory.create()
    month(newcomer, DECEMBER_111, 500, 5)
    month(newcomer, DECEMBER_112, 500, 0)
    members = members_of(112)
    assert Counter(member.fate for member in members) == {Fate.HIRED: 1, Fate.WORSE: 1}
    assert newcomer.pk not in {member.start.employer_id for member in members}


@pytest.mark.django_db
def test_the_latest_month_of_the_year_closes_and_voided_ones_do_not_count() -> None:
    employer = short()
    month(employer, date(2023, 3, 1), 500, 5)
    month(employer, date(2023, 10, 1), 500, 1)
    voided = month(employer, date(2023, 11, 1), 500, 5)
    QuotaMonth.objects.filter(pk=voided.pk).update(voided_at=voided.created_at)
    month(employer, date(2024, 1, 1), 500, 5)
    (member,) = members_of(112)
    assert member.end is not None
    assert (member.end.month, member.fate, member.lost) == (date(2023, 10, 1), Fate.WORSE, -1)


# The page


@pytest.fixture
def officer(staff: User, client_for: ClientFor) -> Client:
    return client_for(staff)


URL, TAKE = (reverse(f"quota_cohorts:{name}", args=[112]) for name in ("record", "take"))


def test_the_page_shows_figures_parts_and_every_employer(officer: Client) -> None:
    left, stays = short(end={"insured": 500, "employed": 5}), short()
    page = officer.get(URL)
    html = page.content.decode()
    assert all(employer.name in html for employer in (left, stays))
    values = {figure.code: value for figure, value, _url in page.context["figures"]}
    assert values["quota.employers_reduced"] == "1"
    assert values["quota.shortage_reduction_rate"] == "50.00"
    assert page.context["totals"] == {"employers": 2, "before": 6, "after": 3, "lost": 3}
    assert officer.get(reverse("quota_cohorts:list"))["Location"] == URL


def test_figures_count_everybody_and_employers_are_those_of_the_own_unit(
    outsider: User, auditor: User, client_for: ClientFor
) -> None:
    employer = short()
    seen = client_for(outsider).get(URL)
    assert (seen.context["count"], seen.context["members"]) == (1, [])
    assert employer.name not in seen.content.decode()
    assert employer.name in client_for(auditor).get(URL).content.decode()


def test_a_year_that_cannot_be_is_not_found(officer: Client) -> None:
    assert [officer.get(f"/quota/cohort/{year}/").status_code for year in (0, 1, 999, 1000)] == [404, 200, 200, 404]


def test_the_base_list_is_stored_with_its_day_and_who_took_it(officer: Client, staff: User) -> None:
    employer = short()
    assert officer.get(URL).context["base"] is None
    assert officer.post(TAKE).status_code == 302
    base = Cohort.objects.get()
    assert (base.year, base.taken_by, [(row.employer, row.shortage) for row in base.members.all()]) == (
        112,
        staff,
        [(employer, 3)],
    )
    assert [event.action for event in history_of(base)] == ["created"]
    page = officer.get(URL)
    assert page.context["compared"].same
    assert staff.name in page.content.decode()


def test_the_base_list_only_explains_and_the_figures_follow_the_months(officer: Client) -> None:
    gone, other, stays = short(), short(), short()
    officer.post(TAKE)
    of_gone = QuotaMonth.objects.get(employer=gone)
    QuotaMonth.objects.filter(pk=of_gone.pk).update(voided_at=of_gone.created_at)
    of_other = QuotaMonth.objects.get(employer=other)
    of_other.ordinary = 1
    of_other.save()
    new = short()
    page = officer.get(URL)
    compared = page.context["compared"]
    assert (compared.joined, compared.left, compared.changed) == ([new.name], [gone.name], [other.name])
    assert page.context["count"] == 3 == figures_of(112, FIGURES).counted[FIGURES[0]].value
    assert stays.name in page.content.decode()


def test_a_base_list_is_taken_anew_only_with_a_reason(officer: Client) -> None:
    short()
    officer.post(TAKE)
    refused = officer.post(TAKE, {"reason": " "})
    assert (refused.status_code, bool(refused.context["problem"])) == (200, True)
    short()
    assert officer.post(TAKE, {"reason": "補登錄一家"}).status_code == 302
    old, new = Cohort.objects.order_by("pk")
    assert (old.void_reason, new.members.count()) == ("補登錄一家", 2)


def test_there_is_nothing_to_take_where_nobody_was_short(officer: Client) -> None:
    answer = officer.post(TAKE)
    assert (answer.status_code, answer.context["problem"] != "") == (200, True)
    assert not Cohort.objects.exists()


def test_three_employers_cost_as_many_queries_as_one(officer: Client) -> None:
    def cost() -> int:
        officer.get(URL)
        with CaptureQueriesContext(connection) as captured:
            officer.get(URL)
        return len(captured)

    short(end={"insured": 500, "employed": 5})
    officer.post(TAKE)
    one = cost()
    short(end={"insured": 500, "employed": 1})
    short()
    assert cost() == one
