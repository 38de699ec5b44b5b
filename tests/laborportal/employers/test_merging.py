"""Two employers become one, with the cases of every app, and stand apart again as if nothing had been."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certifications.models import Application
from inspections.models import InspectionPenalty
from laborportal.accounts.models import User
from laborportal.annualreport.values import figures_of
from laborportal.annualreport.writing import open_year
from laborportal.audit.recording import Act, history_of
from laborportal.employers.merging import MOVING, STANDING, NotMerged, keys_to_the_register, merge, prospect, survivor
from laborportal.employers.models import (
    Employer,
    EmployerAlias,
    EmployerHeadcount,
    EmployerLink,
    FormerNumber,
    KeptSeparate,
    MergeRecord,
    MergeRequest,
)
from laborportal.employers.splitting import NotSplit, elsewhere, obstacles, split
from laborportal.workflow.models import Waiting
from laborportal.workflow.voiding import void
from tests.factories.accounts import unit
from tests.factories.certifications import application, in_review
from tests.factories.employers import EmployerAliasFactory, EmployerFactory, HeadcountFactory, LinkFactory
from tests.factories.inspections import InspectionPenaltyFactory, ViolationFactory

pytestmark = pytest.mark.django_db
HANDLED_BY_THE_MERGE_ITSELF = {
    ("employers.employeralias", "employer"),
    ("employers.formernumber", "employer"),
    ("employers.mergerecord", "kept"),
    ("employers.mergerecord", "merged"),
}
TELLS_OF_ITS_DAY = {
    ("inspections.briefing", "employer"),
    ("quota.cohortmember", "employer"),
    ("quota.publishedrow", "employer"),
}
"""What somebody was shown, and what was published, stays with the employer of that day."""


@pytest.fixture
def decision(supervisor: User) -> Act:
    return Act(supervisor, "同一家公司，統編誤植")


@pytest.fixture
def pair() -> tuple[Employer, Employer]:
    kept = EmployerFactory.create(ubn="10000004", name="榕澗營造股份有限公司", address="")
    merged = EmployerFactory.create(
        ubn="10000010", name="榕澗營造有限公司", employees=90, address="臺北市中山區榕汀路1號", matched_by_name=True
    )
    EmployerAliasFactory.create(employer=merged, name="榕澗土木", since="2019-01-01", until="2021-12-31")
    EmployerAliasFactory.create(employer=kept, name="榕澗工程行")
    return kept, merged


FIGURES = ("certifications.gender.applications", "certifications.gender.gold", "inspections.penalties")


def figures() -> tuple[int, ...]:
    counted = figures_of(112, [*FIGURES, "inspections.penalty_amount"]).counted
    return tuple(int(counted[code].value or 0) for code in (*FIGURES, "inspections.penalty_amount"))


def every_row() -> dict[str, list[dict[str, Any]]]:
    """All that the register and its cases hold, but for versions and times, which only ever go on."""
    models = {key.model for key in keys_to_the_register()} | {Employer, EmployerAlias, FormerNumber}
    left_out = {"version", "changed_at", "voided_at", "id"}
    found: dict[str, list[dict[str, Any]]] = {}
    for model in models:
        fields = [field.attname for field in model._meta.concrete_fields if field.name not in left_out]
        rows = model._base_manager.filter(voided_at=None).order_by("pk").values("pk", *fields)
        found[model._meta.label] = list(rows)
    return found


def test_every_foreign_key_to_the_register_is_one_that_a_merge_knows() -> None:
    known = {(key.model._meta.label_lower, key.name) for key in keys_to_the_register()}
    known |= HANDLED_BY_THE_MERGE_ITSELF | TELLS_OF_ITS_DAY
    there = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Employer
    }
    assert there == known


def test_a_merge_carries_the_cases_of_every_app_and_a_split_takes_them_back(
    pair: tuple[Employer, Employer], decision: Act
) -> None:
    kept, merged = pair
    theirs = application("gold", employer=kept, year=112)
    moving = application("silver", employer=merged, year=112)
    earlier = application("bronze", employer=merged, year=111)
    penalties = [InspectionPenaltyFactory.create(employer=merged) for _ in range(2)]
    violation = ViolationFactory.create(penalty=penalties[0])
    HeadcountFactory.create(employer=kept, year=112, employees=186)
    other_count = HeadcountFactory.create(employer=merged, year=112, employees=90)
    before = every_row()

    plan = prospect(kept, merged)
    assert {collision.moving for collision in plan.collisions} == {moving, other_count}
    assert {collision.standing for collision in plan.collisions} == {theirs, kept.headcounts.get()}
    stands = {collision.name: MOVING if collision.moving == moving else STANDING for collision in plan.collisions}
    done = merge(kept, merged, stands, decision)

    assert set(Application.objects.standing().filter(employer=kept)) == {moving, earlier}
    assert set(InspectionPenalty.objects.standing().filter(employer=kept)) == set(penalties)
    violation.refresh_from_db()
    assert violation.penalty
    assert violation.penalty.employer == kept
    theirs.refresh_from_db()
    assert (theirs.voided_at is None, theirs.void_reason) == (False, decision.reason)
    assert kept.headcounts.filter(voided_at=None).get().employees == 186
    for case in (moving, earlier, *penalties):
        event = history_of(case).first()
        assert event is not None
        assert (event.action, event.reason) == ("employers.moved", decision.reason)
        assert [side["id"] for side in event.changes["employer"]] == [merged.pk, kept.pk]

    split(done, decision)
    assert every_row() == before
    assert obstacles(MergeRecord.objects.select_related("kept", "merged").get(pk=done.pk)) != []


def test_a_merge_moves_nobody_in_a_figure_except_where_two_collided(
    pair: tuple[Employer, Employer], decision: Act
) -> None:
    """Counted by hand: three applications, two of them gold; two letters of 20,000 each and one of 30,000."""
    kept, merged = pair
    open_year(decision, 112)
    application("gold", employer=kept)
    application("gold", employer=merged)
    application("silver", employer=EmployerFactory.create())
    InspectionPenaltyFactory.create(employer=kept, number="甲字第1號")
    InspectionPenaltyFactory.create(employer=merged, number="乙字第1號")
    InspectionPenaltyFactory.create(employer=merged, number="甲字第1號", amount=30_000)
    assert figures() == (3, 2, 3, 70_000)
    plan = prospect(kept, merged)
    assert len(plan.collisions) == 2
    done = merge(kept, merged, dict.fromkeys([found.name for found in plan.collisions], MOVING), decision)
    assert figures() == (2, 1, 2, 50_000)
    split(done, decision)
    assert figures() == (3, 2, 3, 70_000)


def test_two_penalties_of_one_number_collide(pair: tuple[Employer, Employer], decision: Act) -> None:
    kept, merged = pair
    for one in pair:
        InspectionPenaltyFactory.create(employer=one, number="北市勞動字第1號", amount=20_000)
    [collision] = prospect(kept, merged).collisions
    assert collision.message
    with pytest.raises(NotMerged):
        merge(kept, merged, {}, decision)
    assert Employer.objects.standing().count() == 2


def test_the_number_and_the_names_lead_to_the_one_that_stays(pair: tuple[Employer, Employer], decision: Act) -> None:
    kept, merged = pair
    merge(kept, merged, {}, decision)
    kept.refresh_from_db()
    assert set(kept.alias_names) == {"榕澗工程行", "榕澗土木", "榕澗營造有限公司"}
    assert kept.old_numbers == ("10000010",)
    assert (kept.address, kept.employees, kept.matched_by_name) == ("臺北市中山區榕汀路1號", 186, True)
    former = kept.aliases.get(name="榕澗土木")
    assert (str(former.since), str(former.until)) == ("2019-01-01", "2021-12-31")
    merged.refresh_from_db()
    assert merged.void_reason == decision.reason
    event = history_of(kept).first()
    assert event is not None
    assert (event.action, event.changes["address"]) == ("employers.took_in", ["", "臺北市中山區榕汀路1號"])


def test_an_employer_without_a_number_gets_that_of_the_other_and_loses_it_in_a_split(decision: Act) -> None:
    kept = EmployerFactory.create(ubn="", name="榕澗營造")
    merged = EmployerFactory.create(ubn="10000010", name="榕澗營造股份有限公司")
    done = merge(kept, merged, {}, decision)
    kept.refresh_from_db()
    assert (kept.ubn, kept.old_numbers) == ("10000010", ())
    split(done, decision)
    assert [found.ubn for found in Employer.objects.standing().order_by("pk")] == ["", "10000010"]


def test_numbers_are_found_through_a_chain_of_merges(decision: Act) -> None:
    first, second, third = EmployerFactory.create_batch(3)
    once = merge(second, first, {}, decision)
    twice = merge(third, Employer.objects.get(pk=second.pk), {}, decision)
    assert Employer.objects.get(pk=third.pk).old_numbers == (first.ubn, second.ubn)
    assert survivor(first) == third
    assert any(third.name in sentence or second.name in sentence for sentence in _obstacles(once))
    with pytest.raises(NotSplit):
        split(once, decision)
    split(twice, decision)
    split(once, decision)
    assert Employer.objects.standing().count() == 3
    assert survivor(first) is None


def _obstacles(record: MergeRecord) -> list[str]:
    return obstacles(MergeRecord.objects.select_related("kept", "merged").get(pk=record.pk))


def test_a_tie_between_the_two_loses_its_sense_and_comes_back(pair: tuple[Employer, Employer], decision: Act) -> None:
    kept, merged = pair
    tie = LinkFactory.create(employer=kept, other=merged)
    branch = LinkFactory.create(employer=merged)
    apart = KeptSeparate.objects.create(employer=merged, other=branch.other, reason="分公司")
    done = merge(kept, merged, {}, decision)
    assert list(EmployerLink.objects.standing()) == [EmployerLink.objects.get(pk=branch.pk, employer=kept)]
    apart.refresh_from_db()
    assert apart.employer == kept
    split(done, decision)
    assert set(EmployerLink.objects.standing().filter(pk__in=[tie.pk, branch.pk])) == {tie, branch}
    branch.refresh_from_db()
    assert branch.employer == merged


def test_a_case_that_went_on_since_goes_back_and_one_given_to_another_stays(
    pair: tuple[Employer, Employer], decision: Act
) -> None:
    kept, merged = pair
    went_on, given_away = (InspectionPenaltyFactory.create(employer=merged) for _ in range(2))
    voided = InspectionPenaltyFactory.create(employer=merged)
    done = merge(kept, merged, {}, decision)
    InspectionPenalty.objects.filter(pk=went_on.pk).update(remark="訴願駁回", version=9)
    another = EmployerFactory.create()
    InspectionPenalty.objects.filter(pk=given_away.pk).update(employer=another)
    void(voided, decision)
    assert elsewhere(done) == [given_away]
    split(done, decision)
    holders = {found.pk: found.employer_id for found in InspectionPenalty.objects.all()}
    assert holders == {went_on.pk: merged.pk, given_away.pk: another.pk, voided.pk: merged.pk}


def test_what_stands_in_the_way_of_a_split_is_named_and_nothing_is_undone(
    pair: tuple[Employer, Employer], decision: Act
) -> None:
    kept, merged = pair
    loser = application("gold", employer=kept)
    winner = application("silver", employer=merged)
    [collision] = prospect(kept, merged).collisions
    done = merge(kept, merged, {collision.name: MOVING}, decision)
    EmployerFactory.create(ubn=merged.ubn)
    void(winner, decision)
    application("bronze", employer=kept)
    [sentence] = _obstacles(done)
    assert merged.ubn in sentence
    Employer.objects.filter(ubn=merged.ubn).exclude(pk=merged.pk).update(ubn="")
    with pytest.raises(NotSplit) as refused:
        split(done, decision)
    assert str(loser) in refused.value.obstacles[0]
    assert Employer.objects.get(pk=merged.pk).voided_at is not None
    Application.objects.filter(pk=loser.pk).update(version=7)
    assert str(loser) in _obstacles(done)[0]


def test_a_case_in_review_that_lost_waits_again_after_a_split(
    pair: tuple[Employer, Employer], decision: Act, staff: User
) -> None:
    kept, merged = pair
    application("gold", employer=kept)
    waiting = in_review(staff, employer=merged)
    [collision] = prospect(kept, merged).collisions
    done = merge(kept, merged, {collision.name: STANDING}, decision)
    assert not Waiting.objects.of(waiting).exists()
    split(done, decision)
    assert Waiting.objects.of(waiting).get().submitted_by == staff


def test_what_was_changed_since_stays_with_the_one_that_stayed(pair: tuple[Employer, Employer], decision: Act) -> None:
    kept, merged = pair
    done = merge(kept, merged, {}, decision)
    Employer.objects.filter(pk=kept.pk).update(address="臺北市大安區澄懷街2號")
    split(done, decision)
    assert Employer.objects.get(pk=kept.pk).address == "臺北市大安區澄懷街2號"


def test_one_that_does_not_stand_is_not_merged_nor_one_with_itself(
    pair: tuple[Employer, Employer], decision: Act
) -> None:
    kept, merged = pair
    with pytest.raises(NotMerged):
        merge(kept, kept, {}, decision)
    void(merged, decision)
    with pytest.raises(NotMerged):
        merge(kept, merged, {}, decision)
    assert not MergeRecord.objects.exists()


def test_an_open_request_about_the_merged_one_moves_with_it(pair: tuple[Employer, Employer], decision: Act) -> None:
    from_unit = unit("employment_security")
    kept, merged = pair
    third = EmployerFactory.create()
    asked = MergeRequest.objects.create(kept=merged, merged=third, unit=from_unit, state="asked")
    settled = MergeRequest.objects.create(kept=merged, merged=third, unit=from_unit, state="declined")
    merge(kept, merged, {}, decision)
    asked.refresh_from_db()
    settled.refresh_from_db()
    assert (asked.kept, settled.kept) == (kept, merged)


def test_a_merge_costs_the_same_number_of_queries_for_one_case_and_for_thirty(decision: Act) -> None:
    costs = []
    for number in (1, 30):
        kept, merged = EmployerFactory.create_batch(2)
        InspectionPenaltyFactory.create_batch(number, employer=merged)
        with CaptureQueriesContext(connection) as queries:
            merge(kept, merged, {}, decision)
        costs.append(len(queries))
    assert costs[0] == costs[1]


CASES = st.lists(
    st.tuples(
        st.sampled_from(["application", "penalty", "headcount", "link", "alias"]),
        st.integers(0, 2),
        st.integers(109, 112),
        st.booleans(),
    ),
    max_size=12,
)


def made(kind: str, owner: Employer, third: Employer, year: int) -> None:
    """A case of *owner*, unless it has the same already."""
    if kind == "application" and not Application.objects.filter(employer=owner, round__year=year).exists():
        application("gold", employer=owner, year=year)
    if kind == "penalty" and not InspectionPenalty.objects.filter(employer=owner, number=f"第{year}號").exists():
        InspectionPenaltyFactory.create(employer=owner, number=f"第{year}號")
    if kind == "headcount" and not EmployerHeadcount.objects.filter(employer=owner, year=year).exists():
        HeadcountFactory.create(employer=owner, year=year)
    if kind == "link" and owner != third and not EmployerLink.objects.filter(employer=owner, other=third).exists():
        LinkFactory.create(employer=owner, other=third)
    if kind == "alias" and not EmployerAlias.objects.filter(employer=owner, name=f"舊名{year}").exists():
        EmployerAliasFactory.create(employer=owner, name=f"舊名{year}")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=CASES, choices=st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_split_after_a_merge_leaves_everything_as_it_was(
    cases: list[tuple[str, int, int, bool]], choices: list[bool], decision: Act
) -> None:
    employers = EmployerFactory.create_batch(3)
    for kind, owner, year, to_the_other in cases:
        made(kind, employers[owner], employers[1 if to_the_other else 2], year)
    kept, merged = employers[0], employers[1]
    before = every_row()
    collisions = prospect(kept, merged).collisions
    stands = {found.name: MOVING if choice else STANDING for found, choice in zip(collisions, choices, strict=False)}
    done = merge(kept, merged, stands, decision)
    assert not any(row["employer_id"] == merged.pk for row in every_row()["certifications.Application"])
    split(done, decision)
    assert every_row() == before
